"""Remarks on what was handed in: made, taken away again before it is returned, seen to by the pupil."""

import dataclasses
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning import telling
from virtual_school.learning.models import Assignment, WorkRemark
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark stands: from one letter of the text up to another, or on a photo in thousandths."""

    starts: int | None = None
    ends: int | None = None
    piece_id: uuid.UUID | None = None
    x: int | None = None
    y: int | None = None


def remark(by: Viewer, assignment: Assignment, hand_in_id: uuid.UUID, *, words: str, place: Place) -> WorkRemark:
    if by.account_id is None:
        raise WrongState(_("Feedback is written by a person."))
    made = WorkRemark(
        hand_in_id=hand_in_id, account_id=by.account_id, words=words, made_at=clock.now(), **dataclasses.asdict(place)
    )
    db.session.add(made)
    db.session.flush()
    audit.record("remark.made", by, pupil_id=assignment.pupil_id, object_id=assignment.id, remark_id=made.id)
    db.session.flush()
    return made


def remove_remark(by: Viewer, assignment: Assignment, row: WorkRemark) -> None:
    row.removed_at = clock.now()
    audit.record("remark.removed", by, pupil_id=assignment.pupil_id, object_id=assignment.id, remark_id=row.id)
    db.session.flush()


def act_on(by: Viewer, assignment: Assignment, row: WorkRemark) -> None:
    """The pupil says that they have seen to it. Said twice is said once."""
    if row.acted_at is not None:
        return
    row.acted_at = clock.now()
    telling.acted_on(assignment, row.hand_in_id, row.account_id)
    audit.record("remark.acted_on", by, pupil_id=assignment.pupil_id, object_id=assignment.id, remark_id=row.id)
    db.session.flush()
