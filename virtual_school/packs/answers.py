"""What is right, in words, for the paper that only staff have."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from virtual_school.library.queries import posted_questions
from virtual_school.library.questions import reading
from virtual_school.library.questions.shapes import Choices, Gaps, Long, Match, Number, Order, Shape, Short


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with each thing that is right about it."""

    prompt: str
    right: tuple[str, ...]


def answers(revision_id: uuid.UUID) -> dict[uuid.UUID, list[Answer]]:
    """Of each step that asks. The caller has checked that the viewer is staff and may read the lesson."""
    found = posted_questions(revision_id)
    return {step: [Answer(one.prompt, right(one.shape)) for one in rows] for step, rows in found.items()}


def right(shape: Shape) -> tuple[str, ...]:
    return tuple(words for words in _SAY[type(shape)](shape) if words)


def _number(shape: Number) -> list[str]:
    unit = shape.units[0].words if shape.units else ""
    said = f"{reading.written(shape.value)} {unit}".strip()
    if not shape.within:
        return [said]
    within = f"{reading.written(shape.within)}{'%' if shape.percent else ''}"
    return [_("%(number)s, or as near as %(within)s", number=said, within=within)]


def _match(shape: Match) -> list[str]:
    return [f"{left}: {item.words}" for left, item in zip(shape.lefts, shape.rights, strict=False)]


def _gaps(shape: Gaps) -> list[str]:
    return [" / ".join(reading.an_answer(one) for one in taken) for taken in reading.gapped(shape.text).fillings]


_SAY: dict[type[Any], Callable[[Any], list[str]]] = {
    Choices: lambda shape: [choice.words for choice in shape.choices if choice.right],
    Short: lambda shape: [reading.an_answer(line.words) for line in shape.lines if line.right],
    Number: _number,
    Order: lambda shape: [f"{place}. {item.words}" for place, item in enumerate(shape.items, start=1)],
    Match: _match,
    Gaps: _gaps,
    Long: lambda shape: [shape.looks_for or _("Somebody reads this.")],
}
