"""Reads of invitations: whether a link still works, and if not, why."""

import enum
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import digest
from virtual_school.identity.models import Account, Credential, Invitation, ProviderIdentity


class Link(enum.Enum):
    GOOD = "good"
    UNKNOWN = "unknown"
    USED = "used"
    NEWER = "newer"
    NOT_NEEDED = "not_needed"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Found:
    """What a link's secret stands for. Whoever has the secret had the letter, so they are told how it stands."""

    state: Link
    account: Account | None = None
    has_way_in: bool = False


def look(secret: str) -> Found:
    question = (
        sa.select(Invitation, Account)
        .join(Account, Account.id == Invitation.account_id)
        .where(Invitation.digest == digest(secret), Account.closed_at.is_(None))
    )
    row = db.session.execute(question).first()
    if row is None:
        return Found(Link.UNKNOWN)
    invitation, account = row
    state = _state(invitation)
    return Found(state, account, state is Link.GOOD and _has_way_in(account))


def _state(invitation: Invitation) -> Link:
    if invitation.used_at is not None:
        return Link.USED
    if invitation.ended_at is not None:
        return Link.NEWER if _newer(invitation) else Link.NOT_NEEDED
    return Link.GOOD if invitation.expires_at > clock.real() else Link.OLD


def _newer(invitation: Invitation) -> bool:
    later = sa.exists().where(
        Invitation.account_id == invitation.account_id,
        Invitation.created_at >= invitation.created_at,
        Invitation.id != invitation.id,
    )
    return db.session.scalar(sa.select(later)) or False


def _has_way_in(account: Account) -> bool:
    """Whether they can sign in already: then the link is not needed, and a password they have stays unless they say."""
    password = sa.exists().where(Credential.account_id == account.id, Credential.ended_at.is_(None))
    school = sa.exists().where(ProviderIdentity.account_id == account.id, ProviderIdentity.ended_at.is_(None))
    return db.session.scalar(sa.select(sa.or_(password, school))) or False
