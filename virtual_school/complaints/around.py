"""Who could have a complaint, and whom one may be about: names that its writer knows anyway."""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.complaints.people import Around, Person
from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Network
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Part, Pupil
from virtual_school.safeguarding.access import kept_apart

# Under which the network's row names who has what the lead may not (`Network.numbers`): an account.
OTHER = "complaints_other"
MOST = 200

# Who may ever have a complaint.
HAVE = (Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD)


def around(pupil_id: uuid.UUID | None, school_id: uuid.UUID | None = None) -> Around:
    """Everybody who could have a complaint about this pupil, or of somebody at this school."""
    heads = _heads(pupil_id, school_id)
    everywhere = _staff(Membership.role == Role.HEADTEACHER)
    known = {one.account_id for one in heads}
    close, never = _close(pupil_id)
    return Around(
        leads=_staff(Membership.role == Role.VIRTUAL_SCHOOL_LEAD),
        heads=heads,
        other=other(),
        elsewhere=tuple(one for one in everywhere if one.account_id not in known),
        close=close,
        never=never,
    )


def _close(pupil_id: uuid.UUID | None) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Of those who could have it: who answers for the pupil; and their family, and whom they must not meet."""
    if pupil_id is None:
        return frozenset(), frozenset()
    kinds = sa.select(CareLink.account_id, CareLink.kind).where(CareLink.pupil_id == pupil_id)
    links = db.session.execute(kinds.where(CareLink.ended_at.is_(None))).all()
    family = {account_id for account_id, kind in links if kind is CareKind.CARER}
    apart = sa.select(Membership.account_id).where(
        Membership.network_id == network_id_in_force(),
        Membership.role.in_(HAVE),
        kept_apart(sa.literal(pupil_id, Pupil.id.type), Membership.account_id),
    )
    never = frozenset(family | set(db.session.scalars(apart)))
    return frozenset(account_id for account_id, kind in links if kind is not CareKind.CARER), never


def _heads(pupil_id: uuid.UUID | None, school_id: uuid.UUID | None) -> tuple[Person, ...]:
    is_head = Membership.role == Role.HEADTEACHER
    if pupil_id is None:
        return _staff(is_head, Membership.organisation_id == school_id) if school_id else ()
    schools = sa.select(Enrolment.organisation_id).where(
        Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
    )
    return _staff(is_head, Membership.organisation_id.in_(schools))


def _staff(*conditions: Any) -> tuple[Person, ...]:
    question = (
        sa.select(Account.id, Account.name, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == network_id_in_force(),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            *conditions,
        )
        .order_by(Membership.starts_on, Membership.id)
        .limit(MOST)
    )
    found: dict[uuid.UUID, Person] = {}
    for row in db.session.execute(question):
        found.setdefault(row[0], Person(*row))
    return tuple(found.values())


def other() -> Person | None:
    """Whom the network named for what the lead may not have, while they hold a role."""
    network = db.session.get(Network, network_id_in_force())
    named = network.numbers.get(OTHER) if network else None
    try:
        account_id = uuid.UUID(str(named))
    except ValueError:
        return None
    return next(iter(_staff(Account.id == account_id, Membership.role.in_(HAVE))), None)


def staff_to_name() -> list[tuple[uuid.UUID, str]]:
    """Whom an administrator may name for it: staff, each with what they are."""
    people = _staff(Membership.role.in_(HAVE))
    return [(one.account_id, f"{one.name}, {ROLE_WORDS[one.role]}") for one in people]


# Whom it may be about -------------------------------------------------------------------------------------------------


def may_be_about(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Names that this writer knows anyway: those around their own pupil, colleagues, who leads the Virtual School.

    Whoever it is about is named by themselves or not at all: anybody else is typed.
    """
    found: dict[uuid.UUID, str] = {}
    for pupil_id, where in _own_pupils(viewer):
        for link, name in pupils.people_around(pupil_id):
            if link.kind is CareKind.MENTOR or (link.kind is CareKind.KEY_ADULT and where):
                found.setdefault(link.account_id, name)
    if viewer.is_staff and viewer.organisation_id is not None:
        for one in _staff(Membership.organisation_id == viewer.organisation_id):
            found.setdefault(one.account_id, one.name)
    for one in _staff(Membership.role == Role.VIRTUAL_SCHOOL_LEAD):
        found.setdefault(one.account_id, one.name)
    return [(account_id, name) for account_id, name in found.items() if account_id != viewer.account_id]


def _own_pupils(viewer: Viewer) -> list[tuple[uuid.UUID, bool]]:
    """The pupil themself, or a carer's children; each with whether the viewer may know where they are."""
    if viewer.role is Role.PUPIL and viewer.pupil_id is not None:
        return [(viewer.pupil_id, True)]
    if viewer.role is not Role.CARER:
        return []
    return [(child_id, _knows_where(viewer, child_id)) for child_id, _name in children(viewer)]


def _knows_where(viewer: Viewer, pupil_id: uuid.UUID) -> bool:
    _pupil, opened = pupils.find(viewer, pupil_id, Part.IDENTITY)
    return opened.opens(Part.WHEREABOUTS)


def children(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """A carer's own children whose record they may see."""
    if viewer.role is not Role.CARER:
        return []
    return [(child.id, child.known_as) for child, _school in pupils.children(viewer)]


def known_pupil(viewer: Viewer, pupil_id: uuid.UUID | None) -> Pupil | None:
    """The pupil whom a complaint is about: oneself, one's child, or one whom staff reach. Anybody else is refused."""
    if viewer.role is Role.PUPIL:
        pupil_id = viewer.pupil_id
    return pupils.find(viewer, pupil_id, Part.IDENTITY)[0] if pupil_id is not None else None


def first_lead(viewer: Viewer) -> str | None:
    """The name of the lead who has it unless it is about them; nobody's, where it may be another's to read."""
    pupils_of_theirs = [pupil_id for pupil_id, _where in _own_pupils(viewer)]
    not_they = {viewer.account_id}.union(*(group for one in pupils_of_theirs for group in _close(one)))
    people = _staff(Membership.role == Role.VIRTUAL_SCHOOL_LEAD)
    return next((one.name for one in people if one.account_id not in not_they), None)
