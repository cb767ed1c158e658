"""Work that was set is changed: put away, given another day, brought back, put in order, one of several chosen."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning.changes.states import STATE_WORDS, move
from virtual_school.learning.models import OPEN_TO_WRITE, Assignment, AssignmentChange, AssignmentState, ChangeKind
from virtual_school.network.viewer import Viewer


def put_away(
    by: Viewer,
    work: Assignment,
    *,
    because: str,
    said: str,
    kind: ChangeKind = ChangeKind.EXCUSED,
    other_id: uuid.UUID | None = None,
) -> AssignmentChange:
    """The pupil need not do it. All that is in it stays, and it can be brought back. `said` is what the pupil reads."""
    was = work.state
    move(work, AssignmentState.PUT_AWAY)
    return _changed(by, work, kind, because=because, said=said, was=was, other_id=other_id)


def give_another_day(by: Viewer, work: Assignment, due_on: dt.date, *, because: str, said: str) -> AssignmentChange:
    if work.state not in OPEN_TO_WRITE:
        raise WrongState(_("This work is %(state)s now.", state=STATE_WORDS[work.state]))
    due_was = work.due_on
    work.due_on, work.when_ready = due_on, False
    made = _changed(by, work, ChangeKind.EXTENDED, because=because, said=said, was=work.state, due_was=due_was)
    return made


def bring_back(by: Viewer, work: Assignment, *, because: str, said: str) -> AssignmentChange:
    """As it was before it was put away."""
    if work.state is not AssignmentState.PUT_AWAY:
        raise WrongState(_("This work is %(state)s now.", state=STATE_WORDS[work.state]))
    last = (
        sa.select(AssignmentChange.was)
        .where(AssignmentChange.assignment_id == work.id, AssignmentChange.was != AssignmentState.PUT_AWAY)
        .order_by(AssignmentChange.id.desc())
        .limit(1)
    )
    move(work, db.session.scalar(last) or AssignmentState.NOT_STARTED)
    return _changed(by, work, ChangeKind.BROUGHT_BACK, because=because, said=said, was=AssignmentState.PUT_AWAY)


def put_rest_away(by: Viewer, work: Assignment) -> None:
    """Of one choice the pupil does this one: what is open of the others is put away. The caller holds the pupil."""
    if work.choice_id is None:
        return
    question = sa.select(Assignment).where(
        Assignment.network_id == work.network_id,
        Assignment.pupil_id == work.pupil_id,
        Assignment.choice_id == work.choice_id,
        Assignment.id != work.id,
        Assignment.state.in_(OPEN_TO_WRITE),
    )
    rest = db.session.scalars(question.order_by(Assignment.id).with_for_update()).all()
    why = {"because": _("The pupil chose another one"), "said": _("You chose another one.")}
    for other in rest:
        put_away(by, other, kind=ChangeKind.NOT_CHOSEN, other_id=work.id, **why)


def put_in_order(by: Viewer, works: Sequence[Assignment]) -> None:
    """The pupil's open work in this order, from 1."""
    for position, work in enumerate(works, 1):
        if work.position != position:
            work.position = position
            audit.record("assignment.ordered", by, pupil_id=work.pupil_id, object_id=work.id, position=position)
    db.session.flush()


def _changed(
    by: Viewer,
    work: Assignment,
    kind: ChangeKind,
    *,
    because: str,
    said: str,
    was: AssignmentState,
    due_was: dt.date | None = None,
    other_id: uuid.UUID | None = None,
) -> AssignmentChange:
    if by.account_id is None:
        raise WrongState(_("Work is changed by a person."))
    made = AssignmentChange(
        assignment_id=work.id,
        kind=kind,
        because=because,
        said=said,
        was=was,
        due_was=due_was,
        due_on=work.due_on,
        other_id=other_id,
        account_id=by.account_id,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    told = {"change_id": made.id, "kind": kind, "due_on": work.due_on}
    audit.record("assignment.changed", by, pupil_id=work.pupil_id, object_id=work.id, because=because, **told)
    db.session.flush()
    return made
