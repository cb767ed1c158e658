"""Telling somebody, in the transaction of whatever it is about; and taking it back when there is nothing to find."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, network_id
from virtual_school.notices.catalogue import KINDS
from virtual_school.notices.models import PATH_LIMIT, Because, Notice


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
    return notice


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
