"""What a role can see and do, in a sentence made of the tables that decide it: places, parts, relations."""

from flask_babel import gettext as _

from virtual_school.home.places import PLACES
from virtual_school.network.roles import Role
from virtual_school.pupils.access import CARE_PARTS, CARE_ROLES, OFFICE_PARTS, SCHOOL_PARTS, WINDOW_ROLES
from virtual_school.pupils.models import Part
from virtual_school.pupils.words import PART_WORDS


def sentence(role: Role) -> str:
    """'Of pupils on their school's roll who are away, referred or on a programme: …. Their pages: Today, Referrals.'"""
    return " ".join(part for part in (_sees(role), _opens(role)) if part)


def _sees(role: Role) -> str:
    if role in OFFICE_PARTS:
        return str(_("Of every pupil of the network: %(parts)s.", parts=_listed(OFFICE_PARTS[role])))
    if role in SCHOOL_PARTS:
        words = _("Of their own school's pupils who are away, referred or on a programme: %(parts)s.")
        return str(words) % {"parts": _listed(SCHOOL_PARTS[role])}
    kind = CARE_ROLES.get(role)
    if kind is not None and kind in CARE_PARTS:
        return str(_("Of the pupils they are linked to: %(parts)s.", parts=_listed(CARE_PARTS[kind])))
    if role in WINDOW_ROLES and role is not Role.ADMINISTRATOR:
        return str(_("Of no pupil by itself: only what a dated window or a piece of work opens."))
    return str(_("Nothing of any pupil's."))


def _listed(parts: frozenset[Part]) -> str:
    return "; ".join(str(PART_WORDS[part]) for part in Part if part in parts)


def _opens(role: Role) -> str:
    places = PLACES.get(role, ())
    if not places:
        return str(_("No pages of their own yet."))
    return str(_("Their pages: %(pages)s.", pages=", ".join(str(words) for _endpoint, words in places)))
