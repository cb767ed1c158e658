"""What is said of one drawn pupil and by them: where they live in a way of their own, in words of their own."""

from collections.abc import Mapping
from typing import TypeVar

from virtual_school.demo import said
from virtual_school.demo.draws import Draw
from virtual_school.referrals.models import Question

Theirs = TypeVar("Theirs")
ASKED = (Question.GOOD_AT, Question.IN_THE_WAY, Question.HOPE)


def why_now(draw: Draw) -> str:
    """Why their school asks."""
    return _of(draw, said.WHY_NOW_OF) or said.nth(said.WHY_NOW, draw.number)


def own_words(draw: Draw) -> tuple[tuple[Question, str], ...]:
    """What they say to each question: it stands in the referral and goes on into the plan."""
    number = draw.number
    anybodys = (
        said.nth(said.STRENGTHS, number),
        said.nth(said.IN_THE_WAY, number + 1),
        said.nth(said.HOPES, number + 2),
    )
    return tuple(zip(ASKED, _of(draw, said.OWN_WORDS) or anybodys, strict=True))


def goal(draw: Draw, number: int) -> tuple[str, str, str]:
    """Their first goal or a further one: words, how it is measured, with whom."""
    own = _of(draw, said.GOALS_OF) if number == 0 else None
    return own or said.nth(said.GOALS, draw.number + number * 2)


def _of(draw: Draw, words: Mapping[str, Theirs]) -> Theirs | None:
    return next((words[mark] for mark in draw.marks if mark in words), None)
