"""Reads of cards and slips."""

import hashlib
import hmac
import uuid
from typing import Any

import sqlalchemy as sa
from flask import current_app

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account, Card, Credential, Membership, SignIn, Slip
from virtual_school.network.viewer import Viewer


def keyed(purpose: str, *parts: str) -> bytes:
    """A digest under the installation's key, for what is too short to be kept under a digest that anybody can make."""
    said = "\x00".join((purpose, *parts)).encode()
    return hmac.new(str(current_app.secret_key).encode(), said, hashlib.sha256).digest()


def card_shown(shown: bytes) -> tuple[Card, Account | None] | None:
    """The card with this digest, ended ones too, locked; with its account where that may come in by a card.

    An account that holds a role never does: four digits are for a child's own record.
    """
    card = db.session.scalar(sa.select(Card).where(Card.digest == shown).with_for_update())
    if card is None:
        return None
    question = sa.select(Account).where(Account.id == card.account_id, Account.closed_at.is_(None), ~_works(Account.id))
    account = db.session.scalar(question)
    return card, account if card.ended_at is None else None


def _works(account_id: Any) -> sa.ColumnElement[bool]:
    """That the account holds a role today, so it comes in as staff do."""
    return sa.exists().where(Membership.account_id == account_id, in_force(Membership, clock.today()))


def card_of(account_id: uuid.UUID) -> Card | None:
    """The card that an account has now."""
    return db.session.scalar(sa.select(Card).where(Card.account_id == account_id, Card.ended_at.is_(None)))


def slip_digest(account_id: uuid.UUID, phrase: str) -> bytes:
    return keyed("slip", account_id.hex, phrase)


def slip(account_id: uuid.UUID, phrase: str, *, lock: bool = False) -> Slip | None:
    """The slip of this account with these words, unless used, too old, or given way to another or to a role."""
    question = sa.select(Slip).where(
        Slip.digest == slip_digest(account_id, phrase),
        Slip.used_at.is_(None),
        Slip.ended_at.is_(None),
        Slip.expires_at > clock.real(),
        ~_works(Slip.account_id),
    )
    return db.session.scalar(question.with_for_update() if lock else question)


def open_slips(account_id: uuid.UUID) -> list[Slip]:
    """The slips that still work, newest first."""
    question = sa.select(Slip).where(
        Slip.account_id == account_id, Slip.used_at.is_(None), Slip.ended_at.is_(None), Slip.expires_at > clock.real()
    )
    return list(db.session.scalars(question.order_by(Slip.made_at.desc(), Slip.id.desc()).limit(5)))


def by_slip(viewer: Viewer) -> SignIn | None:
    """The viewer's sign-in on this device, if a slip brought them in and their words are still those of before."""
    newer = sa.exists().where(Credential.account_id == SignIn.account_id, Credential.created_at >= SignIn.created_at)
    question = sa.select(SignIn).where(
        SignIn.id == viewer.sign_in_id, SignIn.account_id == viewer.account_id, SignIn.how == "slip", ~newer
    )
    return db.session.scalar(question)
