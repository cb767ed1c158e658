"""Reads of providers, and of who somebody at one is here."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account, Membership, ProviderIdentity, SignInProvider
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Listed:
    provider: SignInProvider
    organisation: str


def providers(viewer: Viewer) -> list[Listed]:
    """The network's providers, those that have not ended first."""
    question = (
        sa.select(SignInProvider, Organisation.name)
        .join(Organisation, Organisation.id == SignInProvider.organisation_id)
        .where(SignInProvider.network_id == viewer.network_id)
        .order_by(SignInProvider.ended_at.is_not(None), Organisation.sort_key, SignInProvider.id)
        .limit(200)
    )
    return [Listed(*row) for row in db.session.execute(question)]


def provider(viewer: Viewer, provider_id: uuid.UUID) -> Listed:
    question = (
        sa.select(SignInProvider, Organisation.name)
        .join(Organisation, Organisation.id == SignInProvider.organisation_id)
        .where(SignInProvider.id == provider_id, SignInProvider.network_id == viewer.network_id)
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Listed(*found)


def at_door(network_id: uuid.UUID) -> list[SignInProvider]:
    """What the network's sign-in page offers beside a password."""
    question = (
        sa.select(SignInProvider)
        .where(
            SignInProvider.network_id == network_id,
            SignInProvider.opened_at.is_not(None),
            SignInProvider.ended_at.is_(None),
        )
        .order_by(SignInProvider.name, SignInProvider.id)
        .limit(50)
    )
    return list(db.session.scalars(question))


def in_use(network_id: uuid.UUID, provider_id: uuid.UUID, *, trying: bool = False) -> SignInProvider | None:
    """A provider that has not ended and is on the sign-in page, or is only being tried."""
    question = sa.select(SignInProvider).where(
        SignInProvider.id == provider_id,
        SignInProvider.network_id == network_id,
        SignInProvider.ended_at.is_(None),
    )
    found = db.session.scalar(question)
    return found if found is not None and (trying or found.opened_at is not None) else None


def doubled(viewer: Viewer, organisation_id: uuid.UUID, issuer: str) -> bool:
    question = sa.exists().where(
        SignInProvider.network_id == viewer.network_id,
        SignInProvider.organisation_id == organisation_id,
        SignInProvider.issuer == issuer,
        SignInProvider.ended_at.is_(None),
    )
    return db.session.scalar(sa.select(question)) or False


def identity(provider_id: uuid.UUID, subject: str) -> ProviderIdentity | None:
    """The link in force of somebody at a provider."""
    return db.session.scalar(
        sa.select(ProviderIdentity).where(
            ProviderIdentity.provider_id == provider_id,
            ProviderIdentity.subject == subject,
            ProviderIdentity.ended_at.is_(None),
        )
    )


def ever_linked(provider_id: uuid.UUID, subject: str, account_id: uuid.UUID | None = None) -> bool:
    """Whether somebody there, or this account, was linked at the provider before: then an address does not do."""
    same = [ProviderIdentity.subject == subject]
    if account_id is not None:
        same.append(ProviderIdentity.account_id == account_id)
    question = sa.exists().where(ProviderIdentity.provider_id == provider_id, sa.or_(*same))
    return db.session.scalar(sa.select(question)) or False


def linked_now(provider_id: uuid.UUID, account_id: uuid.UUID) -> bool:
    question = sa.exists().where(
        ProviderIdentity.provider_id == provider_id,
        ProviderIdentity.account_id == account_id,
        ProviderIdentity.ended_at.is_(None),
    )
    return db.session.scalar(sa.select(question)) or False


def open_accounts_with(email: str) -> list[Account]:
    """The open accounts of this network that were entered with an address: one, or none."""
    question = sa.select(Account).where(Account.email == email, Account.closed_at.is_(None)).limit(2)
    return list(db.session.scalars(question))


def belongs(account_id: uuid.UUID, provider: SignInProvider) -> bool:
    """Whether somebody is of the provider's organisation today: by a role there, or on its roll where it is for pupils.

    Asked at each sign-in: whoever leaves a school leaves its provider, and keeps their other ways in.
    """
    works = sa.exists().where(
        Membership.account_id == account_id,
        Membership.organisation_id == provider.organisation_id,
        in_force(Membership, clock.today()),
    )
    if db.session.scalar(sa.select(works)):
        return True
    # Who is a pupil, and where, is known above this package.
    on_roll = current_app.extensions["on_roll_at"]
    return provider.for_pupils and bool(on_roll(account_id, provider.organisation_id))


@dataclass(frozen=True, slots=True)
class Link:
    identity: ProviderIdentity
    provider: str


def links_of(account_id: uuid.UUID) -> list[Link]:
    """The providers by which an account signs in."""
    question = (
        sa.select(ProviderIdentity, SignInProvider.name)
        .join(SignInProvider, SignInProvider.id == ProviderIdentity.provider_id)
        .where(ProviderIdentity.account_id == account_id, ProviderIdentity.ended_at.is_(None))
        .order_by(ProviderIdentity.linked_at, ProviderIdentity.id)
        .limit(20)
    )
    return [Link(*row) for row in db.session.execute(question)]


def link(account_id: uuid.UUID, identity_id: uuid.UUID) -> ProviderIdentity:
    found = db.session.scalar(
        sa.select(ProviderIdentity).where(ProviderIdentity.id == identity_id, ProviderIdentity.account_id == account_id)
    )
    if found is None:
        raise NotVisible
    return found


def how_many(provider_id: uuid.UUID) -> int:
    """How many people sign in by a provider."""
    question = (
        sa.select(sa.func.count())
        .select_from(ProviderIdentity)
        .where(ProviderIdentity.provider_id == provider_id, ProviderIdentity.ended_at.is_(None))
    )
    return db.session.scalar(question) or 0
