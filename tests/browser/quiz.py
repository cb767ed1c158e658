"""A lesson of four steps with a question of each kind, set to Ellie and answered by Ms Lunt."""

import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests import make, make_questions
from tests.browser.conftest import School
from tests.browser.steps import SAVED
from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network, writing
from virtual_school.identity.models import Account, SignIn
from virtual_school.learning.models import Attempt, WorkAnswer
from virtual_school.library.models import Lesson, LessonRevision, Proof, StepKind
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import Choice, Line, QuestionKind, Shape
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import Pupil

TOWNS = ("Paris", "Rome", "Oslo")
KINDS: dict[QuestionKind, Shape] = {
    QuestionKind.SINGLE: shapes.Choices((Choice("a", "Rome"), Choice("b", "Paris", right=True, said="By the Seine."))),
    QuestionKind.MULTIPLE: shapes.Choices(
        (Choice("a", "Two", right=True), Choice("b", "Four"), Choice("c", "Three", right=True))
    ),
    QuestionKind.SHORT: shapes.Short((Line("Seine"), Line("Thames", right=False, said="That one is in London."))),
    QuestionKind.NUMBER: shapes.Number(Fraction(3, 4)),
    QuestionKind.ORDER: shapes.Order(tuple(shapes.Item(key, words) for key, words in zip("bca", TOWNS, strict=True))),
    QuestionKind.MATCH: shapes.Match(("France", "Italy"), (shapes.Item("b", "Paris"), shapes.Item("a", "Rome"))),
    QuestionKind.GAPS: shapes.Gaps("[[Paris]] is in [[France]]."),
    QuestionKind.LONG: shapes.Long(),
}


@dataclass(frozen=True)
class Quiz:
    """The first step is read, the second and third ask four questions each, the fourth wants a photo."""

    work: uuid.UUID
    asked: dict[QuestionKind, uuid.UUID]

    @property
    def address(self) -> str:
        return f"/my-work/{self.work}"

    def step(self, number: int) -> str:
        return f"{self.address}/steps/{number}"

    def box(self, kind: QuestionKind, part: object = "") -> str:
        """How the box of a question is found, or of one part of it."""
        return f"#q-{self.asked[kind]}" + (f"-{part}" if part != "" else "")

    def card(self, kind: QuestionKind) -> str:
        return f"#question-{self.asked[kind]}"


def quiz(school: School, cast: Cast) -> Quiz:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        with writing():
            made = _made(cast)
        db.session.remove()
    return made


def _made(cast: Cast) -> Quiz:
    there = db.session.get_one(Lesson, cast.larkdale.lessons["ashfold"].lesson_id)
    lunt, dani = (db.session.get_one(Account, one.account_id) for one in (cast.lunt, cast.dani))
    ashfold = db.session.get_one(Organisation, there.organisation_id)
    lesson = make.lesson(lunt, ashfold, db.session.get_one(Term, there.subject_id), title="Towns and rivers")
    revision = make.revision(lesson)
    _step(lesson, revision, 1, kind=StepKind.TEXT, text="Look at the map.", title="The map")
    kinds = list(KINDS)
    asked = {}
    for position, some in ((2, kinds[:4]), (3, kinds[4:])):
        step = _step(lesson, revision, position, kind=StepKind.QUESTIONS, title=f"Now you ({position - 1})")
        asked |= {kind: _question(step, kind, number) for number, kind in enumerate(some, start=1)}
    _step(
        lesson, revision, 4, kind=StepKind.ELSEWHERE, title="Draw the map", url="https://example.org/",
        proof=Proof.PHOTO,
    )  # fmt: skip
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    work = make.assignment(ellie, revision, dani)
    make.marker(work, ellie, lunt, ashfold)
    return Quiz(work.id, asked)


def _step(lesson: Lesson, revision: LessonRevision, position: int, **given: Any) -> tuple[Any, Any]:
    step = make.step(lesson, **{"text": "", "position": position, **given})
    return step, make.revision_step(revision, step)


def _question(step: tuple[Any, Any], kind: QuestionKind, number: int) -> uuid.UUID:
    stored = shapes.kept(KINDS[kind])
    hint = "It has a tower." if kind is QuestionKind.SINGLE else ""
    made = make_questions.question(
        step[0], f"Try it: {kind.value}", kind=kind, stored=stored, position=number, hint=hint
    )
    return make_questions.revision_question(step[1], made).id


def given_to(school: School, cast: Cast, done: Quiz) -> dict[QuestionKind, list[str]]:
    """What the server holds of each question, whatever any page says."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        question = (
            sa.select(WorkAnswer.question_id, WorkAnswer.given)
            .join(Attempt, Attempt.id == WorkAnswer.attempt_id)
            .where(Attempt.assignment_id == done.work)
        )
        found = {row[0]: row[1] for row in db.session.execute(question)}
        db.session.remove()
    return {kind: found[question_id] for kind, question_id in done.asked.items() if question_id in found}


def signed_out(school: School, person: Person) -> None:
    """Everywhere, from another device."""
    with school.app.app_context():
        enter_network(person.network_id)
        with writing():
            ended = sa.update(SignIn).where(SignIn.account_id == person.account_id).values(ended_at=clock.real())
            db.session.execute(ended)
        db.session.remove()


def saved(page: Page, done: Quiz, kind: QuestionKind) -> None:
    expect(page.locator(done.card(kind)).locator(".saved")).to_have_text(SAVED, timeout=20_000)
