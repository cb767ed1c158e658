"""How an answer is marked: one rule for each kind of question, written down with it. Pure; nobody else marks.

An answer is a row of texts: the keys that were picked (single, multiple, order), for each left the key of what was
matched with it, what was typed into each gap, or the one text that was typed.

What cannot be read is never counted against anybody: it is asked for again, in words that say how to type it.
From whom each rule is known, and where it differs, stands in docs/decisions/0033-answers-and-tries.md.
"""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from virtual_school.library.questions import reading
from virtual_school.library.questions.reading import fits, gapped, number
from virtual_school.library.questions.shapes import (
    OF_KIND,
    Choices,
    Gaps,
    Long,
    Match,
    Number,
    Order,
    QuestionKind,
    Shape,
    Short,
    Unit,
)

Answer = Sequence[str]


class Verdict(enum.Enum):
    """What comes of an answer. No answer of a child is called wrong: it is not there yet."""

    RIGHT = "right"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    # Nothing was answered, or what was typed cannot be read: asked again, not counted.
    NOTHING = "nothing"
    UNREADABLE = "unreadable"
    # A person reads it.
    TO_READ = "to_read"


@dataclass(frozen=True, slots=True)
class Marked:
    """How many parts of how many are right, which, and what the teacher says to this answer."""

    verdict: Verdict
    right: int = 0
    of: int = 1
    parts: tuple[bool, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        return self.verdict in (Verdict.RIGHT, Verdict.PARTLY, Verdict.NOT_YET)


def mark(kind: QuestionKind, shape: Shape, answer: Answer) -> Marked:
    """Mark an answer by the rule of its kind."""
    if type(shape) is not OF_KIND[kind]:
        raise TypeError(f"a {kind.value} question is not made of {type(shape).__name__}")
    given = tuple(one.strip() for one in answer)
    if not any(given):
        return Marked(Verdict.NOTHING, of=_of(kind, shape))
    rule: Callable[[Any, Answer], Marked] = RULES[kind]
    return rule(shape, given)


def _single(shape: Choices, given: Answer) -> Marked:
    """Right when the one that was picked is right. What is said of it is said."""
    picked = [choice for choice in shape.choices if choice.key in given]
    if len(picked) != 1 or len(given) != 1:
        return Marked(Verdict.UNREADABLE)
    return _counted([picked[0].right], said=[picked[0].said])


def _multiple(shape: Choices, given: Answer) -> Marked:
    """Right when all that are right are picked and no other. Else partly: each right one picked counts one, each wrong
    one picked takes one away, never below none, so that picking all gains nothing (Canvas: partial credit with
    penalty)."""
    keys = set(given)
    if not keys <= {choice.key for choice in shape.choices}:
        return Marked(Verdict.UNREADABLE, of=_of(QuestionKind.MULTIPLE, shape))
    picked = [choice for choice in shape.choices if choice.key in keys]
    good = sum(choice.right for choice in picked)
    parts = tuple((choice.key in keys) == choice.right for choice in shape.choices)
    right, of = max(0, good - (len(picked) - good)), _of(QuestionKind.MULTIPLE, shape)
    said = _said(choice.said for choice in picked)
    return Marked(_verdict(right, of) if not all(parts) else Verdict.RIGHT, right, of, parts, said)


def _short(shape: Short, given: Answer) -> Marked:
    """The first line that fits decides, whether it is a right answer or a mistake that was expected; when none fits it
    is not there yet. Blanks, quotation marks and a full stop at the end never count; capitals and accents only when
    the question says so (Moodle: short answer; of accents, assessmentQ)."""
    for line in shape.lines:
        if fits(given[0], line.words, case=shape.case, accents=shape.accents):
            return _counted([line.right], said=[line.said])
    return _counted([False], said=[])


def _number(shape: Number, given: Answer) -> Marked:
    """Right when it is as near as is asked, both ends included, reckoned exactly. A unit that is taken is turned into
    the question's own first. Where a unit is asked for it is the second part: without it, or with one that is not
    taken, only the number counts, as if it were in the question's own unit (Moodle: numerical)."""
    read = number(given[0])
    if read is None or (read.unit and not shape.units and not shape.unit_needed):
        return Marked(Verdict.UNREADABLE, of=_of(QuestionKind.NUMBER, shape))
    unit = _unit(shape.units, read.unit)
    if unit is None and read.unit and not shape.unit_needed:
        return _counted([False], said=[])
    value = read.value * (unit.worth if unit else 1)
    within = abs(shape.value) * shape.within / 100 if shape.percent else shape.within
    near = abs(value - shape.value) <= within
    return _counted([near, unit is not None] if shape.unit_needed else [near], said=[], needs=0)


def _unit(units: Sequence[Unit], typed: str) -> Unit | None:
    """The unit that was typed: as it is written (mW is not MW), or, when only one is meant, in other capitals."""
    exact = [unit for unit in units if unit.words == typed]
    loose = [unit for unit in units if typed and fits(typed, _literal(unit.words), case=False, accents=False)]
    return exact[0] if exact else loose[0] if len(loose) == 1 else None


def _order(shape: Order, given: Answer) -> Marked:
    """Each two that stand one right after the other as they should count one: whoever has all in order but for the
    last that stands first has lost one, not everything. Items that read the same may change places (Moodle: ordering,
    relative to the next item)."""
    words = {item.key: item.words for item in shape.items}
    if sorted(given) != sorted(words):
        return Marked(Verdict.UNREADABLE, of=_of(QuestionKind.ORDER, shape))
    wanted, had = [item.words for item in shape.items], [words[key] for key in given]
    follows = list(zip(had, had[1:], strict=False))
    parts = []
    for pair in zip(wanted, wanted[1:], strict=False):
        parts.append(pair in follows)
        if parts[-1]:
            follows.remove(pair)
    return _counted(parts, said=[])


def _match(shape: Match, given: Answer) -> Marked:
    """Each left with what belongs to it counts one (Moodle: cloze, a mark a place). Two that read the same stand for
    each other."""
    words = {item.key: item.words for item in (*shape.rights, *shape.others)}
    if len(given) != len(shape.lefts) or any(one and one not in words for one in given):
        return Marked(Verdict.UNREADABLE, of=len(shape.lefts))
    return _counted([words.get(one) == item.words for one, item in zip(given, shape.rights, strict=True)], said=[])


def _gaps(shape: Gaps, given: Answer) -> Marked:
    """Each gap that holds one of its answers counts one, compared as a short answer is."""
    fillings = gapped(shape.text).fillings
    if len(given) != len(fillings):
        return Marked(Verdict.UNREADABLE, of=len(fillings))
    compared = {"case": shape.case, "accents": shape.accents}
    return _counted(
        [any(fits(one, answer, **compared) for answer in taken) for one, taken in zip(given, fillings, strict=True)],
        said=[],
    )


def _long(shape: Long, given: Answer) -> Marked:
    """Never marked here: a person reads it."""
    return Marked(Verdict.TO_READ, of=0)


RULES: dict[QuestionKind, Callable[[Any, Answer], Marked]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SHORT: _short,
    QuestionKind.NUMBER: _number,
    QuestionKind.ORDER: _order,
    QuestionKind.MATCH: _match,
    QuestionKind.GAPS: _gaps,
    QuestionKind.LONG: _long,
}


def _of(kind: QuestionKind, shape: Any) -> int:
    """How many parts a question has, whatever is answered."""
    counts: dict[QuestionKind, Callable[[], int]] = {
        QuestionKind.MULTIPLE: lambda: sum(choice.right for choice in shape.choices),
        QuestionKind.NUMBER: lambda: 2 if shape.unit_needed else 1,
        QuestionKind.ORDER: lambda: len(shape.items) - 1,
        QuestionKind.MATCH: lambda: len(shape.lefts),
        QuestionKind.GAPS: lambda: len(gapped(shape.text).fillings),
        QuestionKind.LONG: lambda: 0,
    }
    return counts.get(kind, lambda: 1)()


def _counted(parts: Sequence[bool], *, said: Sequence[str], needs: int | None = None) -> Marked:
    """By its parts. Without the part that `needs` names, the others count for nothing."""
    right = sum(parts) if needs is None or parts[needs] else 0
    return Marked(_verdict(right, len(parts)), right, len(parts), tuple(parts), _said(said))


def _verdict(right: int, of: int) -> Verdict:
    if right == of:
        return Verdict.RIGHT
    return Verdict.PARTLY if right else Verdict.NOT_YET


def _said(words: Any) -> tuple[str, ...]:
    return tuple(one for one in words if one)


def _literal(words: str) -> str:
    return words.replace("*", "\\*")


def an_answer(kind: QuestionKind, shape: Any) -> Answer:
    """An answer that is right, to show: a question that does not take its own answer is not ready."""
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        return [choice.key for choice in shape.choices if choice.right]
    if kind is QuestionKind.SHORT:
        return [next((reading.an_answer(line.words) for line in shape.lines if line.right), "")]
    if kind is QuestionKind.NUMBER:
        unit = f" {shape.units[0].words}" if shape.units else ""
        return [f"{shape.value}{unit}"]
    if kind is QuestionKind.ORDER:
        return [item.key for item in shape.items]
    if kind is QuestionKind.MATCH:
        return [item.key for item in shape.rights]
    if kind is QuestionKind.GAPS:
        return [reading.an_answer(taken[0]) for taken in gapped(shape.text).fillings]
    return []
