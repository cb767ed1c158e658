"""One lesson of the demonstration asks questions; Kai has begun them, got one on his second try, and is stuck."""

import datetime as dt
from fractions import Fraction

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning import changes as learning
from virtual_school.learning.models import Assignment
from virtual_school.library import changes as library
from virtual_school.library.changes import StepSaid
from virtual_school.library.changes.questions import QuestionSaid
from virtual_school.library.models import Lesson, RevisionQuestion, RevisionStep, StepKind
from virtual_school.library.questions.shapes import Choice, Choices, Gaps, Long, Number, QuestionKind, Unit
from virtual_school.network.viewer import Viewer

LESSON, WHO = "What a week costs", "Kai"
PENCE = Number(Fraction(70), Fraction(1), units=(Unit("p"), Unit("£", Fraction(100))))
QUESTIONS = (
    (QuestionKind.NUMBER, QuestionSaid(
        "Rice for 15p, beans for 30p and an egg for 25p: what does the plate cost?", PENCE,
        said_right="That is a whole dinner.", said_not_yet="Add the three in pence.", hint="15 + 30 is 45.")),
    (QuestionKind.GAPS, QuestionSaid(
        "Fill in what is missing.", Gaps("Seven dinners at 70p are £[[4.90]]. That leaves £[[15.10]] of twenty."))),
    (QuestionKind.SINGLE, QuestionSaid(
        "Which is cheaper for one plate?",
        Choices((Choice("a", "A tin for 60p that makes two dinners", right=True, said="30p a plate."),
                 Choice("b", "A pack for £1.50 that makes four", said="Divide both by how many they make."))))),
    (QuestionKind.LONG, QuestionSaid("What would you change first, and why?", Long("A reason that saves money."))),
)  # fmt: skip


def ask(lesson: Lesson, by: Viewer) -> None:
    """The last step of the lesson, before it is posted."""
    said = StepSaid(StepKind.QUESTIONS, title="Check yourself")
    step = library.add_step(lesson, said, by=by, indexed=False)
    for kind, question in QUESTIONS:
        library.add_question(lesson, step, kind, question, by=by)


def begin(pupil: Viewer, work: Assignment, now: dt.datetime) -> None:
    """Two tries at the first, part of the second, and a call for help."""
    attempt = learning.start(pupil, work)
    found = sa.select(RevisionQuestion).join(RevisionStep, RevisionStep.id == RevisionQuestion.revision_step_id)
    found = found.where(RevisionStep.revision_id == work.revision_id).order_by(RevisionQuestion.position)
    first, second, *_rest = db.session.scalars(found).all()
    answer = None
    for seq, given in enumerate(("0.55", "70p"), start=1):
        with clock.pretend(now + dt.timedelta(minutes=seq)):
            answer = learning.keep_answer(attempt, first.id, [given], there=answer, writer="phone", seq=seq)
            learning.try_answer(pupil, work, answer, first)
    with clock.pretend(now + dt.timedelta(minutes=6)):
        learning.keep_answer(attempt, second.id, ["4.90", ""], there=None, writer="phone", seq=1)
        learning.reach_step(attempt, first.revision_step_id)
        learning.ask_for_help(
            pupil, work, step_id=first.revision_step_id, words="How do I get what is left of the twenty?",
            typed="Seven dinners at 70p are £[4.90]. That leaves £[…] of twenty.",
        )  # fmt: skip
