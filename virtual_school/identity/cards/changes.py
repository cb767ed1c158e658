"""Changes of cards and slips: audited and flushed."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import digest, token
from virtual_school.identity import phrases, queries, throttle
from virtual_school.identity.cards import queries as cards
from virtual_school.identity.models import Account, Card, Slip, SlipKind
from virtual_school.network.viewer import Viewer


def open_account(account_id: uuid.UUID) -> Account:
    """The account to help, locked. One that is closed, or holds a role, is not helped like a child's."""
    account = db.session.scalar(sa.select(Account).where(Account.id == account_id).with_for_update())
    if account is None or account.closed_at is not None:
        raise WrongState(_("This account is closed."))
    if queries.roles_of(account_id):
        raise WrongState(_("They hold a role here, so they sign in like staff."))
    return account


def make_card(by: Viewer, account_id: uuid.UUID, *, pin_hash: str, pupil_id: uuid.UUID) -> str:
    """The secret of a new card, which is kept nowhere. The card before it ends."""
    open_account(account_id)
    end_card(by, account_id, pupil_id=pupil_id)
    secret = token()
    row = Card(
        account_id=account_id, digest=digest(secret), pin_hash=pin_hash, made_by=by.account_id, made_at=clock.real()
    )
    db.session.add(row)
    db.session.flush()
    audit.record("card.made", by, pupil_id=pupil_id, object_id=row.id, account_id=account_id)
    db.session.flush()
    return secret


def end_card(by: Viewer, account_id: uuid.UUID, *, pupil_id: uuid.UUID, because: str | None = None) -> bool:
    """End the card that the account has: whoever finds it opens nothing. False when there was none."""
    card = cards.card_of(account_id)
    if card is None:
        return False
    db.session.refresh(card, with_for_update=True)
    if card.ended_at is not None:
        return False
    card.ended_at, card.ended_by = clock.real(), by.account_id
    audit.record("card.ended", by, pupil_id=pupil_id, object_id=card.id, because=because, account_id=account_id)
    db.session.flush()
    return True


def make_slip(
    by: Viewer, account: Account, *, kind: SlipKind, lasts: dt.timedelta, pupil_id: uuid.UUID, told: list[uuid.UUID]
) -> str:
    """Words that let them in once. The slips before it stop working; tries are counted anew."""
    now, words = clock.real(), phrases.passphrase()
    before = sa.update(Slip).where(Slip.account_id == account.id, Slip.used_at.is_(None), Slip.ended_at.is_(None))
    db.session.execute(before.values(ended_at=now))
    row = Slip(
        account_id=account.id,
        kind=kind,
        digest=cards.slip_digest(account.id, words),
        made_by=by.account_id,
        made_at=now,
        expires_at=now + lasts,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "slip.made", by, pupil_id=pupil_id, object_id=row.id, account_id=account.id, kind=kind, told=[*map(str, told)]
    )
    count_anew(account)
    return words


def use_slip(by: Viewer, slip: Slip) -> None:
    slip.used_at = clock.real()
    audit.record("slip.used", by, object_id=slip.id, account_id=slip.account_id, kind=slip.kind)
    db.session.flush()


def free(by: Viewer, account: Account, *, pupil_id: uuid.UUID, told: list[uuid.UUID]) -> None:
    """Let them try again at once, by name or by card."""
    audit.record(
        "sign_in.freed", by, pupil_id=pupil_id, object_id=account.id, account_id=account.id, told=[*map(str, told)]
    )
    count_anew(account)


def count_anew(account: Account) -> None:
    """Forget the tries by name and by card."""
    throttle.helped(account)
    card = cards.card_of(account.id)
    if card is not None:
        db.session.refresh(card, with_for_update=True)
        card.in_a_row, card.in_all, card.rests_until = 0, 0, None
    db.session.flush()
