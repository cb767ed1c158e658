"""What a step asks goes along when a lesson is adapted, and so does whose the lesson was before anybody here had it."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.library.conftest import lesson_of
from tests.library.test_adapting import adapt, by, post_again, source_id, steps, without_steps
from virtual_school.core.db import db
from virtual_school.library import changes
from virtual_school.library.changes import QuestionSaid
from virtual_school.library.models import Lesson, LessonSource, Question, Step, StepKind
from virtual_school.library.questions.shapes import Choice, Choices, QuestionKind, Short
from virtual_school.library.questions.shapes import Line as Look
from virtual_school.library.use.asked import as_text

ClientOf = Callable[[Person], Client]


@pytest.fixture
def bell(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.bell)


def asks(cast: Cast, step: Step, prompt: str, right: str) -> Question:
    shape = Choices((Choice("a", right, True, "That is it."), Choice("b", "All of them")))
    lunt = by(cast, cast.lunt, "ashfold")
    return changes.add_question(
        lesson_of(source_id(cast)), step, QuestionKind.SINGLE, QuestionSaid(prompt, shape), by=lunt
    )


def with_question(cast: Cast) -> tuple[Lesson, Step, Question]:
    lesson = without_steps(cast)
    step = make.step(lesson, "", position=1, kind=StepKind.QUESTIONS, title="What do you know?")
    question = asks(cast, step, "Where do you look first?", "In the middle")
    post_again(cast, lesson)
    return lesson, step, question


def asked(lesson: Lesson) -> list[Question]:
    ids = [step.id for step in steps(lesson)]
    question = sa.select(Question).where(Question.step_id.in_(ids), Question.removed_at.is_(None))
    return list(db.session.scalars(question.order_by(Question.position)))


def test_questions_go_along_with_their_answers(cast: Cast, bell: Client) -> None:
    source, _step, _question = with_question(cast)
    copy = adapt(bell, source.id)
    (mine,) = asked(copy)
    assert as_text([mine]) == "1. Where do you look first?\n   ✓ In the middle (That is it.)\n   All of them"
    assert mine.step_id == steps(copy)[0].id


def test_what_a_question_says_now_is_shown_and_brought_in(cast: Cast, bell: Client) -> None:
    source, step, question = with_question(cast)
    copy = adapt(bell, source.id)
    shape = Short((Look("middle"),))
    lunt = by(cast, cast.lunt, "ashfold")
    changes.change_question(source, question, QuestionSaid("Where do you look last?", shape), by=lunt)
    asks(cast, step, "And then?", "In one half")
    revision = post_again(cast, source)
    bell.get(f"/lessons/{source.id}/versions/{revision.number}")
    assert "last" in bell.words("ins") and "first" in bell.words("del") and "And then" in bell.words("ins")
    bell.post(f"/lessons/{copy.id}/original")
    assert [one.prompt for one in asked(copy)] == ["Where do you look last?", "And then?"]


def test_questions_that_were_changed_here_stay(cast: Cast, bell: Client) -> None:
    source, _step, question = with_question(cast)
    copy = adapt(bell, source.id)
    asked(copy)[0].prompt = "Where would you look?"
    question.prompt = "Where do you look last?"
    post_again(cast, source)
    bell.get(f"/lessons/{copy.id}/original")
    assert "One you have changed yourself" in bell.words()
    bell.post(f"/lessons/{copy.id}/original")
    assert [one.prompt for one in asked(copy)] == ["Where would you look?"]


def test_whose_it_was_outside_the_network_goes_along(cast: Cast, bell: Client) -> None:
    source: uuid.UUID = source_id(cast)
    db.session.add(
        LessonSource(lesson_id=source, collection="open", key="one", attribution="By somebody, under an open licence.")
    )
    db.session.commit()
    copy = adapt(bell, source)
    for lesson_id in (source, copy.id):
        bell.get(f"/lessons/{lesson_id}")
        assert "By somebody, under an open licence." in bell.words()
