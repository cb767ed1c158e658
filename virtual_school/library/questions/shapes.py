"""What a question of each kind is made of, as values and as it is kept.

What a pupil picks from goes by keys that say nothing of what is right: the page of a pupil holds only those.
"""

import enum
import random
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any


class QuestionKind(enum.Enum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SHORT = "short"
    NUMBER = "number"
    ORDER = "order"
    MATCH = "match"
    GAPS = "gaps"
    LONG = "long"


# As many as there are keys.
MOST_ITEMS = len(string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several to pick from. `said` is the feedback to whoever picks it."""

    key: str
    words: str
    right: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """To pick one from (single), or all that hold (multiple)."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An answer that is looked for, right or a mistake that is often made. `*` stands for any letters or none."""

    words: str
    right: bool = True
    said: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """A word or a few. The first line that fits decides."""

    lines: tuple[Line, ...]
    case: bool = False
    accents: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is taken, and how many of the question's own unit one of it is."""

    words: str
    worth: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, so far off at most, in the first of the units or another of them."""

    value: Fraction
    within: Fraction = Fraction(0)
    percent: bool = False
    units: tuple[Unit, ...] = ()
    unit_needed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be put in its place."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Order:
    """Items, in their right order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What stands on the left, each with what belongs to it; and what belongs to none."""

    lefts: tuple[str, ...]
    rights: tuple[Item, ...]
    others: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """A text in which `[[Paris|paris, France]]` is a gap with the answers that fill it."""

    text: str
    from_list: bool = False
    case: bool = False
    accents: bool = False


@dataclass(frozen=True, slots=True)
class Long:
    """Read by a person. `looks_for` is for that person and never for a pupil."""

    looks_for: str = ""


Shape = Choices | Short | Number | Order | Match | Gaps | Long

OF_KIND: dict[QuestionKind, type[Shape]] = {
    QuestionKind.SINGLE: Choices,
    QuestionKind.MULTIPLE: Choices,
    QuestionKind.SHORT: Short,
    QuestionKind.NUMBER: Number,
    QuestionKind.ORDER: Order,
    QuestionKind.MATCH: Match,
    QuestionKind.GAPS: Gaps,
    QuestionKind.LONG: Long,
}


def in_a_row(words: Sequence[str]) -> list[Item]:
    """Items with keys in the order in which they stand."""
    return [Item(key, one) for key, one in zip(string.ascii_lowercase, words, strict=False)]


def shuffled(words: Sequence[str], seed: str) -> list[Item]:
    """Items whose keys are dealt out: by their keys they stand in another order than this one, always the same."""
    keys = list(string.ascii_lowercase[: len(words)])
    dealer = random.Random(seed)  # noqa: S311 - nothing secret, only another order
    while len(set(words)) > 1:
        dealer.shuffle(keys)
        if [words[keys.index(key)] for key in sorted(keys)] != list(words):
            break
    return [Item(key, one) for key, one in zip(keys, words, strict=True)]


# As kept --------------------------------------------------------------------------------------------------------------


def kept(shape: Shape) -> dict[str, Any]:
    """As it is stored: nothing but texts, truths, lists and names."""
    made: dict[str, Any] = _plain(asdict(shape))
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def read(kind: QuestionKind, stored: Mapping[str, Any]) -> Shape:
    """What was stored of a question of this kind."""
    return _READ[OF_KIND[kind]](stored)


def _choices(stored: Mapping[str, Any]) -> Shape:
    return Choices(tuple(Choice(**one) for one in stored["choices"]))


def _short(stored: Mapping[str, Any]) -> Shape:
    return Short(tuple(Line(**one) for one in stored["lines"]), stored["case"], stored["accents"])


def _number(stored: Mapping[str, Any]) -> Shape:
    units = tuple(Unit(one["words"], Fraction(one["worth"])) for one in stored["units"])
    value, within = Fraction(stored["value"]), Fraction(stored["within"])
    return Number(value, within, stored["percent"], units, stored["unit_needed"])


def _items(stored: Sequence[Mapping[str, str]]) -> tuple[Item, ...]:
    return tuple(Item(**one) for one in stored)


def _match(stored: Mapping[str, Any]) -> Shape:
    return Match(tuple(stored["lefts"]), _items(stored["rights"]), _items(stored["others"]))


_READ: dict[type[Shape], Callable[[Mapping[str, Any]], Shape]] = {
    Choices: _choices,
    Short: _short,
    Number: _number,
    Order: lambda stored: Order(_items(stored["items"])),
    Match: _match,
    Gaps: lambda stored: Gaps(**stored),
    Long: lambda stored: Long(**stored),
}
