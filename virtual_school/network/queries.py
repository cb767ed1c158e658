"""Reads of networks, their organisations and their agreed words."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.network.models import Network, NetworkMember, Organisation, Term, TermKind
from virtual_school.network.viewer import Viewer


def all_networks() -> list[Network]:
    """The installation's networks by name: what a person chooses from who comes to the bare address."""
    return list(db.session.scalars(sa.select(Network).order_by(Network.name, Network.id).limit(100)))


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
