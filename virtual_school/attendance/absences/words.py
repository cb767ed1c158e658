"""Plain words for who will not come, why, and until when."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.attendance.absences.spans import Span, effective_end
from virtual_school.attendance.models import Absence, AbsenceWhy
from virtual_school.core import clock
from virtual_school.core.templating import day
from virtual_school.timetable.models import Session

WHY_WORDS = {
    AbsenceWhy.ILL: _l("Ill"),
    AbsenceWhy.APPOINTMENT: _l("An appointment"),
    AbsenceWhy.OTHER: _l("Something else"),
}

# What the school's own register may say of it. Whoever keeps the register decides.
CODES = {
    AbsenceWhy.ILL: _l("You decide. I (illness) may fit."),
    AbsenceWhy.APPOINTMENT: _l("You decide. M (medical or dental appointment) may fit."),
    AbsenceWhy.OTHER: _l("You decide."),
}


def until(on: dt.date, session: Session) -> str:
    """'this morning', 'today', 'until the morning of Friday 27 November', 'until Friday 27 November'."""
    if on == clock.today():
        return str(_("this morning") if session is Session.AM else _("today"))
    if session is Session.AM:
        return str(_("until the morning of %(day)s", day=day(on)))
    return str(_("until %(day)s", day=day(on)))


def ahead(called: str, by_phone: bool, why: AbsenceWhy | None, on: dt.date, session: Session) -> str:
    """'Mum rang: ill, until Friday'; where the reason is not for this reader, that they will not come."""
    if why is None:
        return str(_("won’t come: we were told, %(until)s", until=until(on, session)))
    said = {"called": called, "why": str(WHY_WORDS[why]).lower(), "until": until(on, session)}
    if by_phone:
        return str(_("%(called)s rang: %(why)s, %(until)s", **said))
    return str(_("%(called)s told us: %(why)s, %(until)s", **said))


def span(row: Absence) -> str:
    """'Tuesday 24 November, morning', 'Tuesday 24 November', 'Tuesday 24 November to Friday 27 November'."""
    last, ends_in = effective_end(row)
    if row.starts_on < last:
        return str(_("%(first)s to %(last)s", first=day(row.starts_on), last=day(last)))
    if row.starts_in is ends_in:
        half = _("morning") if ends_in is Session.AM else _("afternoon")
        return str(_("%(day)s, %(half)s", day=day(last), half=half))
    return day(last)


def moment(on: dt.date, session: Session) -> str:
    """'this afternoon', 'Wednesday 25 November'."""
    if on == clock.today():
        return str(_("this morning") if session is Session.AM else _("this afternoon"))
    return day(on) if session is Session.AM else str(_("%(day)s, afternoon", day=day(on)))


def spans(on: dt.date) -> list[tuple[Span, str]]:
    """What is offered of a day: today by its own words, else by its name."""
    if on == clock.today():
        return [
            (Span.MORNING, _("This morning")),
            (Span.AFTERNOON, _("This afternoon")),
            (Span.DAY, _("All of today")),
            (Span.UNTIL, _("Until a later day")),
        ]
    return [
        (Span.MORNING, _("%(day)s, morning", day=day(on))),
        (Span.AFTERNOON, _("%(day)s, afternoon", day=day(on))),
        (Span.DAY, _("%(day)s, all day", day=day(on))),
        (Span.UNTIL, _("From %(day)s until a later day", day=day(on))),
    ]
