"""Plain words for who has looked, and why they may."""

import uuid

from flask_babel import lazy_gettext as _l

from virtual_school.network.roles import Role
from virtual_school.pupils.access import Relation

BY_CARE = {
    Relation.MENTOR: (_l("looks after you"), _l("looks after %(name)s")),
    Relation.KEY_ADULT: (_l("is your adult at school"), _l("is the adult at school of %(name)s")),
}

BY_ROLE = {
    Role.HEAD_OF_YEAR: (_l("looks after your year at school"), _l("looks after the year of %(name)s")),
    Role.SENCO: (_l("plans what helps you at school"), _l("plans what helps %(name)s at school")),
    Role.HEADTEACHER: (_l("leads your school"), _l("leads the school of %(name)s")),
    Role.ATTENDANCE_OFFICER: (_l("keeps your school’s register"), _l("keeps the register of the school")),
    Role.VIRTUAL_SCHOOL_LEAD: (_l("leads the Virtual School"), _l("leads the Virtual School")),
    Role.PANEL_CLERK: (_l("gets things ready for the panel"), _l("gets things ready for the panel")),
    Role.PANEL_MEMBER: (_l("is on the panel that offers a place"), _l("is on the panel that offers a place")),
    Role.TEACHER: (_l("reads and answers your work"), _l("reads and answers the work of %(name)s")),
    Role.COLLEGE_TUTOR: (_l("teaches you at college"), _l("teaches %(name)s at college")),
    Role.VENUE_SUPERVISOR: (_l("is there where you work"), _l("is there where %(name)s works")),
}

ELSE = (_l("works with you"), _l("works with %(name)s"))

RELATION_WORDS = {
    Relation.MENTOR: _l("mentor"),
    Relation.KEY_ADULT: _l("key adult"),
    Relation.SOCIAL_WORKER: _l("social worker"),
    Relation.SCHOOL: _l("their school"),
    Relation.WINDOW: _l("a window"),
    Relation.OFFICE: _l("their office"),
    Relation.GLASS: _l("opened without a link"),
}


def why(role: Role, by: Relation | None, name: str | None) -> str:
    """Why they may look; `name` is the pupil's on a parent's page, and None on the pupil's own."""
    by_care = BY_CARE.get(by) if by is not None else None
    own, theirs = by_care or BY_ROLE.get(role) or ELSE
    return str(own) if name is None else str(theirs) % {"name": name}


def short(pupil_id: uuid.UUID) -> str:
    """What the auditor calls a pupil: the same each time, and no name."""
    return pupil_id.hex[-8:]


def referred_to(typed: str) -> uuid.UUID | None:
    """The pupil whom a search names by what stands in the log, and not by a name."""
    try:
        return uuid.UUID(typed.strip()) if len(typed.strip()) == 32 else None
    except ValueError:
        return None
