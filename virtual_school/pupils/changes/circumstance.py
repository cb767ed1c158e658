"""What is known of a pupil's circumstances, and their time in the Virtual School brought to an end."""

import datetime as dt
import uuid

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Circumstance, CircumstanceKind, Programme, ProgrammeOutcome


def note_circumstance(
    by: Viewer, *, pupil_id: uuid.UUID, kind: CircumstanceKind, starts_on: dt.date | None = None
) -> Circumstance:
    """Note what is known from a day on. The audit says that something was noted, not what."""
    row = Circumstance(pupil_id=pupil_id, kind=kind, starts_on=starts_on or clock.today())
    db.session.add(row)
    db.session.flush()
    audit.record("circumstance.noted", by, pupil_id=pupil_id, object_id=row.id)
    db.session.flush()
    return row


def conclude_programme(
    by: Viewer, programme: Programme, *, outcome: ProgrammeOutcome, ends_on: dt.date, destination: str | None = None
) -> None:
    """Say where a pupil's time in the Virtual School led, and its last day: earlier, or later when it is extended."""
    db.session.refresh(programme, with_for_update=True)
    dated.in_order(programme.starts_on, ends_on)
    programme.outcome, programme.destination, programme.ends_on = outcome, destination or None, ends_on
    audit.record(
        "programme.concluded", by, pupil_id=programme.pupil_id, object_id=programme.id, outcome=outcome, ends_on=ends_on
    )
    db.session.flush()
