"""What a complaint's states are called, and who reads it, in plain words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.complaints.models import ComplaintState

STATE_WORDS = {
    ComplaintState.MADE: _l("Sent"),
    ComplaintState.ACKNOWLEDGED: _l("Somebody has read it"),
    ComplaintState.ANSWERED: _l("Answered"),
    ComplaintState.NOT_SATISFIED: _l("A second person looks"),
    ComplaintState.CLOSED: _l("Closed"),
}

LOOKS = {
    ComplaintState.MADE: ("wait", "ring"),
    ComplaintState.ACKNOWLEDGED: ("wait", "half"),
    ComplaintState.ANSWERED: ("note", "dot"),
    ComplaintState.NOT_SATISFIED: ("warm", "again"),
    ComplaintState.CLOSED: ("ok", "tick"),
}


def who_reads(lead: str | None) -> str:
    """Before anybody writes: who reads it, who never does, and that nobody can promise to keep a danger secret."""
    if lead:
        reads = _(
            "%(name)s at the Virtual School reads this. If it is about %(name)s, somebody else does.",
            name=lead,
        )
    else:
        reads = _("A headteacher, or whoever the network named for this, reads it.")
    never = _("Whoever it is about never sees it.")
    safe = _("If somebody might not be safe, they have to tell someone who can help.")
    more = _("If you are not satisfied with the answer, a second person reads it too. Nobody else does.")
    return f"{reads} {never} {safe}\n{more}"


def who_reads_answer(said_by: str | None, made_by: str) -> str:
    who = said_by or made_by
    return str(_("%(name)s reads this. Then a second person, if they are not satisfied. Nobody else does.", name=who))


def who_reads_reply(owner: str) -> str:
    return str(_("%(name)s reads this, and a second person who was not the first. Nobody else does.", name=owner))
