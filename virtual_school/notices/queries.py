"""Reads of notices: what waits for somebody, and what was sent to whom."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import Statement, kept
from virtual_school.core.lists import A_PAGE
from virtual_school.core.mail import Mail, MailState
from virtual_school.core.texts import TextMessage, TextState
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.notices import people
from virtual_school.notices.catalogue import KINDS, despite_stop, listed
from virtual_school.notices.models import Because, Channel, Notice, NoticeChoices, Sent

# More than so many are not counted: the bar says '99+'.
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of 'what waits for me'. `name` is the reader's own child's, where the kind may say it."""

    id: uuid.UUID
    kind: str
    because: Because
    made_at: dt.datetime
    name: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """At most a page of lines, and the key of the next."""

    rows: Sequence[Any]
    next: uuid.UUID | None


def waits(network: uuid.UUID, account_id: uuid.UUID | None) -> list[sa.ColumnElement[bool]]:
    """That a notice waits for this person, and nobody has stopped what it reminds of."""
    return [
        Notice.network_id == network,
        Notice.account_id == account_id,
        Notice.seen_at.is_(None),
        Notice.settled_at.is_(None),
        not_stopped(),
        not_hidden(),
    ]


def not_stopped() -> sa.ColumnElement[bool]:
    """That nobody stopped what it reminds of (practice 13); a child who needs somebody is heard all the same."""
    return sa.or_(Notice.about_id.is_(None), Notice.kind.in_(despite_stop()), ~people.quiet(Notice.about_id))


def not_hidden() -> sa.ColumnElement[bool]:
    """That what it tells of is not held back: a line that leads nowhere would say that something is."""
    return ~people.hidden(Notice.kind, Notice.object_id)


def number_waiting(network: uuid.UUID, account_id: uuid.UUID) -> sa.ScalarSelect[int]:
    """How many wait, as a part of the question who somebody is: it costs no page a question of its own."""
    some = sa.select(Notice.id).where(*waits(network, account_id)).limit(COUNTED).subquery()
    return sa.select(sa.func.count()).select_from(some).scalar_subquery()


def waiting(viewer: Viewer, before: uuid.UUID | None = None) -> Page:
    """What waits for the viewer, newest first, from a key on."""
    asked = _waiting(viewer, before) if before else _newest_waiting(viewer)
    found, more = _a_page(asked.execute().all())
    names = people.names(viewer, {row.about_id for row in found if row.about_id and _names_child(row.kind)})
    rows = [
        Waiting(row.id, row.kind, row.because, row.made_at, names.get(row.about_id) if _names_child(row.kind) else None)
        for row in found
    ]
    return Page(rows, more)


def _names_child(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].names_child


@kept
def _newest_waiting(viewer: Viewer) -> Statement:
    return _lines(viewer)


@kept
def _waiting(viewer: Viewer, before: uuid.UUID) -> Statement:
    return _lines(viewer).where(Notice.id < before)


def _lines(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Notice.id, Notice.kind, Notice.because, Notice.made_at, Notice.about_id)
        .where(*waits(viewer.network_id, viewer.account_id))
        .order_by(Notice.id.desc())
        .limit(A_PAGE + 1)
    )


def _a_page(rows: Sequence[Any]) -> tuple[Sequence[Any], uuid.UUID | None]:
    return rows[:A_PAGE], rows[A_PAGE - 1].id if len(rows) > A_PAGE else None


def own(viewer: Viewer, notice_id: uuid.UUID) -> Notice:
    """A notice to the viewer; `NotVisible` for anybody else's."""
    mine = Notice.network_id == viewer.network_id, Notice.account_id == viewer.account_id, Notice.id == notice_id
    found = db.session.scalar(sa.select(Notice).where(*mine))
    if found is None:
        raise NotVisible
    return found


# What was sent --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """By which way it left the house, and what became of that."""

    channel: Channel
    in_letter: bool
    made_at: dt.datetime
    state: MailState | TextState | None
    went_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody was told, of what kind of thing, and how it went. Nothing of the matter, and no child's name."""

    id: uuid.UUID
    kind: str
    name: str
    ring: str | None
    made_at: dt.datetime
    seen_at: dt.datetime | None
    settled_at: dt.datetime | None
    left_at: dt.datetime | None
    ways: tuple[Way, ...]


def told(viewer: Viewer, before: uuid.UUID | None, *, others: bool) -> Page:
    """What the viewer was told; or, for who leads, what others were told about pupils whom the viewer reaches."""
    question = (
        sa.select(
            Notice.id,
            Notice.kind,
            Account.name,
            sa.case((NoticeChoices.ring_me, NoticeChoices.phone)).label("ring"),
            Notice.made_at,
            Notice.seen_at,
            Notice.settled_at,
            Notice.left_at,
        )
        .join(Account, Account.id == Notice.account_id)
        .outerjoin(NoticeChoices, NoticeChoices.account_id == Notice.account_id)
        .where(Notice.network_id == viewer.network_id, _of_others(viewer) if others else _to(viewer))
        .order_by(Notice.id.desc())
        .limit(A_PAGE + 1)
    )
    if before is not None:
        question = question.where(Notice.id < before)
    found, more = _a_page(db.session.execute(question).all())
    ways = _ways(viewer.network_id, [row.id for row in found])
    return Page([Told(**row._mapping, ways=tuple(ways.get(row.id, ()))) for row in found], more)


def _to(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.and_(Notice.account_id == viewer.account_id, not_stopped(), not_hidden())


def _of_others(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Of kinds that may be listed, about pupils whom the viewer reaches and whom nobody has stopped."""
    return sa.and_(
        Notice.kind.in_(listed()),
        Notice.about_id.is_not(None),
        people.reaches(viewer, Notice.about_id),
        ~people.quiet(Notice.about_id),
        not_hidden(),
    )


def _ways(network: uuid.UUID, notice_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Way]]:
    question = (
        sa.select(Sent.notice_id, Sent.channel, Sent.digest_id, Sent.made_at)
        .add_columns(Mail.state, TextMessage.state, sa.func.coalesce(Mail.sent_at, TextMessage.sent_at))
        .outerjoin(Mail, Mail.id == Sent.mail_id)
        .outerjoin(TextMessage, TextMessage.id == Sent.text_id)
        .where(Sent.network_id == network, Sent.notice_id.in_(notice_ids))
        .order_by(Sent.id)
    )
    found: dict[uuid.UUID, list[Way]] = {}
    for notice_id, channel, digest_id, made_at, mailed, texted, went_at in db.session.execute(question):
        way = Way(channel, digest_id is not None, made_at, mailed or texted, went_at)
        found.setdefault(notice_id, []).append(way)
    return found
