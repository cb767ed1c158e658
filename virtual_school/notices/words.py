"""Words of notices: why somebody is told, and how it went. None of them names anybody."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.notices.catalogue import KINDS, Urgency
from virtual_school.notices.models import Because, Channel

WHY: dict[Because, Any] = {
    Because.SELF: _l("Because it is for you."),
    Because.CARER: _l("Because you are their parent or carer."),
    Because.MENTOR: _l("Because you are their mentor."),
    Because.KEY_ADULT: _l("Because you are their key adult."),
    Because.COVER: _l("Because you are here today for somebody who is off."),
    Because.SCHOOL: _l("Because of what you do at their school."),
    Because.PLACE: _l("Because they come to your place."),
    Because.OFFICE: _l("Because of what you do in this network."),
    Because.OWNER: _l("Because it has your name on it."),
    Because.WRITER: _l("Because you wrote what it is about."),
    Because.ANSWERS: _l("Because you were named to answer it."),
}

BY: dict[Channel, Any] = {Channel.EMAIL: _l("by email"), Channel.TEXT: _l("by text message")}


def of_kind(kind: str) -> str:
    """A kind that the catalogue does not have any more still says that something waits."""
    known = KINDS.get(kind)
    return str(known.words if known else _("Something is waiting for you"))


def not_sent(kind: str) -> str:
    """What happens to a notice that has not left the house and still waits."""
    known = KINDS.get(kind)
    urgency = known.urgency if known else Urgency.NONE
    if urgency in (Urgency.DAILY, Urgency.SOON):
        return str(_("Waits here, and for the letter of the day."))
    return str(_("Waits here."))
