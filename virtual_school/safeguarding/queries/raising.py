"""What somebody is asked who hands over a worry: about which adult, and at which place."""

import re
import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.text import sort_key
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import NetworkMember, Organisation, OrganisationKind
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareKind, CareLink, Part
from virtual_school.pupils.queries import find
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import named
from virtual_school.pupils.words import CARE_WORDS, TITLES
from virtual_school.safeguarding.hands import Hands, Standing, leads_of
from virtual_school.safeguarding.people import Concerned

PLACES = frozenset(OrganisationKind) - {OrganisationKind.VIRTUAL_SCHOOL, OrganisationKind.AUTHORITY}

Choices = list[tuple[uuid.UUID, str]]


def opened_to(viewer: Viewer, pupil_id: uuid.UUID) -> Access | None:
    """By what relation the viewer knows the pupil; None for whoever reads one thing of theirs and nothing else."""
    try:
        opened = find(viewer, pupil_id, Part.IDENTITY)[1]
    except (NotVisible, Refused):
        return None
    return None if opened.relation is Relation.WINDOW else opened


def adults(viewer: Viewer, opened: Access | None, pupil_id: uuid.UUID, around: Standing) -> Choices:
    """The adults around the pupil whom the viewer knows, each as what they are to the pupil."""
    if opened is None:
        return []
    people: dict[uuid.UUID, str] = {}
    for one in named(opened, who_reads(viewer, pupil_id, Audience(Part.IDENTITY))):
        people[one.account_id] = f"{one.name}, {_as(one.relation)}"
    for holder in around.holders:
        people.setdefault(holder.account_id, f"{holder.name}, {str(ROLE_WORDS[holder.role]).lower()}")
    people.pop(viewer.account_id or uuid.UUID(int=0), None)
    return sorted(people.items(), key=lambda one: sort_key(one[1]))


def _as(relation: Relation) -> str:
    words = {kind.value: said for kind, said in CARE_WORDS.items()}
    return str(words.get(relation.value, ROLE_WORDS[Role.AGENCY_WORKER])).lower()


def places(viewer: Viewer) -> Choices:
    """Where a pupil of the network may be. Which of them this one is at is not told by it."""
    question = (
        sa.select(Organisation.id, Organisation.name)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(
            NetworkMember.network_id == viewer.network_id,
            in_force(NetworkMember, clock.today()),
            Organisation.kind.in_(PLACES),
        )
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(500)
    )
    return [(place_id, name) for place_id, name in db.session.execute(question)]


def concerned(
    viewer: Viewer,
    pupil_id: uuid.UUID,
    around: Standing,
    *,
    account_id: uuid.UUID | None,
    typed: str,
    is_staff: bool,
    place_id: uuid.UUID | None = None,
) -> Concerned:
    """Chosen by name, typed, or both: whoever bears a typed name is taken to be meant, first of all who would read it.

    Better that a namesake does not read it than that the one whom it names does.
    """
    chosen = {account_id} if account_id else set()
    if not typed:
        return Concerned(frozenset(chosen), any(_is_staff(viewer, one) for one in chosen))
    linked = _linked(pupil_id)
    at_place = leads_of(place_id) if place_id else []
    people = [(one.account_id, one.name) for one in (*around.holders, *at_place)]
    people += [(who, name) for who, name, _kind in linked]
    kept = chosen | {who for who, name in people if set(_parts(name)) & set(_parts(typed))} | _called(viewer, typed)
    offices = _offices(typed)
    kept |= {one.account_id for hands in offices for one in around.of(hands)}
    kept |= {one.account_id for one in at_place if Hands.LEAD in offices}
    kept |= {who for who, _name, kind in linked if CARE_SAID[kind] <= set(_said(typed))}
    names = [typed] if account_id is None else [_name(account_id), typed]
    return Concerned(frozenset(kept), is_staff or any(_is_staff(viewer, one) for one in kept), ", ".join(names))


# What somebody may have typed in the stead of a name: what an adult is to the pupil, or to the school.
CARE_SAID = {CareKind.MENTOR: {"mentor"}, CareKind.KEY_ADULT: {"key", "adult"}}
OFFICES = {
    Hands.HEAD: {"head", "headteacher", "headmaster", "headmistress", "principal"},
    Hands.LEAD: {"safeguarding", "dsl", "deputy"},
    Hands.AUTHORITY: {"virtual", "vsh"},
}
# Who is head of one of these is not the head.
HEAD_OF = re.compile(
    r"\bhead of (?:the )?(?:year|sixth|house|key|department|faculty|art|computing|drama|english|geography|history"
    r"|languages|maths|mathematics|music|pe|science|sport)\b"
)


def _offices(typed: str) -> list[Hands]:
    """Whose office somebody may have typed: 'the head', 'their safeguarding lead'. A bare 'lead' may be either's."""
    said = set(HEAD_OF.sub(" ", sort_key(typed)).split())
    found = [hands for hands, words in OFFICES.items() if words & said]
    return found or ([Hands.LEAD, Hands.AUTHORITY] if "lead" in said else [])


def _said(typed: str) -> list[str]:
    return sort_key(typed).split()


def _parts(name: str) -> list[str]:
    return [word for word in _said(name) if word not in TITLES]


def _linked(pupil_id: uuid.UUID) -> list[tuple[uuid.UUID, str, CareKind]]:
    """Mentors, whoever stands in, and key adults: to whom this pupil turns."""
    question = (
        sa.select(Account.id, Account.name, CareLink.kind)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(
            CareLink.pupil_id == pupil_id,
            CareLink.kind.in_(CARE_SAID),
            CareLink.ended_at.is_(None),
            sa.or_(CareLink.ends_on.is_(None), CareLink.ends_on >= clock.today()),
        )
        .order_by(CareLink.id)
        .limit(50)
    )
    return [(who, name, kind) for who, name, kind in db.session.execute(question)]


def _name(account_id: uuid.UUID) -> str:
    return db.session.scalar(sa.select(Account.name).where(Account.id == account_id)) or ""


def _called(viewer: Viewer, typed: str) -> set[uuid.UUID]:
    """Whoever of the network has exactly this name."""
    question = sa.select(Account.id).where(Account.network_id == viewer.network_id, Account.sort_key == sort_key(typed))
    return set(db.session.scalars(question.limit(50)))


def _is_staff(viewer: Viewer, account_id: uuid.UUID) -> bool:
    question = sa.exists().where(
        Membership.network_id == viewer.network_id,
        Membership.account_id == account_id,
        in_force(Membership, clock.today()),
    )
    return db.session.scalar(sa.select(question)) or False
