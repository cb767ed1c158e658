"""Rolls: at most one main roll on any day, held here because no constraint can hold it on both engines."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, RollStatus


def enrol(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    organisation_id: uuid.UUID,
    status: RollStatus = RollStatus.CURRENT,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    because: str | None = None,
) -> Enrolment:
    """Put a pupil on a roll. On no day are they on two main rolls, nor twice on one school's."""
    starts_on = starts_on or clock.today()
    dated.in_order(starts_on, ends_on)
    dated.lock_pupil(pupil_id)
    _refuse_second_roll(pupil_id, organisation_id, status, starts_on, ends_on)
    row = Enrolment(
        pupil_id=pupil_id,
        organisation_id=organisation_id,
        status=status,
        starts_on=starts_on,
        ends_on=ends_on,
        because=because,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "enrolment.begun",
        by,
        pupil_id=pupil_id,
        object_id=row.id,
        because=because,
        organisation_id=organisation_id,
        status=status,
    )
    db.session.flush()
    return row


def _refuse_second_roll(
    pupil_id: uuid.UUID, organisation_id: uuid.UUID, status: RollStatus, starts_on: dt.date, ends_on: dt.date | None
) -> None:
    doubled = Enrolment.organisation_id == organisation_id
    if status in MAIN_ROLL:
        doubled = sa.or_(doubled, Enrolment.status.in_(MAIN_ROLL))
    school = db.session.scalar(
        sa.select(Organisation.name)
        .join(Enrolment, Enrolment.organisation_id == Organisation.id)
        .where(Enrolment.pupil_id == pupil_id, doubled, dated.overlaps(Enrolment, starts_on, ends_on))
        .limit(1)
    )
    if school is not None:
        raise WrongState(
            _("They are on the roll of %(school)s in that time. End that first, or begin after it.", school=school)
        )


def end_enrolment(by: Viewer, row: Enrolment, because: str | None = None, *, ends_on: dt.date | None = None) -> None:
    """Take a pupil off a roll: after `ends_on`, or at once when no day is given (it was a mistake)."""
    if ends_on is None:
        if not dated.end(by, row, because):
            return
    else:
        dated.lock_pupil(row.pupil_id)
        dated.in_order(row.starts_on, ends_on)
        if row.ends_on is not None and ends_on > row.ends_on:
            raise WrongState(_("It ends before that day already. To go on, begin anew."))
        row.ends_on, row.because = ends_on, because
    audit.record(
        "enrolment.ended",
        by,
        pupil_id=row.pupil_id,
        object_id=row.id,
        because=because,
        organisation_id=row.organisation_id,
    )
    db.session.flush()


def prolong_enrolment(by: Viewer, row: Enrolment, ends_on: dt.date | None, because: str | None) -> None:
    """Let a roll that was ended by its last day run on: its end was a mistake."""
    dated.lock_pupil(row.pupil_id)
    row.ends_on, row.because = ends_on, because
    audit.record(
        "enrolment.prolonged",
        by,
        pupil_id=row.pupil_id,
        object_id=row.id,
        organisation_id=row.organisation_id,
        ends_on=ends_on,
    )
    db.session.flush()
