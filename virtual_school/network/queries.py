"""Reads of networks, their organisations and their agreed words."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from virtual_school.core import clock, school_days
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.here import Here
from virtual_school.core.lists import Statement
from virtual_school.network import own_clock, policy
from virtual_school.network.models import (
    Closure,
    Network,
    NetworkMember,
    Organisation,
    OrganisationKind,
    Site,
    Term,
    TermDate,
    TermKind,
)
from virtual_school.network.viewer import Viewer


def all_networks() -> list[Network]:
    """The installation's networks by name: what a person chooses from who comes to the bare address."""
    return list(db.session.scalars(sa.select(Network).order_by(Network.name, Network.id).limit(100)))


def of_transaction() -> Network:
    """The network that the transaction is in."""
    return db.session.get_one(Network, network_id_in_force())


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
    organisation_id: uuid.UUID
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
            Organisation.id,
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


# One organisation, for who looks after it ----------------------------------------------------------------------------


def kept_organisations(viewer: Viewer) -> Statement:
    """The organisations that the viewer looks after: all of the network's, or the one that they act for."""
    question: Statement = (
        sa.select(Organisation)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(NetworkMember.network_id == viewer.network_id, in_force(NetworkMember, clock.today()))
        .order_by(Organisation.sort_key, Organisation.id)
    )
    if viewer.is_any(*policy.KEEPERS):
        return question
    return question.where(Organisation.id == viewer.organisation_id)


def organisation(viewer: Viewer, organisation_id: uuid.UUID) -> Organisation:
    """One of them; `NotVisible` for any other."""
    found = db.session.scalar(kept_organisations(viewer).where(Organisation.id == organisation_id).limit(1))
    if found is None:
        raise NotVisible
    return cast(Organisation, found)


def sites(organisation_id: uuid.UUID) -> list[Site]:
    question = sa.select(Site).where(Site.organisation_id == organisation_id, Site.ended_at.is_(None))
    return list(db.session.scalars(question.order_by(Site.sort_key, Site.id).limit(100)))


def site(viewer: Viewer, organisation_id: uuid.UUID, site_id: uuid.UUID) -> Site:
    organisation(viewer, organisation_id)
    found = db.session.scalar(
        sa.select(Site).where(Site.id == site_id, Site.organisation_id == organisation_id, Site.ended_at.is_(None))
    )
    if found is None:
        raise NotVisible
    return found


def terms(organisation_id: uuid.UUID, year: int | None = None) -> list[TermDate]:
    """The terms of one school year, or those of the years that are not over, in the order of the year."""
    wanted = TermDate.year == year if year is not None else TermDate.ends_on >= school_days.year_began(clock.today())
    question = sa.select(TermDate).where(TermDate.organisation_id == organisation_id, wanted)
    return list(db.session.scalars(question.order_by(TermDate.starts_on).limit(20)))


def with_terms(viewer: Viewer, year: int, but: uuid.UUID) -> list[Organisation]:
    """Whose dates of a year can be copied: the authority's first, then the others' by name."""
    has_them = sa.exists().where(TermDate.organisation_id == Organisation.id, TermDate.year == year)
    question = (
        sa.select(Organisation)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(
            NetworkMember.network_id == viewer.network_id,
            in_force(NetworkMember, clock.today()),
            has_them,
            Organisation.id != but,
        )
        .order_by(Organisation.kind != OrganisationKind.AUTHORITY, Organisation.sort_key, Organisation.id)
        .limit(200)
    )
    return list(db.session.scalars(question))


def closures(organisation_id: uuid.UUID) -> list[tuple[Closure, str | None]]:
    """Inset days and closures that are not over, soonest first, each with the name of its one site."""
    question = (
        sa.select(Closure, Site.name)
        .outerjoin(Site, Site.id == Closure.site_id)
        .where(Closure.organisation_id == organisation_id, Closure.ended_at.is_(None), Closure.ends_on >= clock.today())
        .order_by(Closure.starts_on, Closure.id)
        .limit(100)
    )
    return [(row, name) for row, name in db.session.execute(question)]


def closure(viewer: Viewer, organisation_id: uuid.UUID, closure_id: uuid.UUID) -> Closure:
    organisation(viewer, organisation_id)
    found = db.session.scalar(
        sa.select(Closure).where(Closure.id == closure_id, Closure.organisation_id == organisation_id)
    )
    if found is None:
        raise NotVisible
    return found
