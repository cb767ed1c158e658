"""The two sessions of a day in time: when each begins and ends, and until when a place may say who is there."""

import datetime as dt

from virtual_school.core import clock, school_days
from virtual_school.network.numbers import number
from virtual_school.timetable.models import Session

SESSIONS = (Session.AM, Session.PM)


def begins(on: dt.date, session: Session) -> dt.datetime:
    return _at(on, number(f"{session.value}_begins"))


def ends(on: dt.date, session: Session) -> dt.datetime:
    return _at(on, number(f"{session.value}_ends"))


def link_expires(on: dt.date, session: Session) -> dt.datetime:
    """When the link to its register is dead."""
    return ends(on, session) + dt.timedelta(minutes=number("register_after"))


def now_on(now: dt.datetime) -> tuple[dt.date, Session] | None:
    """The session that is going on or was the last of a school day; None before the first and at the weekend."""
    today = clock.local(now).date()
    if not school_days.is_one(today):
        return None
    begun = [session for session in SESSIONS if begins(today, session) <= now]
    return (today, begun[-1]) if begun else None


def is_due(now: dt.datetime, on: dt.date, session: Session) -> bool:
    """Whether it began long enough ago that whoever is not seen is asked after."""
    return begins(on, session) + dt.timedelta(minutes=number("not_seen_after")) <= now


def _at(on: dt.date, minutes: int) -> dt.datetime:
    """So many minutes after midnight, as a clock in England shows it."""
    return dt.datetime.combine(on, dt.time(minutes // 60, minutes % 60), clock.LONDON)
