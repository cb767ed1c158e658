"""The words of a lesson that have a meaning, and where they stand in what a pupil reads."""

import html
import re
from dataclasses import dataclass

from markupsafe import Markup

from virtual_school.core import markdown

MOST = 40

# Between tags, words may be marked; inside these elements they are something else already.
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_LEFT_ALONE = frozenset({"a", "code", "pre", "h3", "h4", "h5", "h6", "math"})


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word and what it means."""

    word: str
    meaning: str
    number: int

    @property
    def anchor(self) -> str:
        return f"word-{self.number}"


def keywords(typed: str) -> tuple[Keyword, ...]:
    """What was typed one a line, `word: meaning`. A line without a meaning is a word whose meaning is still to come."""
    found: dict[str, tuple[str, str]] = {}
    for line in typed.splitlines():
        word, _mark, meaning = line.strip().lstrip("-*• ").partition(":")
        word = " ".join(word.split())
        if word:
            found.setdefault(word.casefold(), (word, " ".join(meaning.split())))
    return tuple(Keyword(*one, number) for number, one in enumerate(list(found.values())[:MOST], start=1))


def without_meaning(typed: str) -> list[str]:
    """The words of which the writer has not said what they mean."""
    return [one.word for one in keywords(typed) if not one.meaning]


def prose(typed: str, words: tuple[Keyword, ...], at: str = "") -> Markup:
    """Markdown as safe HTML in which each word leads, the first time it stands there, to its meaning.

    A link to a place on the page works everywhere; where there is script the meaning opens beside the word. `at` goes
    before the place's name where one page shows several lessons.
    """
    made = markdown.render(typed)
    meant = {one.word.casefold(): one for one in words if one.meaning}
    if not meant or not made:
        return made
    names = "|".join(re.escape(html.escape(name, quote=False)) for name in sorted(meant, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])({names})(s?)(?![\w-])", re.I)
    parts, within = _TAG.split(str(made)), 0
    for place, part in enumerate(parts):
        if part.startswith("<"):
            within += _opens(part)
        elif not within and meant:
            parts[place] = pattern.sub(lambda found: _linked(found, meant, at), part)
    return Markup("".join(parts))  # noqa: S704 (cleaned HTML, in which words already escaped are put into links)


def _opens(tag: str) -> int:
    """Whether this tag leads into an element that is left alone (1), out of one (-1), or neither (0)."""
    name = _NAME.match(tag)
    if name is None or name[1] not in _LEFT_ALONE:
        return 0
    return -1 if tag.startswith("</") else 1


def _linked(found: re.Match[str], meant: dict[str, Keyword], at: str) -> str:
    word = meant.pop(html.unescape(found[1]).casefold(), None)
    if word is None:
        return found[0]
    place = html.escape(f"{at}{word.anchor}")
    return f'<a class="word" href="#{place}" data-meaning="{html.escape(word.meaning)}">{found[1]}</a>{found[2]}'
