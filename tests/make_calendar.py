"""Builders of sites, terms and closures. They flush and never commit."""

import datetime as dt
from typing import Any

from virtual_school.core import clock, text
from virtual_school.core.db import db
from virtual_school.network.models import Closure, ClosureKind, Organisation, Site, TermDate, TermName

# A plain English year: 2026/27.
YEAR = 2026
DATES = {
    TermName.AUTUMN: ("2026-09-02", "2026-12-18", "2026-10-26", "2026-10-30"),
    TermName.SPRING: ("2027-01-04", "2027-03-25", "2027-02-15", "2027-02-19"),
    TermName.SUMMER: ("2027-04-12", "2027-07-21", "2027-05-31", "2027-06-04"),
}


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def site(organisation: Organisation, name: str = "Lower site") -> Site:
    key = text.sort_key(name)
    return _add(Site(organisation_id=organisation.id, name=name, sort_key=key, created_at=clock.now()))


def terms(organisation: Organisation) -> list[TermDate]:
    return [
        _add(
            TermDate(
                organisation_id=organisation.id,
                year=YEAR,
                name=name,
                starts_on=day(dates[0]),
                ends_on=day(dates[1]),
                half_starts_on=day(dates[2]),
                half_ends_on=day(dates[3]),
            )
        )
        for name, dates in DATES.items()
    ]


def closure(organisation: Organisation, first: dt.date, last: dt.date | None = None, **given: Any) -> Closure:
    ordinary = {"kind": ClosureKind.CLOSED, "because": "snow", "made_at": clock.now()}
    row = {"organisation_id": organisation.id, "starts_on": first, "ends_on": last or first, **ordinary}
    return _add(Closure(**{**row, **given}))


def day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)
