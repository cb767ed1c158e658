"""Reads of networks, their organisations and their agreed words."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.here import Here
from virtual_school.network import own_clock
from virtual_school.network.models import Network, NetworkMember, Organisation, OrganisationKind, Term, TermKind
from virtual_school.network.viewer import Viewer


def all_networks() -> list[Network]:
    """The installation's networks by name: what a person chooses from who comes to the bare address."""
    return list(db.session.scalars(sa.select(Network).order_by(Network.name, Network.id).limit(100)))


def own_time(network_id: uuid.UUID) -> Here:
    """What time it is in a network that has a clock of its own, and its school days; nothing in every other."""
    network = db.session.get(Network, network_id)
    return own_clock.here(network, clock.real()) if network is not None else Here()


def organisations(viewer: Viewer) -> list[Organisation]:
    """The organisations that are in the viewer's network today, by name."""
    question = (
        sa.select(Organisation)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(NetworkMember.network_id == viewer.network_id, in_force(NetworkMember, clock.today()))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(500)
    )
    return list(db.session.scalars(question))


def in_network(viewer: Viewer, organisation_id: uuid.UUID) -> bool:
    """Whether the organisation is in the viewer's network today."""
    question = sa.exists().where(
        NetworkMember.network_id == viewer.network_id,
        NetworkMember.organisation_id == organisation_id,
        in_force(NetworkMember, clock.today()),
    )
    return db.session.scalar(sa.select(question)) or False


def subjects(viewer: Viewer) -> list[Term]:
    """The network's subjects that are not retired, by name."""
    question = (
        sa.select(Term)
        .where(Term.network_id == viewer.network_id, Term.kind == TermKind.SUBJECT, Term.retired_at.is_(None))
        .order_by(Term.sort_key, Term.id)
        .limit(200)
    )
    return list(db.session.scalars(question))


def by_number(*, laestab: str | None = None, urn: str | None = None, ukprn: str | None = None) -> Organisation | None:
    """The organisation, in whatever network, that has one of these public numbers."""
    known = [(Organisation.laestab, laestab), (Organisation.urn, urn), (Organisation.ukprn, ukprn)]
    same = [column == number for column, number in known if number]
    if not same:
        return None
    return db.session.scalar(sa.select(Organisation).where(sa.or_(*same)).order_by(Organisation.id).limit(1))


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation's place in the network."""

    member_id: uuid.UUID
    name: str
    kind: OrganisationKind
    urn: str | None
    laestab: str | None
    since: dt.date


def places(viewer: Viewer) -> list[Place]:
    """The organisations in the viewer's network today, by name."""
    question = (
        sa.select(
            NetworkMember.id,
            Organisation.name,
            Organisation.kind,
            Organisation.urn,
            Organisation.laestab,
            NetworkMember.starts_on,
        )
        .join(Organisation, Organisation.id == NetworkMember.organisation_id)
        .where(NetworkMember.network_id == viewer.network_id, in_force(NetworkMember, clock.today()))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(500)
    )
    return [Place(*row) for row in db.session.execute(question)]


def place(viewer: Viewer, member_id: uuid.UUID) -> NetworkMember:
    """An organisation's place in the viewer's network."""
    found = db.session.scalar(
        sa.select(NetworkMember).where(NetworkMember.id == member_id, NetworkMember.network_id == viewer.network_id)
    )
    if found is None:
        raise NotVisible
    return found


def subject(viewer: Viewer, term_id: uuid.UUID) -> Term:
    found = db.session.scalar(
        sa.select(Term).where(Term.id == term_id, Term.network_id == viewer.network_id, Term.kind == TermKind.SUBJECT)
    )
    if found is None:
        raise NotVisible
    return found
