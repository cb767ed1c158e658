"""Plain words for marks, sessions and ways of having seen somebody."""

from flask_babel import lazy_gettext as _l

from virtual_school.attendance.models import Mark, SeenHow
from virtual_school.timetable.models import Session

SESSION_WORDS = {Session.AM: _l("Morning"), Session.PM: _l("Afternoon")}

MARK_WORDS = {Mark.HERE: _l("Here"), Mark.LATE: _l("Late"), Mark.NOT_HERE: _l("Not here"), Mark.LEFT: _l("Left")}

# A word, a shape and a colour.
MARK_PILLS = {
    Mark.HERE: ("ok", "tick"),
    Mark.LATE: ("wait", "half"),
    Mark.NOT_HERE: ("warm", "ring"),
    Mark.LEFT: ("note", "up"),
}

SEEN_WORDS = {
    SeenHow.FACE: _l("Seen face to face"),
    SeenHow.CALL: _l("Spoken on the phone"),
    SeenHow.REPLY: _l("Answered a message"),
}
