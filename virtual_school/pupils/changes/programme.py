"""A pupil's time in the Virtual School."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Programme


def start_programme(
    by: Viewer, *, pupil_id: uuid.UUID, organisation_id: uuid.UUID, starts_on: dt.date, ends_on: dt.date | None
) -> Programme:
    """Begin a pupil's time in the Virtual School, confirmed by whoever does it. One at a time."""
    if by.account_id is None:
        raise ValueError("a programme is confirmed by a person: `by` needs an account")
    dated.in_order(starts_on, ends_on)
    dated.lock_pupil(pupil_id)
    there = sa.select(Programme.id).where(Programme.pupil_id == pupil_id, dated.overlaps(Programme, starts_on, ends_on))
    if db.session.scalar(there.limit(1)) is not None:
        raise WrongState(_("They are in the Virtual School already in that time."))
    row = Programme(
        pupil_id=pupil_id,
        organisation_id=organisation_id,
        confirmed_by=by.account_id,
        confirmed_at=clock.now(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "programme.started",
        by,
        pupil_id=pupil_id,
        object_id=row.id,
        organisation_id=organisation_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.flush()
    return row
