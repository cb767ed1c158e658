"""Looking in: the threads that a lead may read for a reason, what they looked into, a few to check."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.kept import Statement, kept
from virtual_school.messages import access
from virtual_school.messages.models import Message, OversightLook, Thread, ThreadKind
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.quiet import is_quiet

PAGE = 50
# Of what was written in these weeks a few are read, and none twice in them.
LATELY = dt.timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Outside:
    """A thread from outside: between whom, when it began and was last written in. No word of it."""

    id: uuid.UUID
    kind: ThreadKind
    started_at: dt.datetime
    last_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """What the viewer looked into."""

    id: uuid.UUID
    kind: ThreadKind
    pupil: str
    at: dt.datetime
    until: dt.datetime
    reason: str | None
    is_open: bool


def of_pupil(viewer: Viewer, pupil_id: uuid.UUID) -> list[Outside]:
    """The threads about a pupil that the viewer may look into, those written in last first."""
    return [Outside(*row) for row in _of_pupil(viewer, pupil_id).execute()]


@kept
def _of_pupil(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    last = _last()
    return (
        sa.select(Thread.id, Thread.kind, Thread.started_at, last)
        .where(Thread.network_id == viewer.network_id, Thread.pupil_id == pupil_id, access.to_oversee(viewer))
        .order_by(sa.func.coalesce(last, Thread.started_at).desc(), Thread.id.desc())
        .limit(PAGE)
    )


def _last() -> Any:
    last = sa.select(sa.func.max(Message.at)).where(Message.thread_id == Thread.id, Message.withdrawn_at.is_(None))
    return last.correlate(Thread).scalar_subquery()


def looks(viewer: Viewer) -> list[Look]:
    """What the viewer looked into of late, in this hat, the last first."""
    question = (
        sa.select(OversightLook, Thread.kind, Pupil)
        .join(Thread, Thread.id == OversightLook.thread_id)
        .join(Pupil, Pupil.id == Thread.pupil_id)
        .where(
            OversightLook.network_id == viewer.network_id,
            OversightLook.account_id == viewer.account_id,
            OversightLook.role == (viewer.role.value if viewer.role else ""),
            OversightLook.organisation_id == viewer.organisation_id,
            OversightLook.at > clock.now() - LATELY,
            access.to_oversee(viewer),
        )
        .order_by(OversightLook.at.desc(), OversightLook.id.desc())
        .limit(PAGE)
    )
    now = clock.now()
    return [
        Look(look.id, kind, pupil.initial, look.at, look.until, look.reason, look.until > now)
        for look, kind, pupil in db.session.execute(question)
    ]


def to_sample(viewer: Viewer, most: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """A few threads by lot, each with whose it is: of those written in lately into which nobody looked in that time."""
    look = aliased(OversightLook)
    since = clock.now() - LATELY
    question = (
        sa.select(Thread.id, Thread.pupil_id)
        .where(
            Thread.network_id == viewer.network_id,
            access.to_oversee(viewer),
            there_is(Message, Message.thread_id == Thread.id, Message.at > since, Message.withdrawn_at.is_(None)),
            ~there_is(look, look.thread_id == Thread.id, look.at > since),
            ~is_quiet(Thread.pupil_id),
        )
        .order_by(sa.func.random())
        .limit(most)
    )
    return [(thread_id, pupil_id) for thread_id, pupil_id in db.session.execute(question)]
