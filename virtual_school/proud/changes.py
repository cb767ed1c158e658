"""Choosing, sharing, ending: audited and flushed."""

import datetime as dt
import uuid
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.network.viewer import Viewer
from virtual_school.proud import reading, telling
from virtual_school.proud.models import ProudKind, ProudShare, ProudThing, ShareWith

# What the words are kept under while they are written.
DRAFT = "proud"


def choose(
    by: Viewer, *, title: str, why: str, hand_in_id: uuid.UUID | None = None, piece_id: uuid.UUID | None = None
) -> ProudThing:
    """Nobody sees it yet. The draft is spent."""
    if by.pupil_id is None or by.account_id is None:
        raise WrongState(_("A pupil chooses this."))
    kind = ProudKind.PHOTO if piece_id else ProudKind.WORK if hand_in_id else ProudKind.WORDS
    made = ProudThing(
        pupil_id=by.pupil_id,
        kind=kind,
        hand_in_id=hand_in_id,
        piece_id=piece_id,
        title=title,
        why=why,
        chosen_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    drafts.take(by.account_id, DRAFT)
    audit.record("proud.chosen", by, pupil_id=made.pupil_id, object_id=made.id, kind=kind)
    db.session.flush()
    return made


def share(
    by: Viewer, thing: ProudThing, *, shared_with: ShareWith, account_id: uuid.UUID | None, ends_on: dt.date
) -> None:
    row = ProudShare(thing_id=thing.id, shared_with=shared_with, account_id=account_id, ends_on=ends_on)
    db.session.add(row)
    db.session.flush()
    said: dict[str, Any] = {"shared_with": shared_with, "account_id": account_id, "ends_on": ends_on}
    audit.record("proud.shared", by, pupil_id=thing.pupil_id, object_id=row.id, **said)
    if shared_with in reading.FAR and thing.read_at is None:
        telling.to_read(thing)
    db.session.flush()


def end_share(by: Viewer, thing: ProudThing, row: ProudShare) -> None:
    """At once: the next look finds nothing. Ended twice is ended once."""
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by = clock.now(), by.account_id
    said: dict[str, Any] = {"shared_with": row.shared_with, "account_id": row.account_id}
    audit.record("proud.share_ended", by, pupil_id=thing.pupil_id, object_id=row.id, **said)
    db.session.flush()


def read(by: Viewer, thing: ProudThing) -> None:
    """One adult who knows the pupil has read it. Read twice is read once, by the first."""
    if thing.read_at is not None:
        return
    thing.read_at, thing.read_by = clock.now(), by.account_id
    telling.over(thing.id)
    audit.record("proud.read", by, pupil_id=thing.pupil_id, object_id=thing.id)
    db.session.flush()


def take_off(by: Viewer, thing: ProudThing) -> None:
    thing.taken_off_at = clock.now()
    telling.over(thing.id)
    audit.record("proud.taken_off", by, pupil_id=thing.pupil_id, object_id=thing.id)
    db.session.flush()
