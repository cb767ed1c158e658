"""A question as whoever answers it sees it, with nothing in it of what is right; and an answer as its page sends it.

Every kind is answered with what a page has without script: ticks, lists to choose from and boxes to type in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from virtual_school.core import text
from virtual_school.library.questions import reading
from virtual_school.library.questions.shapes import Item, QuestionKind

# Cleaning makes a letter three at most.
LONGEST = text.TEXT_LIMIT // 3


class Sent(Protocol):
    """What a page sent: each name with what was given for it."""

    def getlist(self, name: str, /) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a page. `name` is what its boxes are called, `options` what there is to pick from."""

    kind: QuestionKind
    prompt: str
    name: str
    options: tuple[Item, ...] = ()
    lefts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()

    @property
    def places(self) -> range:
        return range(1, len(self.options) + 1)

    def given(self, at: int) -> str:
        """What was given in one place of the answer."""
        return self.answer[at] if at < len(self.answer) else ""

    def place_of(self, key: str) -> int | None:
        """Where an item was put in order."""
        return self.answer.index(key) + 1 if key in self.answer else None


def asked(kind: QuestionKind, shape: Any, prompt: str, name: str, answer: Sequence[str] = ()) -> Asked:
    """The question as it is shown, with what was answered so far."""
    return Asked(kind, prompt, name, **_parts(kind, shape), answer=tuple(answer))


def _parts(kind: QuestionKind, shape: Any) -> Mapping[str, Any]:
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        return {"options": tuple(Item(choice.key, choice.words) for choice in shape.choices)}
    if kind is QuestionKind.ORDER:
        return {"options": _by_key(shape.items)}
    if kind is QuestionKind.MATCH:
        return {"options": _by_key((*shape.rights, *shape.others)), "lefts": shape.lefts}
    if kind is QuestionKind.GAPS:
        gapped = reading.gapped(shape.text)
        words = {reading.an_answer(taken[0]) for taken in gapped.fillings} if shape.from_list else set()
        return {"texts": gapped.texts, "options": tuple(Item(word, word) for word in sorted(words, key=str.casefold))}
    return {}


def _by_key(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: item.key))


def answered(kind: QuestionKind, shape: Any, name: str, sent: Sent) -> list[str]:
    """What was answered, as it is marked and kept; nothing at all when nothing was."""
    if kind is QuestionKind.ORDER:
        return _in_order([item.key for item in _by_key(shape.items)], name, sent)
    if kind is QuestionKind.MATCH:
        return _each(len(shape.lefts), name, sent)
    if kind is QuestionKind.GAPS:
        return _each(len(reading.gapped(shape.text).fillings), name, sent)
    return [one for one in _all(name, sent) if one.strip()]


def _each(many: int, name: str, sent: Sent) -> list[str]:
    given = [next(iter(_all(f"{name}-{at}", sent)), "").strip() for at in range(many)]
    return given if any(given) else []


def _all(name: str, sent: Sent) -> list[str]:
    """As the columns would clean it, and no longer than they hold: an address may carry what no page can show."""
    return [text.text(one[:LONGEST]) for one in sent.getlist(name)]


def _in_order(keys: Sequence[str], name: str, sent: Sent) -> list[str]:
    """The keys by the numbers that they were given. Two of one number are no order: too few keys come back."""
    numbers = {key: next(iter(sent.getlist(f"{name}-{key}")), "") for key in keys}
    placed = {int(number): key for key, number in numbers.items() if number.isascii() and number.isdigit()}
    return [placed[number] for number in sorted(placed)]
