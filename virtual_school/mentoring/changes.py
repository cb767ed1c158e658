"""The changes themselves, audited and flushed. They check the state of a note or task, not the person."""

import datetime as dt
import uuid
from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import WrongState
from virtual_school.mentoring import first
from virtual_school.mentoring.models import (
    ContactKind,
    ContactNote,
    MentorTask,
    NoteReader,
    Observation,
    ObservationKind,
    TaskKind,
)
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise WrongState(_("This is noted by a person."))
    return by.account_id


# Contacts and observations --------------------------------------------------------------------------------------------


def note_contact(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    kind: ContactKind,
    at: dt.datetime | None = None,
    minutes: int | None = None,
    words: str | None = None,
) -> ContactNote:
    """Note a contact, now unless another time is given. Words and minutes may follow."""
    now = clock.now()
    note = ContactNote(
        pupil_id=pupil_id,
        account_id=_person(by),
        kind=kind,
        at=at or now,
        minutes=minutes,
        words=words or None,
        made_at=now,
    )
    db.session.add(note)
    db.session.flush()
    audit.record("contact.noted", by, pupil_id=pupil_id, object_id=note.id, kind=kind, at=note.at)
    db.session.flush()
    return note


def complete_contact(
    by: Viewer,
    note: ContactNote,
    *,
    minutes: int | None,
    words: str | None,
    readers: Collection[uuid.UUID] | None = None,
) -> None:
    """Add the words and minutes to a contact that was noted by its kind alone. What stands there is never replaced.

    `readers`, where it is not None, restricts the note to whoever wrote it, the safeguarding lead and those readers:
    none of them means nobody else.
    """
    if note.withdrawn_at is not None:
        raise WrongState(_("This note was withdrawn."))
    if (note.words or "") not in ("", words or "") or note.minutes not in (None, minutes):
        raise WrongState(_("This note has its words already. Note another contact to add to it."))
    note.words, note.minutes = words or None, minutes
    if readers is not None and not note.restricted:
        note.restricted = True
        db.session.add_all(NoteReader(note_id=note.id, account_id=one) for one in sorted(set(readers), key=str))
    # Told by the data of the one event, which its reader does not see: an event of its own would say that there is one.
    audit.record(
        "contact.completed",
        by,
        pupil_id=note.pupil_id,
        object_id=note.id,
        minutes=minutes,
        restricted=bool(note.restricted),
    )
    db.session.flush()


def observe(
    by: Viewer, *, pupil_id: uuid.UUID, kind: ObservationKind, words: str, at: dt.datetime | None = None
) -> Observation:
    """A kind and a sentence, about one pupil."""
    now = clock.now()
    made = Observation(pupil_id=pupil_id, account_id=_person(by), kind=kind, at=at or now, words=words, made_at=now)
    db.session.add(made)
    db.session.flush()
    audit.record("observation.noted", by, pupil_id=pupil_id, object_id=made.id, kind=kind, at=made.at)
    db.session.flush()
    return made


def withdraw_contact(by: Viewer, note: ContactNote, because: str) -> None:
    _withdraw(by, note, because)
    audit.record("contact.withdrawn", by, pupil_id=note.pupil_id, object_id=note.id, because=because)
    db.session.flush()


def withdraw_observation(by: Viewer, observation: Observation, because: str) -> None:
    _withdraw(by, observation, because)
    audit.record("observation.withdrawn", by, pupil_id=observation.pupil_id, object_id=observation.id, because=because)
    db.session.flush()


def _withdraw(by: Viewer, entry: ContactNote | Observation, because: str) -> None:
    """Gone from every view, kept for the audit."""
    if entry.withdrawn_at is not None:
        raise WrongState(_("This was withdrawn already."))
    entry.withdrawn_at, entry.withdrawn_by, entry.withdrawn_because = clock.now(), _person(by), because


# First tasks ----------------------------------------------------------------------------------------------------------


def first_tasks(by: Viewer, *, pupil_id: uuid.UUID, starts_on: dt.date) -> list[MentorTask]:
    """What comes first when a programme starts. A kind that is open already is not given twice."""
    given = (give_task(by, pupil_id=pupil_id, kind=kind, starts_on=starts_on) for kind in first.DUE_AFTER)
    return [task for task in given if task is not None]


def give_task(by: Viewer, *, pupil_id: uuid.UUID, kind: TaskKind, starts_on: dt.date) -> MentorTask | None:
    """One of them: meeting the pupil, when the mentor is named at the opening of a referral. None when it stands."""
    if _stands(pupil_id, kind):
        return None
    task = MentorTask(pupil_id=pupil_id, kind=kind, due_on=first.due_on(kind, starts_on), made_at=clock.now())
    db.session.add(task)
    db.session.flush()
    audit.record("mentor_task.given", by, pupil_id=pupil_id, object_id=task.id, kind=kind, due_on=task.due_on)
    db.session.flush()
    return task


def _stands(pupil_id: uuid.UUID, kind: TaskKind) -> bool:
    """That it is open; or, for meeting, that the mentor of today has met the pupil already."""
    own = [MentorTask.pupil_id == pupil_id, MentorTask.kind == kind]
    stands: sa.ColumnElement[bool] = MentorTask.done_at.is_(None)
    if kind is TaskKind.MEET:
        mentors = sa.select(CareLink.account_id).where(
            CareLink.pupil_id == pupil_id, CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today())
        )
        stands = sa.or_(stands, MentorTask.done_by.in_(mentors))
    return db.session.scalar(sa.select(MentorTask.id).where(*own, stands).limit(1)) is not None


def do_task(by: Viewer, task: MentorTask) -> None:
    """Done; a second press is the first."""
    if task.done_at is not None:
        return
    task.done_at, task.done_by = clock.now(), _person(by)
    audit.record("mentor_task.done", by, pupil_id=task.pupil_id, object_id=task.id, kind=task.kind)
    db.session.flush()


def undo_task(by: Viewer, task: MentorTask) -> None:
    if task.done_at is None:
        return
    task.done_at = task.done_by = None
    audit.record("mentor_task.undone", by, pupil_id=task.pupil_id, object_id=task.id, kind=task.kind)
    db.session.flush()
