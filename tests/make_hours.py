"""Builders of hours, days off and who stands in."""

import datetime as dt
from typing import Any

from tests import make
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account, Hours, Off
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes


def london(day: str, time: str) -> dt.datetime:
    """'2026-11-24', '08:52': what a clock in England shows."""
    return dt.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=clock.LONDON)


def hours(account: Account, weekday: int, start: int | None, end: int | None) -> Hours:
    row = {"account_id": account.id, "weekday": weekday, "from_minute": start, "until_minute": end}
    return make._add(Hours, {}, **row)


def off(by: Viewer, account: Account, cover: Account | None = None, **days: Any) -> Off:
    """Off from today on, through the change that lets whoever stands in to the pupils."""
    given = {"starts_on": clock.today(), "ends_on": None, **days}
    row, _left = changes.set_off(by, account.id, cover_id=cover.id if cover else None, **given)
    db.session.flush()
    return row


def days_off(account: Account) -> Off:
    """Off two months ago: nobody is off today by it."""
    first = clock.today() - dt.timedelta(days=60)
    ordinary = {"account_id": account.id, "set_by": account.id, "set_at": clock.now(), "starts_on": first}
    return make._add(Off, {}, ends_on=first, **ordinary)
