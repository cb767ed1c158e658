"""What somebody is asked who hands over a worry: about which adult, and at which place."""

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
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import named
from virtual_school.pupils.words import CARE_WORDS, TITLES
from virtual_school.safeguarding.hands import Hands, Standing
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
    viewer: Viewer, around: Standing, *, account_id: uuid.UUID | None, typed: str, is_staff: bool
) -> Concerned:
    """Chosen by name, or typed: whoever bears a typed name is taken to be meant, those who would read it first of all.

    Better that a namesake does not read it than that the one whom it names does.
    """
    if account_id is not None:
        return Concerned(frozenset({account_id}), _is_staff(viewer, account_id))
    if not typed:
        return Concerned()
    kept = {one.account_id for one in around.holders if set(_parts(one.name)) & set(_parts(typed))}
    kept |= {one.account_id for hands in _offices(typed) for one in around.of(hands)} | _called(viewer, typed)
    return Concerned(frozenset(kept), is_staff or any(_is_staff(viewer, one) for one in kept), typed)


def _offices(typed: str) -> list[Hands]:
    """Of whom somebody may have typed what they are: 'the head', 'their safeguarding lead'."""
    said = f" {sort_key(typed)} ".replace(" head of ", " ").split()
    found = {Hands.HEAD: {"head", "headteacher", "principal"}, Hands.LEAD: {"safeguarding", "dsl"}}
    return [hands for hands, words in found.items() if words & set(said)]


def _parts(name: str) -> list[str]:
    return [word for word in sort_key(name).split() if word not in TITLES]


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
