"""Reads of reset links: whether one still works, and if not, why."""

import enum
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import digest
from virtual_school.identity.models import Account, Credential, Reset


class Link(enum.Enum):
    GOOD = "good"
    UNKNOWN = "unknown"
    USED = "used"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (a state)
    ADDRESS_CHANGED = "address_changed"
    NEWER = "newer"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Found:
    """What a link's secret stands for. Whoever has the secret had the letter, so they are told how it stands."""

    state: Link
    reset: Reset | None = None
    account: Account | None = None


def look(secret: str, *, lock: bool = False) -> Found:
    question = (
        sa.select(Reset, Account)
        .join(Account, Account.id == Reset.account_id)
        .where(Reset.digest == digest(secret), Account.closed_at.is_(None))
    )
    row = db.session.execute(question.with_for_update(of=Reset) if lock else question).first()
    return Found(_state(*row), *row) if row else Found(Link.UNKNOWN)


def _state(reset: Reset, account: Account) -> Link:
    if reset.used_at is not None:
        return Link.USED
    if _password_since(reset):
        return Link.PASSWORD_CHANGED
    if account.email != reset.sent_to:
        return Link.ADDRESS_CHANGED
    if reset.ended_at is not None:
        return Link.NEWER
    return Link.GOOD if reset.expires_at > clock.real() else Link.OLD


def _password_since(reset: Reset) -> bool:
    """Whether the password was changed since the letter was written, in whatever way."""
    since = sa.exists().where(Credential.account_id == reset.account_id, Credential.created_at >= reset.created_at)
    return db.session.scalar(sa.select(since)) or False


def who(email: str) -> uuid.UUID | None:
    """The open account of an address. One question, whatever the answer."""
    question = sa.select(Account.id).where(Account.email == email, Account.closed_at.is_(None))
    return db.session.scalar(question)
