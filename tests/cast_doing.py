"""A pupil who is stuck with work that each has started, and what they gave to its question."""

from typing import TYPE_CHECKING

from tests import make_doing
from virtual_school.core.db import db
from virtual_school.learning.models import Assignment, Attempt
from virtual_school.library.models import RevisionQuestion
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

WORK = {"ellie": "started", "tariq": "started of tariq", "stranger_pupil": "started"}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    work, ids = casting.side.work[WORK[key]], casting.side.ids
    question = db.session.get_one(RevisionQuestion, ids[f"posted_question of {key}"])
    make_doing.answer(db.session.get_one(Attempt, work.attempt_id), question, ["b"])
    call = make_doing.stuck(db.session.get_one(Assignment, work.assignment_id), words="I do not see where it begins.")
    ids[f"stuck of {key}"] = call.id
