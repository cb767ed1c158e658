"""The changes themselves, audited and flushed. They check the state of things, not the person."""

import uuid
from typing import Any

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding.models import Concern, Help
from virtual_school.safeguarding.queries.readers import recipient


def raise_concern(
    by: Viewer, *, pupil_id: uuid.UUID, about: tuple[str, uuid.UUID], copy: str, words: str, to: uuid.UUID | None = None
) -> Concern:
    """Hand something over to the safeguarding lead of the pupil's school, with a copy of what it is about.

    `to` is another organisation, where it must not reach that school. From now on that thing is held back from
    everybody else (`access.held`) until the lead releases it.
    """
    kind, about_id = about
    concern = Concern(
        pupil_id=pupil_id,
        organisation_id=to or recipient(pupil_id).organisation_id,
        about_kind=kind,
        about_id=about_id,
        copy=copy,
        words=words,
        raised_by=_person(by),
        raised_at=clock.now(),
    )
    db.session.add(concern)
    db.session.flush()
    audit.record("concern.raised", by, pupil_id=pupil_id, object_id=concern.id, about_kind=kind)
    db.session.flush()
    return concern


def see(by: Viewer, concern: Concern) -> None:
    """The lead has seen it. Seen twice is seen once, by the first."""
    _lock(concern)
    if concern.seen_at is not None:
        return
    concern.seen_by, concern.seen_at = _person(by), clock.now()
    audit.record("concern.seen", by, pupil_id=concern.pupil_id, object_id=concern.id)
    db.session.flush()


def release(by: Viewer, concern: Concern, because: str) -> None:
    """What it held back goes on as before. Who releases has seen it."""
    see(by, concern)
    if concern.released_at is not None:
        return
    concern.released_by, concern.released_at, concern.released_because = _person(by), clock.now(), because
    audit.record("concern.released", by, pupil_id=concern.pupil_id, object_id=concern.id)
    db.session.flush()


def ask_for_help(by: Viewer, pupil_id: uuid.UUID, words: str | None, *, not_mentor: bool = False) -> Help:
    """The pupil asks for help. However often: nothing is throttled."""
    asked = Help(pupil_id=pupil_id, words=words or None, not_mentor=not_mentor, asked_at=clock.now())
    db.session.add(asked)
    db.session.flush()
    audit.record("help.asked", by, pupil_id=pupil_id, object_id=asked.id, not_mentor=not_mentor)
    db.session.flush()
    return asked


def see_help(by: Viewer, asked: Help) -> None:
    """An adult has seen it, and the pupil is told who and when. The first one counts."""
    _lock(asked)
    if asked.seen_at is not None:
        return
    asked.seen_by, asked.seen_at = _person(by), clock.now()
    audit.record("help.seen", by, pupil_id=asked.pupil_id, object_id=asked.id)
    db.session.flush()


def answer_help(by: Viewer, asked: Help) -> None:
    """Somebody has answered, by a call or a face: it leaves the desks of those who were asked."""
    see_help(by, asked)
    if asked.answered_at is not None:
        return
    asked.answered_by, asked.answered_at = _person(by), clock.now()
    audit.record("help.answered", by, pupil_id=asked.pupil_id, object_id=asked.id)
    db.session.flush()


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise ValueError("this is done by a person: `by` needs an account")
    return by.account_id


def _lock(row: Any) -> None:
    """The row as it is now, held until the end of the transaction."""
    db.session.refresh(row, with_for_update=True)
