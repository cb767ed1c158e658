"""Builders: cards, slips, a carer's invitation to join."""

import datetime as dt
from typing import Any

from tests import make
from virtual_school.core import clock
from virtual_school.core.ids import digest
from virtual_school.identity import passwords
from virtual_school.identity.cards.queries import slip_digest
from virtual_school.identity.models import Account, Card, Slip, SlipKind
from virtual_school.pupils.joining.queries import code_digest
from virtual_school.pupils.models import Carer, Joining

SECRET, PIN = "the secret of the square", "4826"
LETTER, CODE = "the secret of the letter", "482613"


def card(account: Account, secret: str = SECRET, pin: str = PIN, **given: Any) -> Card:
    ordinary = {"made_by": account.id, "made_at": clock.now(), "pin_hash": passwords.hashed(pin)}
    return make._add(Card, given, account_id=account.id, digest=digest(secret), **ordinary)


def slip(account: Account, words: str, **given: Any) -> Slip:
    ordinary = {"made_by": account.id, "made_at": clock.now(), "expires_at": clock.now() + dt.timedelta(minutes=10)}
    return make._add(
        Slip, given, account_id=account.id, kind=SlipKind.PHONE, digest=slip_digest(account.id, words), **ordinary
    )


def joining(carer: Carer, made_by: Account, secret: str = LETTER, **given: Any) -> Joining:
    ordinary = {
        "pupil_id": carer.pupil_id,
        "carer_id": carer.id,
        "email": "helen@home.example",
        "digest": digest(secret),
        "code": code_digest(digest(secret), CODE),
        "may_see_record": True,
        "starts_on": clock.today(),
        "made_by": made_by.id,
        "made_at": clock.now(),
        "expires_at": clock.now() + dt.timedelta(days=14),
    }
    return make._add(Joining, given, **ordinary)
