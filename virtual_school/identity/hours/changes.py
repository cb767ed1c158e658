"""Hours and days off, audited and flushed."""

import datetime as dt
import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.identity.hours import queries
from virtual_school.identity.models import Account, Hours, Off
from virtual_school.network.viewer import Viewer


def set_hours(by: Viewer, hours: Mapping[int, tuple[int, int] | None]) -> None:
    """The viewer's own, for each weekday from Monday to Friday; None: not on this day."""
    if by.account_id is None:
        raise ValueError("hours are a person's")
    known = queries.own_hours(by)
    for weekday in queries.WEEKDAYS:
        row = known.get(weekday) or Hours(account_id=by.account_id, weekday=weekday)
        row.from_minute, row.until_minute = hours.get(weekday) or (None, None)
        db.session.add(row)
    db.session.flush()
    audit.record("hours.set", by, object_id=by.account_id, days=[day for day in queries.WEEKDAYS if hours.get(day)])
    db.session.flush()


def set_off(
    by: Viewer, account_id: uuid.UUID, *, starts_on: dt.date, ends_on: dt.date | None, cover_id: uuid.UUID | None
) -> Off:
    """Somebody is off. What the cover is let in to is for whoever calls this."""
    if by.account_id is None:
        raise ValueError("this is done by a person: `by` needs an account")
    # Of two who enter the same days at once, the second finds the first.
    db.session.execute(sa.select(Account.id).where(Account.id == account_id).with_for_update())
    if queries.overlapping([account_id], starts_on, ends_on):
        raise WrongState(_("These days are entered already, or some of them. End those first."))
    off = Off(
        account_id=account_id,
        cover_id=cover_id,
        set_by=by.account_id,
        set_at=clock.now(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(off)
    db.session.flush()
    audit.record(
        "off.set",
        by,
        object_id=off.id,
        account_id=account_id,
        cover_id=cover_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.flush()
    return off


def end_off(by: Viewer, off: Off) -> bool:
    """They are back, or were never off: from now on. False when it had ended already."""
    db.session.refresh(off, with_for_update=True)
    if off.ended_at is not None:
        return False
    off.ended_at, off.ended_by = clock.now(), by.account_id
    audit.record("off.ended", by, object_id=off.id, account_id=off.account_id, cover_id=off.cover_id)
    db.session.flush()
    return True
