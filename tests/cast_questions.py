"""A step that asks a question, in the lesson of which each pupil in the cast has work."""

from typing import TYPE_CHECKING

from tests import make, make_questions
from virtual_school.core.db import db
from virtual_school.library.models import Lesson, LessonRevision, StepKind
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

PLACES = {"ellie": "ashfold", "tariq": "stonegate", "stranger_pupil": "moorside"}
FIRST = shapes.Choices((shapes.Choice("a", "The middle one", right=True), shapes.Choice("b", "The last one")))


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """As it is edited, and as it was posted."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    there, ids = casting.side.lessons[PLACES[key]], casting.side.ids
    lesson = db.session.get_one(Lesson, there.lesson_id)
    revision = db.session.get_one(LessonRevision, there.revision_id)
    step = make.step(lesson, "", kind=StepKind.QUESTIONS, title="Check yourself", position=9)
    words = {"kind": QuestionKind.SINGLE, "stored": shapes.kept(FIRST)}
    question = make_questions.question(step, "Which do you look at first?", **words)
    posted = make_questions.revision_question(make.revision_step(revision, step), question)
    ids |= {f"asking_step of {key}": step.id, f"question of {key}": question.id}
    ids[f"posted_question of {key}"] = posted.id
