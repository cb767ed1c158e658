"""What cannot wait, or waits no longer than for the morning: sent at once, by the ways that its reader chose."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import begin, db, network_id_in_force, writing
from virtual_school.core.jobs import Later
from virtual_school.core.leaving import Leaving, Sending, may_send
from virtual_school.core.mail import queue_mail
from virtual_school.core.texts import queue_text
from virtual_school.network.models import Network
from virtual_school.notices import days, hours, letters
from virtual_school.notices.catalogue import KINDS, Kind, Urgency
from virtual_school.notices.choosing import Chosen, chosen
from virtual_school.notices.following import Asking, Told, may_go
from virtual_school.notices.models import Channel, Notice, Sent

ASK_AGAIN = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Words:
    """What leaves the house, made while no transaction is held."""

    subject: str
    text: str
    message: str
    unsubscribe: str | None


def at_once(notice_id: uuid.UUID) -> None:
    """Send one notice, if it still waits and its reader may still follow it. Sent twice, it is sent once.

    Raises `Later` while it is held back, and while something that can wait falls into quiet hours.
    """
    told = _to_send(notice_id)
    kind = KINDS.get(told.kind) if told else None
    reader = chosen([told.account_id]).get(told.account_id) if told and kind else None
    if told is None or kind is None:
        return
    answer = may_go(told)
    if answer is Sending.HOLD:
        raise Later(clock.real() + ASK_AGAIN)
    if answer is Sending.NEVER or reader is None:
        _decide(notice_id, None, kind, told, ())
        return
    ways = reader.ways(kind.urgency)
    if ways:
        _unless_quiet(reader, kind)
        _decide(notice_id, reader, kind, told, ways)


def _to_send(notice_id: uuid.UUID) -> Told | None:
    """The notice, where it has not left yet and still waits."""
    row = db.session.scalar(sa.select(Notice).where(*_still(notice_id)))
    return None if row is None else told_of(row)


def told_of(row: Notice) -> Told:
    return Told(row.account_id, row.kind, row.about_id, row.object_id, row.path)


def _still(notice_id: uuid.UUID) -> list[sa.ColumnElement[bool]]:
    return [
        Notice.network_id == network_id_in_force(),
        Notice.id == notice_id,
        Notice.left_at.is_(None),
        Notice.seen_at.is_(None),
        Notice.settled_at.is_(None),
    ]


def _unless_quiet(reader: Chosen, kind: Kind) -> None:
    """What cannot wait goes at any hour; the rest outside quiet hours, and on a school day of theirs."""
    if kind.urgency is Urgency.NOW:
        return
    now = clock.now()
    today = clock.local(now).date()
    if reader.account_id not in days.with_school([reader], today):
        morning = hours.at_minute(days.next_with_school(reader, today), reader.quiet.ends, now)
        raise Later(clock.really(morning))
    ends = hours.quiet_ends(now, reader.quiet)
    if ends is not None:
        raise Later(clock.really(ends))


def _decide(notice_id: uuid.UUID, reader: Chosen | None, kind: Kind, told: Told, ways: tuple[Channel, ...]) -> None:
    """In one transaction: that it left, by which ways, and the letter and text themselves."""
    network = db.session.get_one(Network, network_id_in_force())
    made = _words(network, kind, told, reader) if reader else None
    begin(write=False)
    with writing() as session:
        row = session.scalar(sa.select(Notice).where(*_still(notice_id)).with_for_update())
        if row is None:
            return
        row.left_at = clock.now()
        for way in ways:
            if reader is not None and made is not None:
                session.add(_send(way, row, reader, kind, made))


def _words(network: Network, kind: Kind, told: Told, reader: Chosen) -> Words:
    off = letters.off_link(network, reader.account_id) if kind.urgency is not Urgency.NOW else None
    subject, text = letters.at_once(network, told.kind, off)
    return Words(subject, text, letters.text_message(network, told.kind, to_pupil=reader.is_pupil), off)


def _send(way: Channel, row: Notice, reader: Chosen, kind: Kind, made: Words) -> Sent:
    # What is not stopped with a child names no child to whoever is asked about letters: that was asked here.
    about_id = None if kind.despite_stop else row.about_id
    sent = Sent(notice_id=row.id, account_id=row.account_id, channel=way)
    if way is Channel.TEXT:
        message = queue_text(reader.phone or "", made.message, account_id=row.account_id, about_id=about_id)
        sent.text_id = message.id
        return sent
    mail = queue_mail(
        reader.email or "",
        made.subject,
        made.text,
        account_id=row.account_id,
        about_id=about_id,
        unsubscribe=made.unsubscribe,
    )
    sent.mail_id = mail.id
    return sent


# On the way ----------------------------------------------------------------------------------------------------------


@may_send
def while_it_tells_of_something(one: Leaving) -> Sending:
    """A letter or text may wait for its server for hours. It goes while something in it still waits for its reader.

    Of a letter of the day, what is stopped about one child holds back all of it: it cannot be taken out any more.
    """
    question = (
        sa.select(Notice, Sent.digest_id)
        .join(Sent, Sent.notice_id == Notice.id)
        .where(Sent.network_id == network_id_in_force(), sa.or_(Sent.mail_id == one.id, Sent.text_id == one.id))
        .order_by(Notice.id)
    )
    rows = db.session.execute(question).all()
    if not rows:
        return Sending.YES
    asking = Asking()
    waits = [(told_of(row), digest_id) for row, digest_id in rows if row.seen_at is None and row.settled_at is None]
    answers = {asking.may_go(told) if digest_id is None else asking.of_pair(told) for told, digest_id in waits}
    if Sending.HOLD in answers:
        return Sending.HOLD
    return Sending.YES if Sending.YES in answers else Sending.NEVER
