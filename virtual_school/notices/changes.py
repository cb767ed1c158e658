"""Telling somebody, in the transaction of whatever it is about; and taking it back when there is nothing to find."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from virtual_school.core import audit, clock
from virtual_school.core.db import db, network_id
from virtual_school.core.jobs import queue
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.notices import choosing
from virtual_school.notices.catalogue import KINDS, Urgency
from virtual_school.notices.models import PATH_LIMIT, Because, Notice, NoticeChoices


def tell(
    account_id: uuid.UUID,
    kind: str,
    path: str,
    because: Because,
    *,
    about_id: uuid.UUID | None = None,
    object_id: uuid.UUID | None = None,
) -> Notice:
    """Tell one person, in the caller's transaction, that something of a known kind waits at `path`.

    `path` is an address of this site without its host; `about_id` the pupil whose matter it is; `object_id` the thing.
    Of one thing somebody is told once: while a notice of the same kind is neither seen nor settled, that one stands.
    """
    if kind not in KINDS:
        raise KeyError(f"the catalogue has no notice {kind!r}")
    if not path.startswith("/") or path.startswith("//") or len(path) > PATH_LIMIT:
        raise ValueError(f"not an address of this site: {path!r}")
    waiting = _waiting(account_id, kind, object_id)
    if waiting is not None:
        return waiting
    notice = Notice(
        account_id=account_id, kind=kind, because=because, about_id=about_id, object_id=object_id, path=path
    )
    db.session.add(notice)
    db.session.flush()
    _send_soon(notice)
    return notice


def _send_soon(notice: Notice) -> None:
    """What cannot wait is sent when the transaction is over; what comes soon, when it was not seen in the app first."""
    urgency = KINDS[notice.kind].urgency
    if urgency is Urgency.NOW:
        queue("notices.now", {"notice": notice.id})
    elif urgency is Urgency.SOON:
        after = dt.timedelta(minutes=number("notice_wait"))
        queue("notices.now", {"notice": notice.id}, run_at=clock.now() + after)


def tell_each(
    told: Iterable[tuple[uuid.UUID, Because]],
    kind: str,
    path: str,
    *,
    about_id: uuid.UUID | None = None,
    object_id: uuid.UUID | None = None,
) -> None:
    """The same to several, each once, by the first reason given."""
    first: dict[uuid.UUID, Because] = {}
    for account_id, because in told:
        first.setdefault(account_id, because)
    for account_id, because in first.items():
        tell(account_id, kind, path, because, about_id=about_id, object_id=object_id)


def settle(object_id: uuid.UUID, *, kinds: Iterable[str] | None = None, account_id: uuid.UUID | None = None) -> None:
    """There is nothing to do or to find there any more: what is not seen yet stands in nobody's list, nor leaves."""
    asked = sa.update(Notice).where(
        Notice.network_id == network_id(), Notice.object_id == object_id, Notice.settled_at.is_(None)
    )
    if kinds is not None:
        asked = asked.where(Notice.kind.in_(sorted(kinds)))
    if account_id is not None:
        asked = asked.where(Notice.account_id == account_id)
    db.session.execute(asked.values(settled_at=clock.now()), execution_options={"synchronize_session": "fetch"})


def _waiting(account_id: uuid.UUID, kind: str, object_id: uuid.UUID | None) -> Notice | None:
    if object_id is None:
        return None
    question = sa.select(Notice).where(
        Notice.network_id == network_id(),
        Notice.account_id == account_id,
        Notice.kind == kind,
        Notice.object_id == object_id,
        Notice.seen_at.is_(None),
        Notice.settled_at.is_(None),
    )
    return db.session.scalar(question.limit(1))


def see(notice: Notice) -> None:
    """Seen twice is seen once, the first time."""
    still = sa.update(Notice).where(
        Notice.network_id == notice.network_id, Notice.id == notice.id, Notice.seen_at.is_(None)
    )
    db.session.execute(still.values(seen_at=clock.now()), execution_options={"synchronize_session": "fetch"})


def see_shown(account_id: uuid.UUID, newest: uuid.UUID) -> None:
    """All that was there when the page was made, up to the newest on it: what came since is not swallowed."""
    still = sa.update(Notice).where(
        Notice.network_id == network_id(),
        Notice.account_id == account_id,
        Notice.id <= newest,
        Notice.seen_at.is_(None),
        Notice.settled_at.is_(None),
    )
    db.session.execute(still.values(seen_at=clock.now()), execution_options={"synchronize_session": "fetch"})


def choose(by: Viewer, account_id: uuid.UUID, values: Mapping[str, Any]) -> NoticeChoices:
    """How this person is told from now on."""
    row = choosing.row_of(account_id)
    if row is None:
        row = NoticeChoices(account_id=account_id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    audit.record("notices.chosen", by, object_id=row.id)
    db.session.flush()
    return row


def letters_off(by: Viewer, account_id: uuid.UUID) -> None:
    """No more letters of what is not urgent. What cannot wait still comes."""
    row = choosing.row_of(account_id)
    if row is None:
        row = NoticeChoices(account_id=account_id)
        db.session.add(row)
    row.letter = row.soon = False
    db.session.flush()
    audit.record("letters.off", by, object_id=row.id, account_id=account_id)
    db.session.flush()
