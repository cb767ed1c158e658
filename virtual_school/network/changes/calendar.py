"""Changes of an organisation's sites, terms and closures."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, text
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.models import Closure, ClosureKind, Organisation, Site, TermDate, TermName
from virtual_school.network.viewer import Viewer

A_DAY = dt.timedelta(days=1)
LONGEST_CLOSURE = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class TermOf:
    """The dates of one term, with its half-term."""

    name: TermName
    starts_on: dt.date
    ends_on: dt.date
    half_starts_on: dt.date | None = None
    half_ends_on: dt.date | None = None


def add_site(by: Viewer, organisation: Organisation, *, name: str, address: str | None = None) -> Site:
    key = text.sort_key(name)
    there = sa.exists().where(Site.organisation_id == organisation.id, Site.sort_key == key, Site.ended_at.is_(None))
    if db.session.scalar(sa.select(there)):
        raise WrongState(_("“%(words)s” is there already.", words=name))
    site = Site(organisation_id=organisation.id, name=name, sort_key=key, address=address, created_at=clock.now())
    db.session.add(site)
    db.session.flush()
    audit.record("site.added", by, object_id=site.id, organisation_id=organisation.id, name=name)
    db.session.flush()
    return site


def end_site(by: Viewer, site: Site) -> None:
    """Offer the site no more. Closures that name it keep it."""
    db.session.refresh(site, with_for_update=True)
    if site.ended_at is not None:
        return
    site.ended_at = clock.now()
    audit.record("site.ended", by, object_id=site.id, organisation_id=site.organisation_id)
    db.session.flush()


def set_terms(by: Viewer, organisation: Organisation, year: int, terms: Sequence[TermOf], version: int) -> None:
    """All three terms of a school year at once. `version` is that of the dates which the person saw."""
    wrong = wrong_terms(year, terms)
    if wrong:
        raise WrongState(wrong)
    db.session.refresh(organisation, with_for_update=True)
    held = sa.select(TermDate).where(TermDate.organisation_id == organisation.id, TermDate.year == year)
    rows = {row.name: row for row in db.session.scalars(held)}
    if version != sum(row.version for row in rows.values()):
        raise WrongState(_("Somebody changed these dates while this page was open. Open it again and look first."))
    was = [_plain(row) for row in rows.values()]
    for term in terms:
        row = rows.get(term.name)
        if row is None:
            row = TermDate(organisation_id=organisation.id, year=year, name=term.name)
            db.session.add(row)
        row.starts_on, row.ends_on = term.starts_on, term.ends_on
        row.half_starts_on, row.half_ends_on = term.half_starts_on, term.half_ends_on
    audit.record(
        "calendar.terms_set",
        by,
        object_id=organisation.id,
        organisation_id=organisation.id,
        year=year,
        terms=[_plain(term) for term in terms],
        was=was,
    )
    db.session.flush()


def wrong_terms(year: int, terms: Sequence[TermOf]) -> str | None:
    """What is wrong with the terms of a year, in words; None when nothing is."""
    if [term.name for term in terms] != list(TermName):
        return str(_("A school year has an autumn, a spring and a summer term."))
    if terms[0].starts_on < dt.date(year, 8, 1) or terms[-1].ends_on > dt.date(year + 1, 8, 31):
        return str(_("These dates are not of the school year %(year)d/%(next)02d.", year=year, next=(year + 1) % 100))
    before = dt.date.min
    for term in terms:
        if not before < term.starts_on < term.ends_on:
            return str(_("A term begins after the one before it, and ends after it begins."))
        if (term.half_starts_on is None) != (term.half_ends_on is None):
            return str(_("A half-term has a first and a last day."))
        if term.half_starts_on and term.half_ends_on and not _is_within(term, term.half_starts_on, term.half_ends_on):
            return str(_("A half-term lies within its term."))
        before = term.ends_on
    return None


def _is_within(term: TermOf, first: dt.date, last: dt.date) -> bool:
    return term.starts_on < first <= last < term.ends_on


def _plain(term: TermOf | TermDate) -> list[str | None]:
    dates = (term.starts_on, term.ends_on, term.half_starts_on, term.half_ends_on)
    return [term.name.value, *(day.isoformat() if day else None for day in dates)]


def close(
    by: Viewer,
    organisation: Organisation,
    *,
    kind: ClosureKind,
    starts_on: dt.date,
    ends_on: dt.date,
    because: str,
    site_id: uuid.UUID | None = None,
) -> Closure:
    """No pupil comes on these days: to one site, or to any. What overlaps an earlier closure of the same is refused."""
    db.session.refresh(organisation, with_for_update=True)
    _open_then(organisation.id, site_id, starts_on, ends_on)
    row = Closure(
        organisation_id=organisation.id,
        site_id=site_id,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        because=because,
        made_at=clock.now(),
        made_by=by.account_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "closure.made",
        by,
        object_id=row.id,
        because=because,
        organisation_id=organisation.id,
        site_id=site_id,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.flush()
    return row


def _open_then(organisation_id: uuid.UUID, site_id: uuid.UUID | None, starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise WrongState(_("The last day is before the first."))
    if ends_on - starts_on > LONGEST_CLOSURE:
        raise WrongState(_("That is longer than a year. End the organisation's place in the network instead."))
    doubled = sa.exists().where(
        Closure.organisation_id == organisation_id,
        Closure.site_id.is_(None) if site_id is None else Closure.site_id == site_id,
        Closure.ended_at.is_(None),
        Closure.starts_on <= ends_on,
        Closure.ends_on >= starts_on,
    )
    if db.session.scalar(sa.select(doubled)):
        raise WrongState(_("It is closed then already."))


def open_again(by: Viewer, closure: Closure) -> None:
    """Open from today on. Days that are past stay closed; what has not begun never was."""
    db.session.refresh(closure, with_for_update=True)
    today = clock.today()
    if closure.ended_at is not None or closure.ends_on < today:
        return
    if closure.starts_on < today:
        closure.ends_on = today - A_DAY
    else:
        closure.ended_at, closure.ended_by = clock.now(), by.account_id
    audit.record("closure.ended", by, object_id=closure.id, organisation_id=closure.organisation_id)
    db.session.flush()
