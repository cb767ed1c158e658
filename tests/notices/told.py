"""What tests of sending say and look at: somebody is told, a moment comes, and what left the house by then."""

import datetime as dt
import uuid

import sqlalchemy as sa

from tests import make_safeguarding as made
from tests.cast import Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import Later
from virtual_school.core.mail import Mail
from virtual_school.core.texts import TextMessage
from virtual_school.identity.models import Account
from virtual_school.notices import digests, sending
from virtual_school.notices.models import Notice

MOBILE = "+447700900123"


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> dt.datetime:
    """A moment by the clock on the wall. The 17th of November 2026 is a Tuesday."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=clock.LONDON)


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def reachable(person: Person, email: str = "", **chosen: object) -> Account:
    """An address, and what they chose."""
    row = account(person)
    row.email = email or row.email or f"{person.key}@school.example"
    if chosen:
        made.choices(row, **chosen)
    db.session.flush()
    return row


def told(person: Person, kind: str = "message.new", **given: object) -> Notice:
    row = made.notice(account(person), kind, **given)
    db.session.commit()
    return row


def send(notice: Notice, moment: dt.datetime) -> Later | None:
    """Send it at this moment; what it was put off until, if it was."""
    db.session.commit()
    with clock.freeze(moment):
        try:
            sending.at_once(notice.id)
        except Later as later:
            return later
    return None


def letters_at(moment: dt.datetime) -> int:
    """Make the letters of the day that are due at this moment."""
    db.session.commit()
    with clock.freeze(moment):
        return digests.make(list(digests.due()), lambda: None)


def mails(account_id: uuid.UUID) -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Mail).where(Mail.account_id == account_id).order_by(Mail.id)))


def texts(account_id: uuid.UUID) -> list[TextMessage]:
    db.session.rollback()
    mine = sa.select(TextMessage).where(TextMessage.account_id == account_id)
    return list(db.session.scalars(mine.order_by(TextMessage.id)))
