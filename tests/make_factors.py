"""Builders of second factors."""

import datetime as dt
import uuid

import pyotp

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity import sealed
from virtual_school.identity.factors import codes
from virtual_school.identity.models import Account, Authenticator, RecoveryCode
from virtual_school.network.models import Network

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_of(account_id: uuid.UUID, secret: str = SECRET) -> Authenticator:
    """An authenticator app that has been set up."""
    at = clock.now() - dt.timedelta(days=1)
    row = Authenticator(account_id=account_id, sealed=sealed.seal(secret), created_at=at, confirmed_at=at, used_at=at)
    db.session.add(row)
    db.session.flush()
    return row


def code_now(secret: str = SECRET, steps: int = 0) -> str:
    """What the app shows; `steps` half minutes later."""
    return pyotp.TOTP(secret).at(clock.now() + dt.timedelta(seconds=30 * steps))


def recovery_codes(account_id: uuid.UUID) -> list[str]:
    made = codes.new_codes()
    for code in made:
        digest = sealed.code_digest(codes.plain(account_id, code) or "")
        db.session.add(RecoveryCode(account_id=account_id, digest=digest, made_at=clock.now()))
    db.session.flush()
    return made


def grace_is_over(network_id: uuid.UUID, account_id: uuid.UUID, **numbers: int) -> None:
    """A network that gives staff no time, and somebody who has been staff for long."""
    network = db.session.get_one(Network, network_id)
    network.numbers = {**network.numbers, "second_factor_grace_days": 14, **numbers}
    db.session.get_one(Account, account_id).staff_since = clock.now() - dt.timedelta(days=15)
    db.session.flush()
