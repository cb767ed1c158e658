"""Reads of accounts, sign-ins and memberships."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock, text
from virtual_school.core.db import db, in_force, network_id
from virtual_school.core.errors import NotVisible
from virtual_school.core.ids import digest
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity import policy
from virtual_school.identity.factors import queries as factors
from virtual_school.identity.factors.standing import Proofs
from virtual_school.identity.models import Account, Credential, Invitation, Membership, ReadingSettings, SignIn
from virtual_school.identity.throttle import typed_name
from virtual_school.network.models import Network, Organisation
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Device:
    """A sign-in in force, with its account and its network."""

    sign_in_id: uuid.UUID
    account_id: uuid.UUID
    name: str
    hat: str | None
    shared: bool
    network: Network
    created_at: dt.datetime
    proofs: Proofs
    reading: ReadingSettings | None


def device(secret: str) -> Device | None:
    """The sign-in that a cookie's secret stands for in the network of this request, if it is in force now."""
    network = network_id()
    found: Any = _device(network, digest(secret)).execute().first() if network else None
    # By the real clock, which a demonstration's own does not know of.
    if found is None or found[-1] <= clock.real():
        return None
    *device, reading, has_second, second_at, staff_since, _expires_at = found
    return Device(*[*device, Proofs(has_second, second_at, staff_since), reading])


@kept
def _device(network: uuid.UUID, secret: bytes) -> sa.SelectBase:
    return (
        sa.select(
            SignIn.id, Account.id, Account.name, SignIn.hat, SignIn.shared, Network, SignIn.created_at, ReadingSettings
        )
        .add_columns(factors.has_any(network, Account.id), SignIn.second_at, Account.staff_since, SignIn.expires_at)
        .join(Account, Account.id == SignIn.account_id)
        .join(Network, Network.id == SignIn.network_id)
        .outerjoin(ReadingSettings, ReadingSettings.account_id == SignIn.account_id)
        .where(
            SignIn.network_id == network,
            SignIn.digest == secret,
            SignIn.ended_at.is_(None),
            Account.closed_at.is_(None),
        )
    )


def account_for(typed: str) -> tuple[Account, str | None] | None:
    """The open account of this email or login name, with its password hash if it has one."""
    name = typed_name(typed)
    column = Account.email if "@" in name else Account.login_name
    question = (
        sa.select(Account, Credential.secret)
        .outerjoin(Credential, sa.and_(Credential.account_id == Account.id, Credential.ended_at.is_(None)))
        .where(column == name, Account.closed_at.is_(None))
    )
    found = db.session.execute(question).first()
    return (found[0], found[1]) if found else None


