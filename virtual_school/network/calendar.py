"""School days of organisations: what is known of their terms, and what is left without any.

An organisation whose school year has terms is open within them, save in the half-term, on inset days and when it is
closed. Of a year that has none nothing is known but the week, Monday to Friday, and the holidays of a demonstration.
Closures count in either case.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core import school_days as week
from virtual_school.core.db import network_id_in_force
from virtual_school.core.kept import Statement, kept
from virtual_school.core.text import sort_key
from virtual_school.network.models import Closure, ClosureKind, NetworkMember, Site, TermDate

# How far the counted rules look: ten school days, fifteen, back into the school year and over a summer's holiday.
BEFORE, AFTER = dt.timedelta(days=400), dt.timedelta(days=200)

HALF_TERM, HOLIDAY, TERM = "half-term", "holiday", "term"


@dataclass(frozen=True, slots=True)
class Off:
    """Why there is no school on a day. `kind` is 'half-term', 'holiday' or the kind of a closure."""

    kind: str
    because: str = ""

    @property
    def words(self) -> str:
        """'Half-term', 'School closed: snow'."""
        if self.kind == HALF_TERM:
            return str(_("Half-term"))
        if self.kind == HOLIDAY:
            return str(_("School holiday"))
        if self.kind == ClosureKind.INSET.value:
            return str(_("Inset day: no pupils in school"))
        return str(_("School closed: %(why)s", why=self.because))

    @property
    def place_words(self) -> str:
        """The same of a place that is no school: 'Closed: snow'."""
        if self.kind == ClosureKind.CLOSED.value:
            return str(_("Closed: %(why)s", why=self.because))
        return str(_("Holiday")) if self.kind == HOLIDAY else self.words


@dataclass(frozen=True, slots=True)
class Span:
    """A term with its half-term."""

    year: int
    starts_on: dt.date
    ends_on: dt.date
    half_starts_on: dt.date | None = None
    half_ends_on: dt.date | None = None

    def has_half_term(self, on: dt.date) -> bool:
        if self.half_starts_on is None or self.half_ends_on is None:
            return False
        return self.half_starts_on <= on <= self.half_ends_on


@dataclass(frozen=True, slots=True)
class Shut:
    """Days on which all of an organisation is closed, or one site of it, by its key and name."""

    kind: ClosureKind
    starts_on: dt.date
    ends_on: dt.date
    because: str = ""
    site: str = ""

    def holds(self, on: dt.date) -> bool:
        return self.starts_on <= on <= self.ends_on

    def is_there(self, place: str) -> bool:
        """Whether it closes what a week calls a place: all of it, or the one site that its words name."""
        return not self.site or f" {sort_key(self.site)} " in f" {sort_key(place[:200])} "


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of one organisation's year. Calling it asks whether a date is a school day there."""

    terms: tuple[Span, ...] = ()
    shut: tuple[Shut, ...] = ()

    def __call__(self, on: dt.date) -> bool:
        return on.isoweekday() <= week.FRIDAY and self.off(on) is None

    def off(self, on: dt.date, place: str = "") -> Off | None:
        """Why there is no school on a day that is no weekend; `place` is what a week calls the place within it."""
        return self.between_terms(on) or self.closed(on, place)

    def closed(self, on: dt.date, place: str = "") -> Off | None:
        for shut in self.shut:
            if shut.holds(on) and shut.is_there(place):
                return Off(shut.kind.value, shut.because)
        return None

    def between_terms(self, on: dt.date) -> Off | None:
        for term in self.terms:
            if term.starts_on <= on <= term.ends_on:
                return Off(HALF_TERM) if term.has_half_term(on) else None
        return Off(HOLIDAY) if self.knows(on) or week.is_holiday(on) else None

    def knows(self, on: dt.date) -> bool:
        """Whether there are terms for the school year of a date."""
        year = week.year_began(on).year
        return any(term.year == year for term in self.terms)

    def part_closed(self, on: dt.date) -> list[Shut]:
        """The sites that are closed while the rest is open."""
        return [shut for shut in self.shut if shut.site and shut.holds(on)]


MONDAY_TO_FRIDAY = Calendar()


def school_days(organisation_id: uuid.UUID | None) -> Calendar:
    """The calendar of one organisation, as far as rules that count school days look; of none, Monday to Friday."""
    if organisation_id is None:
        return MONDAY_TO_FRIDAY
    return counted([organisation_id]).get(organisation_id, MONDAY_TO_FRIDAY)


def counted(organisation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Calendar]:
    """The calendars of several, as far as rules that count school days look."""
    today = clock.today()
    return calendars(organisation_ids, today - BEFORE, today + AFTER)


def calendars(organisation_ids: Collection[uuid.UUID], first: dt.date, last: dt.date) -> dict[uuid.UUID, Calendar]:
    """The calendars between two dates of those organisations that have one, in one question however many they are."""
    if not organisation_ids:
        return {}
    # A year's first term may begin in the August before it.
    years = first.year - 1, last.year
    return _made_of(_asked(network_id_in_force(), frozenset(organisation_ids), first, last, years).execute())


@kept
def _asked(network: uuid.UUID, those: Any, first: dt.date, last: dt.date, years: tuple[int, int]) -> Statement:
    """Terms of these school years and closures between two days, of those organisations that the network has known."""
    organisations = sa.select(NetworkMember.organisation_id).where(
        NetworkMember.network_id == network, NetworkMember.organisation_id.in_(those)
    )
    terms = sa.select(
        TermDate.organisation_id,
        sa.literal(TERM, sa.String).label("kind"),
        TermDate.starts_on,
        TermDate.ends_on,
        TermDate.half_starts_on,
        TermDate.half_ends_on,
        TermDate.year,
        sa.literal("", sa.String).label("because"),
        sa.literal("", sa.String).label("site"),
    ).where(
        TermDate.organisation_id.in_(organisations),
        TermDate.year.between(*years),
    )
    shut = (
        sa.select(
            Closure.organisation_id,
            sa.type_coerce(Closure.kind, sa.String),
            Closure.starts_on,
            Closure.ends_on,
            sa.cast(sa.null(), sa.Date),
            sa.cast(sa.null(), sa.Date),
            sa.literal(0, sa.SmallInteger),
            sa.type_coerce(Closure.because, sa.String),
            sa.func.coalesce(sa.type_coerce(Site.name, sa.String), ""),
        )
        .outerjoin(Site, Site.id == Closure.site_id)
        .where(
            Closure.organisation_id.in_(organisations),
            Closure.ends_on >= first,
            Closure.starts_on <= last,
            Closure.ended_at.is_(None),
        )
    )
    return sa.union_all(terms, shut)


def _made_of(rows: Iterable[Any]) -> dict[uuid.UUID, Calendar]:
    """The calendars that the rows of `_asked` make."""
    terms: dict[uuid.UUID, list[Span]] = defaultdict(list)
    shut: dict[uuid.UUID, list[Shut]] = defaultdict(list)
    for organisation_id, kind, starts_on, ends_on, half_starts_on, half_ends_on, year, because, site in rows:
        if kind == TERM:
            terms[organisation_id].append(Span(year, starts_on, ends_on, half_starts_on, half_ends_on))
        else:
            shut[organisation_id].append(Shut(ClosureKind(kind), starts_on, ends_on, because, site))
    return {one: Calendar(tuple(terms[one]), tuple(shut[one])) for one in [*terms, *shut]}
