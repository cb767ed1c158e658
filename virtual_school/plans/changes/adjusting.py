"""What makes work fair for a pupil, set once and ended with a reason. Audited and flushed."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.plans.changes.states import person
from virtual_school.plans.models import Adjustment, AdjustmentKind
from virtual_school.pupils.changes import dated


def set_adjustment(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    kind: AdjustmentKind,
    percent: int | None = None,
    words: str | None = None,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
) -> Adjustment:
    """It holds for all work from that day. One of a kind at a time, but for what is said in words alone."""
    dated.in_order(starts_on, ends_on)
    dated.lock_pupil(pupil_id)
    if kind is not AdjustmentKind.OTHER and _is_there(pupil_id, kind, starts_on, ends_on):
        raise WrongState(_("This is set already for some of these days. End that one first."))
    made = Adjustment(
        pupil_id=pupil_id,
        kind=kind,
        percent=percent,
        words=words,
        starts_on=starts_on,
        ends_on=ends_on,
        set_by=person(by),
        set_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    said: dict[str, Any] = {"kind": kind, "percent": percent, "starts_on": starts_on, "ends_on": ends_on}
    audit.record("adjustment.set", by, pupil_id=pupil_id, object_id=made.id, **said)
    db.session.flush()
    return made


def _is_there(pupil_id: uuid.UUID, kind: AdjustmentKind, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    there = sa.exists().where(
        Adjustment.pupil_id == pupil_id, Adjustment.kind == kind, dated.overlaps(Adjustment, starts_on, ends_on)
    )
    return bool(db.session.scalar(sa.select(there)))


def end_adjustment(by: Viewer, row: Adjustment, because: str) -> None:
    """From now on. What was handed in with it says so for ever."""
    if dated.end(by, row, because):
        audit.record("adjustment.ended", by, pupil_id=row.pupil_id, object_id=row.id, because=because, kind=row.kind)
        db.session.flush()
