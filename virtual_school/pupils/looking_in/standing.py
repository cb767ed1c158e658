"""Who sees a pupil without any window, by the tables that decide it: care links, roles of school and office, family.

To a family it names no social worker and no safeguarding lead: the same sentence about the law stands on every
family's page, so that nothing can be told, or counted, from it.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.pupils import queries
from virtual_school.pupils.access import (
    CARE_PARTS,
    OFFICE_PARTS,
    RECORD_PARTS,
    SCHOOL_PARTS,
    SELF_PARTS,
    Access,
)
from virtual_school.pupils.looking_in.policy import Party, knows_where
from virtual_school.pupils.models import CareKind, CareLink, Carer, Part
from virtual_school.pupils.policy import can_see_person
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS
from virtual_school.pupils.words import CARE_WORDS


@dataclass(frozen=True, slots=True)
class Standing:
    """One line: who, by what, and the parts of which the reader may know."""

    who: str
    why: Any
    parts: tuple[Part, ...]


def _ordered(parts: frozenset[Part]) -> tuple[Part, ...]:
    return tuple(part for part in Part if part in parts)


def _of_carer(link: CareLink) -> frozenset[Part]:
    if not link.may_see_record:
        return frozenset()
    return RECORD_PARTS | WHEREABOUTS_PARTS if link.may_see_whereabouts else RECORD_PARTS


def _schools(pupil_id: uuid.UUID) -> list[str]:
    return [school for _row, school in queries.rolls_today(pupil_id)]


def to_staff(opened: Access, pupil_id: uuid.UUID) -> list[Standing]:
    """Everybody, for those who know the pupil; of what each sees, the parts that the reader sees too."""
    found = [
        Standing(who, CARE_WORDS[link.kind], _ordered(parts & opened.parts))
        for link, who in queries.people_around(pupil_id)
        if (parts := _of_carer(link) if link.kind is CareKind.CARER else CARE_PARTS[link.kind])
        and can_see_person(opened, link.kind)
    ]
    for school in _schools(pupil_id):
        for role, parts in SCHOOL_PARTS.items():
            who = f"{ROLE_WORDS[role]}, {school}"
            found.append(Standing(who, _l("The pupil is on this school’s roll"), _ordered(parts & opened.parts)))
    for role, parts in OFFICE_PARTS.items():
        found.append(Standing(str(ROLE_WORDS[role]), _l("Leads the Virtual School"), _ordered(parts & opened.parts)))
    return found


TO_PUPIL = {
    CareKind.MENTOR: _l("Your learning mentor: they plan your week with you."),
    CareKind.KEY_ADULT: _l("Your adult at school: you can talk to them."),
}
TO_CARER = {
    CareKind.MENTOR: _l("The learning mentor: plans the week, and answers you."),
    CareKind.KEY_ADULT: _l("The key adult at school."),
}

# The roles of a school that a family reads of. A safeguarding lead is in the sentence that stands on every page.
TOLD_OF = (Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER, Role.ATTENDANCE_OFFICER)


def to_family(party: Party, pupil_id: uuid.UUID) -> list[Standing]:
    """Mentor and key adult by name, school and office by their roles, and to the pupil each of their carers."""
    seen = SELF_PARTS if party.is_pupil else party.opened.parts
    said = TO_PUPIL if party.is_pupil else TO_CARER
    where = knows_where(party)
    found = [
        Standing(who, said[link.kind], _ordered(CARE_PARTS[link.kind] & seen))
        for link, who in queries.people_around(pupil_id)
        if link.kind is CareKind.MENTOR or (link.kind is CareKind.KEY_ADULT and where)
    ]
    for school in _schools(pupil_id) if where else [_("The school")]:
        found += [_role_at(role, school, SCHOOL_PARTS[role] & seen, party) for role in TOLD_OF]
    for role, parts in OFFICE_PARTS.items():
        why = _l("They lead the team around you.") if party.is_pupil else _l("Leads the team.")
        found.append(Standing(str(ROLE_WORDS[role]), why, _ordered(parts & seen)))
    if party.is_pupil:
        found += _carers(queries.carers(pupil_id), queries.rights_of(pupil_id))
    return found


def _role_at(role: Role, school: str, parts: frozenset[Part], party: Party) -> Standing:
    why = _l("They look after you at your school.") if party.is_pupil else _l("Looks after pupils of the school.")
    return Standing(f"{ROLE_WORDS[role]}, {school}", why, _ordered(parts))


def _carers(carers: list[Carer], rights: dict[uuid.UUID, CareLink]) -> list[Standing]:
    """To the pupil: what each of their carers sees. Who sees nothing is not on the list."""
    found = [(one, _of_carer(rights[one.id]) & SELF_PARTS) for one in carers if one.id in rights]
    return [Standing(one.called, _l("They look after you."), _ordered(parts)) for one, parts in found if parts]
