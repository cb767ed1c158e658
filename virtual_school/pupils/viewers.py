"""Makes the `Viewer` of a request, in two queries: who is signed in, then every hat they have today."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.jobs import GiveUp
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account, Membership
from virtual_school.identity.queries import Device, open_account
from virtual_school.network.models import Network, Organisation
from virtual_school.network.roles import ROLE_WORDS, Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.queries import number_waiting
from virtual_school.pupils.models import CareKind, CareLink, Enrolment, Pupil

# What a row that is no hat says instead of a role.
WAITING = "waiting"

# How many of a demonstration's people one may choose from.
LISTED = 200


def viewer_of(device: Device) -> Viewer:
    """The viewer behind a sign-in, with the hat that was chosen there, else the first they have."""
    hats, pupil_id, waiting = _found(device.account_id)
    chosen = next((hat for hat in hats if hat.key == device.hat), hats[0] if hats else None)
    return Viewer(
        account_id=device.account_id,
        network_id=device.network.id,
        name=device.name,
        hats=hats,
        hat=chosen,
        pupil_id=pupil_id,
        sign_in_id=device.sign_in_id,
        shared_computer=device.shared,
        waiting=waiting,
    )


def hats_of(account_id: uuid.UUID) -> tuple[tuple[Hat, ...], uuid.UUID | None]:
    """Every hat an account may wear today, own pupil record first, and the pupil they are, if any."""
    hats, pupil_id, _waiting = _found(account_id)
    return hats, pupil_id


def _found(account_id: uuid.UUID) -> tuple[tuple[Hat, ...], uuid.UUID | None, int]:
    """The same, and how many notices wait for them, in the one question."""
    hats: list[Hat] = []
    pupil_id, waiting = None, 0
    for role, key, organisation_id, organisation, year in _hats(network_id_in_force(), account_id).execute():
        if role == WAITING:
            waiting = year
            continue
        if role == "pupil":
            pupil_id = key
        name = role if role in {"pupil", "carer"} else str(key)
        hats.append(Hat(name, Role(role), organisation_id, organisation or "", year))
    order = list(Role)
    return tuple(sorted(hats, key=lambda hat: (order.index(hat.role), hat.organisation, hat.key))), pupil_id, waiting


@kept
def _hats(network: uuid.UUID, account_id: uuid.UUID) -> sa.SelectBase:
    today = clock.today()
    # Typed, because PostgreSQL wants the same types on both sides of a UNION.
    no_id, no_name = sa.cast(sa.null(), Membership.id.type), sa.cast(sa.null(), sa.String)
    no_year = sa.cast(sa.null(), Membership.year.type)
    own = sa.select(sa.literal("pupil"), Pupil.id, no_id, no_name, no_year).where(
        Pupil.network_id == network, Pupil.account_id == account_id
    )
    carer = sa.select(sa.literal("carer"), no_id, no_id, no_name, no_year).where(
        sa.exists().where(
            CareLink.network_id == network,
            CareLink.account_id == account_id,
            CareLink.kind == CareKind.CARER,
            in_force(CareLink, today),
        )
    )
    staff = (
        sa.select(
            sa.cast(Membership.role, sa.String),
            Membership.id,
            Membership.organisation_id,
            Organisation.name,
            Membership.year,
        )
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.network_id == network, Membership.account_id == account_id, in_force(Membership, today))
    )
    # Counted under 'year', the one number there is.
    number = sa.cast(number_waiting(network, account_id), Membership.year.type)
    return sa.union_all(own, carer, staff, sa.select(sa.literal(WAITING), no_id, no_id, no_name, number))


def acting(account_id: uuid.UUID | None, rule: str | None, hat: str | None = None) -> Viewer:
    """Who a job acts for: the person it was queued for, as they are today, or the system under its rule.

    In the hat with this key, where one was named, else in the first they have. Raises `GiveUp` when the person's
    account has been closed, or they have that hat no more: what they asked for is not done in their name.
    """
    network = network_id_in_force()
    if account_id is None:
        return Viewer.system(rule or "", network)
    account = open_account(account_id)
    if account is None:
        raise GiveUp("the account that asked for it is closed")
    hats, pupil_id = hats_of(account_id)
    worn = next((one for one in hats if hat in (None, one.key)), None)
    if hat is not None and worn is None:
        raise GiveUp("who asked for it has that role no more")
    return Viewer(account_id, network, account.name, hats, worn, pupil_id)


def on_roll_at(account_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    """Whether the account is a pupil's who is on a roll of this school today."""
    question = sa.exists().where(
        Pupil.account_id == account_id,
        Enrolment.pupil_id == Pupil.id,
        Enrolment.organisation_id == organisation_id,
        in_force(Enrolment, clock.today()),
    )
    return db.session.scalar(sa.select(question)) or False


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody one may be with one tap in a demonstration, and as what."""

    id: uuid.UUID
    name: str
    words: tuple[str, ...]
    # The first of what they are, in the order in which people are shown.
    role: Role | None = None


def demonstration_people(network: Network | None) -> list[Part]:
    """Whom one may be, pupils first: nobody, unless the network's row says that it is a demonstration.

    Those whom the demonstration names are always among them, however large it was made.
    """
    if network is None or not network.is_demonstration:
        return []
    accounts = sa.select(Account.id, Account.name).where(Account.network_id == network.id, Account.closed_at.is_(None))
    first = Account.name.in_(current_app.extensions.get("demonstration_first", ()))
    names = {row.id: row.name for row in db.session.execute(accounts.order_by(first.desc(), Account.id).limit(LISTED))}
    order, roles = list(Role), _roles_of_all(list(names))
    return sorted(
        (_part(found, name, roles.get(found, [])) for found, name in names.items()),
        key=lambda part: order.index(part.role) if part.role else len(order),
    )


def _part(account_id: uuid.UUID, name: str, roles: list[tuple[Role, str]]) -> Part:
    order = list(Role)
    first = min((role for role, _words in roles), key=order.index, default=None)
    return Part(account_id, name, tuple(words for _role, words in roles), first)


def _roles_of_all(accounts: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[Role, str]]]:
    """These accounts' roles today, with words for them."""
    today = clock.today()
    found: dict[uuid.UUID, list[tuple[Role, str]]] = {}
    pupils = sa.select(Account.id, Pupil.year).join(Pupil, Pupil.account_id == Account.id)
    pupils = pupils.where(Account.id.in_(accounts))
    for account_id, year in db.session.execute(pupils):
        found.setdefault(account_id, []).append((Role.PUPIL, _("Pupil, Year %(year)d", year=year)))
    carers = sa.select(CareLink.account_id).where(CareLink.kind == CareKind.CARER, in_force(CareLink, today))
    for account_id in db.session.scalars(carers.where(CareLink.account_id.in_(accounts)).distinct()):
        found.setdefault(account_id, []).append((Role.CARER, str(ROLE_WORDS[Role.CARER])))
    staff = (
        sa.select(Membership.account_id, Membership.role, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id.in_(accounts), in_force(Membership, today))
        .order_by(Membership.id)
    )
    for account_id, role, organisation in db.session.execute(staff):
        found.setdefault(account_id, []).append((role, f"{ROLE_WORDS[role]}, {organisation}"))
    return found
