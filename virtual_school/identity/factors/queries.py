"""Reads of second factors: only ever of one account, whose own they are."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.factors.standing import Proofs
from virtual_school.identity.models import Account, Authenticator, Credential, Passkey, RecoveryCode, SignIn
from virtual_school.network.viewer import Viewer


def has_any(network: uuid.UUID, account_id: sa.orm.InstrumentedAttribute[uuid.UUID]) -> sa.ColumnElement[bool]:
    """That an account has a second factor: an app whose code was typed once, or a passkey."""
    return sa.or_(
        sa.exists().where(Passkey.network_id == network, Passkey.account_id == account_id, Passkey.ended_at.is_(None)),
        sa.exists().where(
            Authenticator.network_id == network,
            Authenticator.account_id == account_id,
            Authenticator.confirmed_at.is_not(None),
            Authenticator.ended_at.is_(None),
        ),
    )


def proofs(account_id: uuid.UUID) -> Proofs:
    """What is known of an account before a second factor was shown."""
    question = sa.select(has_any(network_id_in_force(), Account.id), Account.staff_since).where(
        Account.id == account_id
    )
    has_second, staff_since = db.session.execute(question).one()
    return Proofs(has_second, None, staff_since)


@dataclass(frozen=True, slots=True)
class Held:
    """How one account can prove itself."""

    has_password: bool
    authenticator: Authenticator | None
    passkeys: list[Passkey]
    codes_left: int

    @property
    def has_second(self) -> bool:
        return self.authenticator is not None or bool(self.passkeys)


def held(account_id: uuid.UUID | None) -> Held:
    password = sa.exists().where(Credential.account_id == account_id, Credential.ended_at.is_(None))
    return Held(
        db.session.scalar(sa.select(password)) or False,
        authenticator(account_id),
        passkeys(account_id),
        codes_left(account_id),
    )


def passkeys(account_id: uuid.UUID | None, rp_id: str | None = None) -> list[Passkey]:
    """An account's passkeys, oldest first; with `rp_id`, those that can be used on this host."""
    question = (
        sa.select(Passkey)
        .where(Passkey.account_id == account_id, Passkey.ended_at.is_(None))
        .order_by(Passkey.created_at, Passkey.id)
        .limit(50)
    )
    if rp_id is not None:
        question = question.where(Passkey.rp_id == rp_id)
    return list(db.session.scalars(question))


def own_passkey(viewer: Viewer, passkey_id: uuid.UUID) -> Passkey:
    """One of the viewer's own; `NotVisible` for anybody else's."""
    found = db.session.scalar(
        sa.select(Passkey).where(
            Passkey.id == passkey_id, Passkey.account_id == viewer.account_id, Passkey.ended_at.is_(None)
        )
    )
    if found is None:
        raise NotVisible
    return found


def passkey_of(credential_id: bytes, rp_id: str, *, lock: bool = False) -> tuple[Passkey, Account] | None:
    """The passkey with this identifier, with the open account that it proves."""
    question = (
        sa.select(Passkey, Account)
        .join(Account, Account.id == Passkey.account_id)
        .where(
            Passkey.credential_id == credential_id,
            Passkey.rp_id == rp_id,
            Passkey.ended_at.is_(None),
            Account.closed_at.is_(None),
        )
    )
    found = db.session.execute(question.with_for_update(of=Passkey) if lock else question).first()
    return (found[0], found[1]) if found else None


def authenticator(account_id: uuid.UUID | None, *, confirmed: bool = True, lock: bool = False) -> Authenticator | None:
    """The app in use; or, not `confirmed`, the one that is being set up."""
    question = (
        sa.select(Authenticator)
        .where(
            Authenticator.account_id == account_id,
            Authenticator.ended_at.is_(None),
            Authenticator.confirmed_at.is_not(None) if confirmed else Authenticator.confirmed_at.is_(None),
        )
        .order_by(Authenticator.id.desc())
        .limit(1)
    )
    return db.session.scalar(question.with_for_update() if lock else question)


def codes_left(account_id: uuid.UUID | None) -> int:
    question = (
        sa.select(sa.func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None), RecoveryCode.ended_at.is_(None))
    )
    return db.session.scalar(question) or 0


def recovery_code(account_id: uuid.UUID | None, digest: bytes) -> RecoveryCode | None:
    """The unused code with this digest, locked so that it is used once."""
    return db.session.scalar(
        sa.select(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.digest == digest,
            RecoveryCode.used_at.is_(None),
            RecoveryCode.ended_at.is_(None),
        )
        .with_for_update()
    )


def sign_in_here(viewer: Viewer, *, lock: bool = False) -> SignIn:
    """The sign-in of this device."""
    question = sa.select(SignIn).where(
        SignIn.id == viewer.sign_in_id,
        SignIn.account_id == viewer.account_id,
        SignIn.ended_at.is_(None),
        SignIn.expires_at > clock.real(),
    )
    found = db.session.scalar(question.with_for_update() if lock else question)
    if found is None:
        raise NotVisible
    return found
