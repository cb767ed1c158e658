"""The valley's schools have terms: they say the same as its clock, day by day, and say 'Half-term' where it is one."""

import datetime as dt

import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.core.db import db
from virtual_school.demo.calendars import INSET, YEARS, terms
from virtual_school.network import own_clock
from virtual_school.network.calendar import Calendar, Span, school_days
from virtual_school.network.changes.calendar import wrong_terms
from virtual_school.network.models import Organisation, OrganisationKind, Site


def test_terms_say_what_the_clock_says() -> None:
    every = tuple(Span(year, *dates(term)) for year in YEARS for term in terms(year))
    known, on = Calendar(every), dt.date(YEARS[0], 9, 1)
    assert not any(wrong_terms(year, list(terms(year))) for year in YEARS)
    while on < dt.date(YEARS[-1] + 1, 9, 1):
        if on.isoweekday() < 6:
            assert known(on) is own_clock.in_term(on), on
        on += dt.timedelta(days=1)


def dates(term: object) -> list[dt.date]:
    return [getattr(term, name) for name in ("starts_on", "ends_on", "half_starts_on", "half_ends_on")]


def test_every_school_has_them_and_one_an_inset_day(inside: Loaded) -> None:
    schools = list(db.session.scalars(sa.select(Organisation).where(Organisation.kind == OrganisationKind.SCHOOL)))
    ours = [one for one in schools if one.name != "Coldbeck Academy"]
    assert len(ours) >= 8
    for one in ours:
        off = school_days(one.id).off(dt.date(2026, 10, 27))
        assert off is not None and off.words == "Half-term"
    closed = {one.name: school_days(one.id).off(INSET[1]) for one in ours}
    assert [name for name, off in closed.items() if off] == [INSET[0]]
    with_sites = set(db.session.scalars(sa.select(Organisation.name).join(Site)))
    assert {"Wren Hill School", "Marlbridge College"} <= with_sites
