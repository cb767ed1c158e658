"""The day's letter: made once for each reader, in the transaction that queues it, however often a worker is killed."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import begin, db, network_id_in_force, writing
from virtual_school.core.ids import uuid7
from virtual_school.core.leaving import Sending
from virtual_school.core.mail import queue_mail
from virtual_school.identity.models import Account
from virtual_school.network.models import Network
from virtual_school.network.numbers import number
from virtual_school.notices import days, hours, letters
from virtual_school.notices.catalogue import Urgency, kinds_of
from virtual_school.notices.choosing import Chosen, chosen
from virtual_school.notices.following import Asking
from virtual_school.notices.models import Channel, Digest, Notice, NoticeChoices, Sent
from virtual_school.notices.sending import told_of

# Of one transaction at most so many rows; planned together, so many letters; in one of them, so many notices. What is
# over waits for the next day's, and stands in the app.
ROWS, TOGETHER, IN_ONE = 190, 25, 80
# Asked about together, when it is looked whose hour has come.
ASKED = 500

Heartbeat = Callable[[], None]


def groups(those: Iterable[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    rows = list(those)
    return (rows[at : at + size] for at in range(0, len(rows), size))


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter as it will be made, if nothing of it is seen, settled or sent meanwhile."""

    reader: Chosen
    notices: frozenset[uuid.UUID]
    never: frozenset[uuid.UUID]
    subject: str
    text: str
    unsubscribe: str | None


def due() -> Iterator[uuid.UUID]:
    """Whose letter is to be made now: their hour has come, it is a school day of theirs, and something waits."""
    now = clock.now()
    today = clock.local(now).date()
    for group in groups(_with_something(now, today), ASKED):
        readers = [one for one in chosen(group).values() if one.has_letter and hours.is_due(now, one.letter_at)]
        with_school = days.with_school(readers, today)
        yield from (one.account_id for one in readers if one.account_id in with_school)


def _with_something(now: dt.datetime, today: dt.date) -> list[uuid.UUID]:
    """Accounts with an address that have something for a letter, none of today yet, and whose hour has come."""
    at = sa.func.coalesce(NoticeChoices.letter_at, number("letter_at"))
    question = (
        sa.select(Account.id)
        .outerjoin(NoticeChoices, NoticeChoices.account_id == Account.id)
        .where(
            Account.network_id == network_id_in_force(),
            Account.closed_at.is_(None),
            Account.email.is_not(None),
            Account.id.in_(sa.select(Notice.account_id).where(*_unsent())),
            ~sa.exists().where(Digest.account_id == Account.id, Digest.day == today),
            sa.or_(NoticeChoices.letter.is_(None), NoticeChoices.letter.is_(True)),
            at <= hours.minute_of(now),
        )
        .order_by(Account.id)
    )
    return list(db.session.scalars(question))


def _unsent() -> list[sa.ColumnElement[bool]]:
    return [
        Notice.network_id == network_id_in_force(),
        Notice.left_at.is_(None),
        Notice.seen_at.is_(None),
        Notice.settled_at.is_(None),
        Notice.kind.in_(kinds_of(Urgency.SOON, Urgency.DAILY)),
    ]


def make(account_ids: Collection[uuid.UUID], heartbeat: Heartbeat) -> int:
    """The letters of these people for today; how many were made. Safe to call twice, and from two workers at once."""
    made = 0
    for group in groups(sorted(account_ids), TOGETHER):
        plans = _plan(group)
        while plans:
            some, plans = _fitting(plans)
            made += _write(some)
            heartbeat()
    return made


def _fitting(plans: list[Planned]) -> tuple[list[Planned], list[Planned]]:
    """As many as fit into one transaction, at least one; and the rest."""
    rows, taken = 0, 0
    for plan in plans:
        rows += 3 + 2 * len(plan.notices) + len(plan.never)
        if taken and rows > ROWS:
            break
        taken += 1
    return plans[:taken], plans[taken:]


def _plan(group: Collection[uuid.UUID]) -> list[Planned]:
    """What each letter will say. Everybody is asked here whether it may go; nothing is held meanwhile."""
    network = db.session.get_one(Network, network_id_in_force())
    readers, waiting = chosen(group), _waiting(group)
    plans = [
        _planned(network, readers[account_id], rows)
        for account_id, rows in waiting.items()
        if account_id in readers and readers[account_id].has_letter
    ]
    begin(write=False)
    return [plan for plan in plans if plan.notices or plan.never]


def _waiting(group: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Notice]]:
    question = sa.select(Notice).where(*_unsent(), Notice.account_id.in_(list(group))).order_by(Notice.id)
    found: dict[uuid.UUID, list[Notice]] = {}
    for row in db.session.scalars(question):
        found.setdefault(row.account_id, []).append(row)
    return {account_id: rows[:IN_ONE] for account_id, rows in found.items()}


def _planned(network: Network, reader: Chosen, rows: list[Notice]) -> Planned:
    """One letter. Nothing that its reader may not follow any more; what is held back waits, and is asked again."""
    asking = Asking()
    answers = {row.id: asking.may_go(told_of(row)) for row in rows}
    goes = [row for row in rows if answers[row.id] is Sending.YES]
    never = frozenset(row.id for row in rows if answers[row.id] is Sending.NEVER)
    off = letters.off_link(network, reader.account_id)
    subject, text = letters.of_the_day(network, [row.kind for row in goes], off) if goes else ("", "")
    return Planned(reader, frozenset(row.id for row in goes), never, subject, text, off)


def _write(plans: list[Planned]) -> int:
    """In one transaction: each letter with its mail, what is in it, and what never leaves."""
    made, left = 0, frozenset[uuid.UUID]()
    with writing():
        # Held first: of two workers that plan the same letter, the second finds nothing left of it.
        held = _held(frozenset().union(*(plan.notices | plan.never for plan in plans)))
        have_one = _have_one([plan.reader.account_id for plan in plans])
        for plan in plans:
            left |= held & plan.never
            if plan.notices and held >= plan.notices and plan.reader.account_id not in have_one:
                _make(plan)
                left |= plan.notices
                made += 1
        _mark(left)
    return made


def _held(ids: frozenset[uuid.UUID]) -> frozenset[uuid.UUID]:
    question = sa.select(Notice.id).where(*_unsent(), Notice.id.in_(list(ids))).order_by(Notice.id)
    return frozenset(db.session.scalars(question.with_for_update()))


def _have_one(account_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Whose letter of today is there already."""
    question = sa.select(Digest.account_id).where(
        Digest.network_id == network_id_in_force(),
        Digest.account_id.in_(list(account_ids)),
        Digest.day == clock.today(),
    )
    return frozenset(db.session.scalars(question))


def _make(plan: Planned) -> None:
    reader = plan.reader
    mail = queue_mail(
        reader.email or "", plan.subject, plan.text, account_id=reader.account_id, unsubscribe=plan.unsubscribe
    )
    digest = Digest(id=uuid7(), account_id=reader.account_id, day=clock.today(), mail_id=mail.id)
    db.session.add(digest)
    db.session.flush()
    sent = [
        Sent(
            notice_id=notice_id,
            account_id=reader.account_id,
            channel=Channel.EMAIL,
            digest_id=digest.id,
            mail_id=mail.id,
        )
        for notice_id in sorted(plan.notices)
    ]
    db.session.add_all(sent)


def _mark(ids: frozenset[uuid.UUID]) -> None:
    if ids:
        left = sa.update(Notice).where(Notice.network_id == network_id_in_force(), Notice.id.in_(list(ids)))
        db.session.execute(left.values(left_at=clock.now()), execution_options={"synchronize_session": False})
