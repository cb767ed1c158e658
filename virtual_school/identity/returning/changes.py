"""An account reopened, and an address changed: audited and flushed."""

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.identity import changes as identity
from virtual_school.identity.models import (
    Account,
    Authenticator,
    Card,
    Credential,
    Invitation,
    Membership,
    Passkey,
    ProviderIdentity,
    RecoveryCode,
    Reset,
    SignIn,
    Slip,
)
from virtual_school.network.viewer import Viewer

WAYS_IN = (Credential, SignIn, Passkey, Authenticator, RecoveryCode, ProviderIdentity, Card, Slip, Reset, Invitation)


def reopen(by: Viewer, account: Account, because: str) -> None:
    """Open a closed account with nothing of before: no role, password, second factor, device or pupil."""
    db.session.refresh(account, with_for_update=True)
    if account.closed_at is None:
        return
    for kind in WAYS_IN:
        left = sa.update(kind).where(kind.account_id == account.id, kind.ended_at.is_(None))
        db.session.execute(left.values(ended_at=clock.real()))
    held = sa.select(Membership).where(Membership.account_id == account.id, Membership.ended_at.is_(None))
    for membership in list(db.session.scalars(held)):
        identity.end_membership(by, membership, because)
    identity.begin_anew(by, account.id, None, because)
    account.closed_at = account.staff_since = None
    audit.record("account.reopened", by, object_id=account.id, because=because)
    db.session.flush()


def change_address(by: Viewer, account: Account, email: str) -> None:
    """From now on letters go there. What was sent to the old address lets nobody in."""
    account.email = email
    waiting = Invitation.account_id == account.id, Invitation.used_at.is_(None), Invitation.ended_at.is_(None)
    db.session.execute(sa.update(Invitation).where(*waiting).values(ended_at=clock.real()))
    audit.record("account.address_changed", by, object_id=account.id)
    db.session.flush()
