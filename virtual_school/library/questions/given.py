"""An answer that was kept, written out again: as its page sends it, and as people read it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from virtual_school.library.questions import reading
from virtual_school.library.questions.shapes import QuestionKind


def as_sent(kind: QuestionKind, shape: Any, name: str, given: Sequence[str]) -> str:
    """The names and values of the boxes with this in them, as one text; of a long answer, the answer."""
    if kind is QuestionKind.LONG:
        return given[0] if given else ""
    if kind is QuestionKind.ORDER:
        at = {key: place for place, key in enumerate(given, start=1)}
        keys = sorted(item.key for item in shape.items)
        return urlencode([(f"{name}-{key}", at.get(key, "")) for key in keys])
    if kind in (QuestionKind.MATCH, QuestionKind.GAPS):
        return urlencode([(f"{name}-{at}", one) for at, one in enumerate(given)])
    return urlencode([(name, one) for one in given])


def in_words(kind: QuestionKind, shape: Any, given: Sequence[str]) -> list[str]:
    """What was answered, a line for each part of it. A key that is no longer known says itself."""
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        words = {choice.key: choice.words for choice in shape.choices}
        return [words.get(key, key) for key in given]
    if kind is QuestionKind.ORDER:
        words = {item.key: item.words for item in shape.items}
        return [f"{place}. {words.get(key, key)}" for place, key in enumerate(given, start=1)]
    if kind is QuestionKind.MATCH:
        words = {item.key: item.words for item in (*shape.rights, *shape.others)}
        pairs = zip(shape.lefts, given, strict=False)
        return [f"{left}: {words.get(key, key) or '…'}" for left, key in pairs]
    if kind is QuestionKind.GAPS:
        return [_filled(reading.gapped(shape.text).texts, given)] if any(given) else []
    return [one for one in given if one.strip()]


def _filled(texts: Sequence[str], given: Sequence[str]) -> str:
    """The text with what was put in its gaps between brackets."""
    filled = [texts[0]]
    for at, text in enumerate(texts[1:]):
        said = given[at].strip() if at < len(given) else ""
        filled += [f"[{said or '…'}]", text]
    return "".join(filled).strip()
