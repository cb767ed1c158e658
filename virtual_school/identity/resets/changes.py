"""Reset links, made and used."""

import datetime as dt

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.ids import digest, token
from virtual_school.identity.models import Account, Reset
from virtual_school.network.viewer import Viewer


def make(by: Viewer, account: Account, *, lasts: dt.timedelta) -> str:
    """The secret of a new link to the account's address as it is now. A link that was sent before it ends."""
    secret, now = token(), clock.real()
    waiting = Reset.account_id == account.id, Reset.used_at.is_(None), Reset.ended_at.is_(None)
    db.session.execute(sa.update(Reset).where(*waiting).values(ended_at=now))
    row = Reset(
        account_id=account.id,
        digest=digest(secret),
        sent_to=account.email or "",
        created_at=now,
        expires_at=now + lasts,
    )
    db.session.add(row)
    audit.record("reset.sent", by, object_id=account.id)
    db.session.flush()
    return secret
