"""Of the sessions in which a pupil was expected somewhere, how many found them there: counted by the database.

`attendance.queries.facts` says what holds in one session, with every word that a page needs of it. For a whole caseload
over four weeks that is thousands of rows to build for two numbers each, so the same rule is asked here as one question;
a test holds the two to each other.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.attendance.models import Absence, ProviderMark, Seen
from virtual_school.attendance.queries.facts import CAME
from virtual_school.core import clock
from virtual_school.core.kept import kept
from virtual_school.insight.numbers import SESSION_WEEKS
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, calendars
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, there_is
from virtual_school.pupils.models import MAIN_ROLL, Away, Enrolment, Part, Pupil
from virtual_school.timetable.models import Footing, Slot, SlotKind, WeekPattern
from virtual_school.timetable.queries.calendar import off

Statement = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Sessions:
    """`run` counts back from the last day, in whole days without a miss."""

    there: int = 0
    expected: int = 0
    run: int = 0


def sessions(viewer: Viewer) -> dict[uuid.UUID, Sessions]:
    """The last weeks, up to yesterday, of every pupil whom the viewer knows. Who was expected nowhere is not in it."""
    rows = _days(viewer).execute().all()
    days: dict[uuid.UUID, dict[dt.date, tuple[int, int]]] = defaultdict(dict)
    for pupil_id, on, expected, there in _on_school_days(rows):
        before = days[pupil_id].get(on, (0, 0))
        days[pupil_id][on] = (before[0] + expected, before[1] + there)
    return {pupil_id: _counted(list(found.values())) for pupil_id, found in days.items()}


def _on_school_days(rows: Sequence[Any]) -> Iterator[tuple[uuid.UUID, dt.date, int, int]]:
    """What no holiday and no closure takes out: each half day by the dates of its own place."""
    places = {one for row in rows for one in (row.place_id, row.school_id) if one is not None}
    yesterday = clock.today() - dt.timedelta(days=1)
    known = calendars(places, yesterday - dt.timedelta(weeks=SESSION_WEEKS), yesterday) if places else {}
    for pupil_id, on, place_id, place, school_id, expected, there in rows:
        home = known.get(school_id, MONDAY_TO_FRIDAY)
        at_school = place_id is None or place_id == school_id
        where = None if at_school else known.get(place_id, MONDAY_TO_FRIDAY)
        if not off(home, where, place, on):
            yield pupil_id, on, expected, there


def _counted(days: list[tuple[int, int]]) -> Sessions:
    """The days come newest first."""
    run = 0
    for expected, there in days:
        if there < expected:
            break
        run += expected
    return Sessions(sum(there for _expected, there in days), sum(expected for expected, _there in days), run)


@kept
def _days(viewer: Viewer) -> Statement:
    rows = _expected(viewer).subquery()
    where = rows.c.pupil_id, rows.c.on, rows.c.place_id, rows.c.place, rows.c.school_id
    return (
        sa.select(*where, sa.func.count(), sa.func.sum(rows.c.there))
        .where(rows.c.nth == 1)
        .group_by(*where)
        .order_by(rows.c.pupil_id, rows.c.on.desc())
    )


def _expected(viewer: Viewer) -> Statement:
    """Each session of each day in which the agreed week, on a footing in force, has the pupil somewhere."""
    day = _dates()
    known = sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id, knows(viewer, Part.ATTENDANCE))
    away = there_is(Away, Away.pupil_id == Slot.pupil_id, *_holds(Away, day.c.on))
    told = there_is(Absence, *_told_away(viewer, day.c.on))
    roll = [Enrolment.pupil_id == Slot.pupil_id, Enrolment.status.in_(MAIN_ROLL), *_holds(Enrolment, day.c.on)]
    there = sa.case((_there(viewer, day.c.on), 1), else_=0).label("there")
    # Of what is laid out twice the later holds, as `timetable.queries.days` has it; so of two rolls.
    later = WeekPattern.starts_on.desc(), Slot.starts_on.desc(), Slot.id.desc(), Enrolment.starts_on.desc()
    nth = sa.func.row_number().over(partition_by=(Slot.pupil_id, day.c.on, Slot.session), order_by=later)
    school_id = Enrolment.organisation_id.label("school_id")
    return (
        sa.select(Slot.pupil_id, day.c.on, Slot.place_id, Slot.place, school_id, there, nth.label("nth"))
        .select_from(WeekPattern)
        .join(Slot, Slot.pattern_id == WeekPattern.id)
        .join(Footing, Footing.id == Slot.footing_id)
        .join(day, day.c.weekday == Slot.day)
        .outerjoin(Enrolment, sa.and_(*roll))
        .where(
            WeekPattern.pupil_id.in_(known),
            WeekPattern.agreed_at.is_not(None),
            Slot.kind != SlotKind.OWN_TIME,
            Slot.starts_on <= day.c.on,
            sa.or_(Slot.ends_on.is_(None), Slot.ends_on >= day.c.on),
            *_holds(WeekPattern, day.c.on),
            *_holds(Footing, day.c.on),
            ~away,
            ~told,
        )
    )


def _dates() -> sa.Subquery:
    """Each date with its day of the week, 1 for Monday."""
    dates = (sa.literal(clock.today() - dt.timedelta(days=back), sa.Date) for back in range(1, 7 * SESSION_WEEKS + 1))
    rows = (
        sa.select(date.label("on"), sa.cast(sa.extract("dow", date), sa.Integer).label("weekday")) for date in dates
    )
    return sa.union_all(*rows).subquery("day")


def _holds(row: Any, on: Any) -> list[sa.ColumnElement[bool]]:
    """That a dated row holds on a date. What was ended holds no more from the day on which it was."""
    ended_on = sa.func.date(row.ended_at)
    return [
        row.starts_on <= on,
        sa.or_(row.ends_on.is_(None), row.ends_on >= on),
        sa.or_(row.ended_at.is_(None), sa.type_coerce(ended_on, sa.Date) > on),
    ]


def _told_away(viewer: Viewer, on: Any) -> list[sa.ColumnElement[bool]]:
    """That a parent or carer told us that they do not come in the session of the slot: nobody is missed in it."""
    begun = sa.or_(
        Absence.starts_on < on, sa.and_(Absence.starts_on == on, _half(Absence.starts_in) <= _half(Slot.session))
    )
    goes_on = sa.or_(
        Absence.ends_on > on, sa.and_(Absence.ends_on == on, _half(Absence.ends_in) >= _half(Slot.session))
    )
    not_back = sa.or_(
        Absence.back_on.is_(None),
        Absence.back_on > on,
        sa.and_(Absence.back_on == on, _half(Absence.back_in) > _half(Slot.session)),
    )
    of_pupil = [Absence.network_id == viewer.network_id, Absence.pupil_id == Slot.pupil_id]
    return [*of_pupil, Absence.withdrawn_at.is_(None), begun, goes_on, not_back]


def _half(session: Any) -> Any:
    """'am' comes before 'pm'."""
    return sa.type_coerce(session, sa.String)


def _there(viewer: Viewer, on: Any) -> sa.ColumnElement[bool]:
    """That somebody saw them, or that the last word of a place is that they came."""
    later, mark = aliased(ProviderMark), aliased(ProviderMark)
    own = [
        mark.network_id == viewer.network_id,
        mark.pupil_id == Slot.pupil_id,
        mark.on == on,
        mark.session == Slot.session,
    ]
    again = [
        later.network_id == viewer.network_id,
        later.pupil_id == mark.pupil_id,
        later.on == mark.on,
        later.session == mark.session,
        later.id > mark.id,
    ]
    came = [
        *own,
        sa.or_(*(mark.mark == one for one in sorted(CAME, key=lambda one: one.value))),
        ~there_is(later, *again),
    ]
    seen = [
        Seen.network_id == viewer.network_id,
        Seen.pupil_id == Slot.pupil_id,
        Seen.on == on,
        Seen.session == Slot.session,
    ]
    return sa.or_(there_is(Seen, *seen), there_is(mark, *came))