def _kept_by(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That an account is one which the viewer looks after. A login name alone, without a role, is a pupil's."""
    within = [Account.network_id == viewer.network_id]
    if policy.sees_everybody(viewer):
        return within
    works = sa.exists().where(Membership.account_id == Account.id, Membership.network_id == viewer.network_id)
    return [*within, sa.or_(Account.email.is_not(None), works)]


def account(viewer: Viewer, account_id: uuid.UUID) -> Account:
    """An account that the viewer looks after; `NotVisible` when there is none."""
    found = db.session.scalar(sa.select(Account).where(Account.id == account_id, *_kept_by(viewer)))
    if found is None:
        raise NotVisible
    return found


def with_address(viewer: Viewer, email: str) -> Account | None:
    """Who has an address already, of those whom the viewer looks after."""
    return db.session.scalar(sa.select(Account).where(Account.email == typed_name(email), *_kept_by(viewer)))


def name_taken(column: sa.orm.InstrumentedAttribute[str | None], name: str) -> bool:
    """Whether an account of this network already has the email or login name."""
    return db.session.scalar(sa.select(sa.exists().where(column == name))) or False


def invitation(secret: str, *, lock: bool = False) -> Invitation | None:
    """The unused, unexpired invitation to an open account that a link's secret stands for."""
    question = (
        sa.select(Invitation)
        .join(Account, Account.id == Invitation.account_id)
        .where(
            Invitation.digest == digest(secret),
            Invitation.used_at.is_(None),
            Invitation.ended_at.is_(None),
            Invitation.expires_at > clock.real(),
            Account.closed_at.is_(None),
        )
    )
    return db.session.scalar(question.with_for_update(of=Invitation) if lock else question)


def devices(viewer: Viewer, *, lock: bool = False) -> list[SignIn]:
    """Where the viewer is signed in, newest first."""
    question = (
        sa.select(SignIn)
        .where(SignIn.account_id == viewer.account_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.real())
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )
    return list(db.session.scalars(question.with_for_update() if lock else question.limit(50)))


@dataclass(frozen=True, slots=True)
class Holder:
    """A membership in force, with who holds it and where."""

    membership: Membership
    name: str
    organisation: str


def holders(network_id: uuid.UUID, roles: frozenset[Role], on: dt.date | None = None) -> list[Holder]:
    """Who holds one of the roles today, by name."""
    question = (
        sa.select(Membership, Account.name, Organisation.name)
        .join(Account, Account.id == Membership.account_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.network_id == network_id,
            Membership.role.in_(sorted(roles, key=lambda role: role.value)),
            in_force(Membership, on or clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Account.sort_key, Membership.id)
        .limit(500)
    )
    return [Holder(*row) for row in db.session.execute(question)]


def was_theirs(account_id: uuid.UUID, secret: str | None) -> bool:
    """Whether what a browser held until now was this account's sign-in, in force or ended; or nobody's."""
    if not secret:
        return True
    there = sa.exists().where(SignIn.digest == digest(secret), SignIn.account_id == account_id)
    return db.session.scalar(sa.select(there)) or False


def own_sign_in(viewer: Viewer, sign_in_id: uuid.UUID | None) -> SignIn:
    """One of the viewer's own sign-ins in force; `NotVisible` for anybody else's."""
    found = db.session.scalar(
        sa.select(SignIn).where(
            SignIn.id == sign_in_id, SignIn.account_id == viewer.account_id, SignIn.ended_at.is_(None)
        )
    )
    if found is None:
        raise NotVisible
    return found


def open_account(account_id: uuid.UUID) -> Account | None:
    return db.session.scalar(sa.select(Account).where(Account.id == account_id, Account.closed_at.is_(None)))


def demonstration_account(network: Network, account_id: uuid.UUID) -> Account | None:
    if not network.is_demonstration:
        return None
    found = open_account(account_id)
    return found if found is not None and found.network_id == network.id else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in the list of people, with the words of the roles they hold today."""

    id: uuid.UUID
    name: str
    email: str | None
    login_name: str | None
    closed_at: dt.datetime | None
    roles: tuple[str, ...]


def people(viewer: Viewer, named: str = "") -> Statement:
    """The accounts that the viewer looks after, by name: open ones first, for who looks for nobody in particular."""
    question: Statement = (
        sa.select(Account.id, Account.name, Account.email, Account.login_name, Account.closed_at)
        .where(*_kept_by(viewer))
        .order_by(Account.closed_at.is_not(None), Account.sort_key, Account.id)
    )
    for word in text.sort_key(named).split():
        question = question.where(Account.sort_key.contains(word, autoescape=True))
    return question


def with_roles(rows: Sequence[Any]) -> list[Listed]:
    """A batch of `people` with their roles, in one more query."""
    held: dict[uuid.UUID, list[str]] = {row.id: [] for row in rows}
    question = (
        sa.select(Membership.account_id, Membership.role, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id.in_(list(held)), in_force(Membership, clock.today()))
        .order_by(Membership.starts_on, Membership.id)
    )
    for account_id, role, organisation in db.session.execute(question):
        held[account_id].append(f"{ROLE_WORDS[role]}, {organisation}")
    return [Listed(row.id, row.name, row.email, row.login_name, row.closed_at, tuple(held[row.id])) for row in rows]


def memberships(viewer: Viewer, account_id: uuid.UUID) -> list[tuple[Membership, str]]:
    """The roles an account holds or will hold, each with the name of its organisation."""
    question = (
        sa.select(Membership, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.account_id == account_id,
            Membership.network_id == viewer.network_id,
            Membership.ended_at.is_(None),
            sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= clock.today()),
        )
        .order_by(Membership.starts_on, Membership.id)
        .limit(100)
    )
    return [(membership, name) for membership, name in db.session.execute(question)]


def membership(viewer: Viewer, account_id: uuid.UUID, membership_id: uuid.UUID) -> Membership:
    """One of an account's roles; `NotVisible` for any other."""
    found = db.session.scalar(
        sa.select(Membership).where(
            Membership.id == membership_id,
            Membership.account_id == account_id,
            Membership.network_id == viewer.network_id,
        )
    )
    if found is None:
        raise NotVisible
    return found


def roles_of(account_id: uuid.UUID) -> frozenset[Role]:
    """The roles an account holds by a membership today."""
    question = sa.select(Membership.role).where(
        Membership.account_id == account_id, in_force(Membership, clock.today())
    )
    return frozenset(db.session.scalars(question))
