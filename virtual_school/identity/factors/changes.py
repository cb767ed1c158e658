"""Changes of second factors: audited and flushed."""

import uuid

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.identity import sealed
from virtual_school.identity.factors import codes
from virtual_school.identity.models import Authenticator, Passkey, RecoveryCode, SignIn
from virtual_school.network.viewer import Viewer


def begin_authenticator(by: Viewer) -> Authenticator:
    """A new secret for an app. It counts for nothing until its first code was typed; an earlier attempt ends."""
    unused = sa.update(Authenticator).where(
        Authenticator.account_id == by.account_id,
        Authenticator.confirmed_at.is_(None),
        Authenticator.ended_at.is_(None),
    )
    db.session.execute(unused.values(ended_at=clock.real()))
    row = Authenticator(account_id=by.account_id, sealed=sealed.seal(codes.new_secret()), created_at=clock.real())
    db.session.add(row)
    db.session.flush()
    return row


def confirm_authenticator(by: Viewer, row: Authenticator, step: int) -> None:
    """The app shows the right codes: from now on it counts, and the one before it ends."""
    others = sa.update(Authenticator).where(
        Authenticator.account_id == by.account_id, Authenticator.id != row.id, Authenticator.ended_at.is_(None)
    )
    db.session.execute(others.values(ended_at=clock.real()))
    row.confirmed_at = row.used_at = clock.real()
    row.last_step = step
    audit.record("authenticator.added", by, object_id=by.account_id)
    db.session.flush()


def end_authenticator(by: Viewer, row: Authenticator) -> None:
    row.ended_at = clock.real()
    audit.record("authenticator.ended", by, object_id=row.account_id)
    db.session.flush()


def make_codes(by: Viewer) -> list[str]:
    """Ten new recovery codes; those made before stop working. They are kept nowhere in clear."""
    account_id = _own(by)
    end_codes(account_id)
    made = codes.new_codes()
    for code in made:
        digest = sealed.code_digest(codes.plain(account_id, code) or "")
        db.session.add(RecoveryCode(account_id=account_id, digest=digest, made_at=clock.real()))
    audit.record("recovery_codes.made", by, object_id=account_id)
    db.session.flush()
    return made


def end_codes(account_id: uuid.UUID) -> None:
    unused = sa.update(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None), RecoveryCode.ended_at.is_(None)
    )
    db.session.execute(unused.values(ended_at=clock.real()))


def use_code(by: Viewer, row: RecoveryCode, left: int) -> None:
    row.used_at = clock.real()
    audit.record("recovery_code.used", by, object_id=row.account_id, left=left)
    db.session.flush()


def add_passkey(by: Viewer, row: Passkey) -> None:
    db.session.add(row)
    db.session.flush()
    audit.record("passkey.added", by, object_id=row.id, name=row.name)
    db.session.flush()


def end_passkey(by: Viewer, row: Passkey) -> None:
    row.ended_at = clock.real()
    audit.record("passkey.ended", by, object_id=row.id, name=row.name)
    db.session.flush()


def proved(row: SignIn, *, second: bool) -> None:
    """Whoever sits at this device has just proved themself again; with a second factor, the sign-in is whole."""
    row.proved_at = clock.real()
    if second:
        row.second_at = clock.real()
    db.session.flush()


def take_away(by: Viewer, account_id: uuid.UUID, because: str) -> None:
    """End every second factor of an account, and every sign-in: whoever has lost one may have lost a device."""
    for kind in (Passkey, Authenticator, SignIn):
        live = sa.update(kind).where(kind.account_id == account_id, kind.ended_at.is_(None))
        db.session.execute(live.values(ended_at=clock.real()))
    end_codes(account_id)
    audit.record("second_factor.taken_away", by, object_id=account_id, because=because)
    db.session.flush()


def _own(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise ValueError("the system signs in nowhere")
    return by.account_id
