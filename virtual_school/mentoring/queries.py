"""Reads of what mentors noted, always from the viewer's side. What was withdrawn is in none of them."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.mentoring.models import ContactKind, ContactNote, MentorTask, Observation, ObservationKind, TaskKind
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, reach
from virtual_school.pupils.models import Part, Pupil

PAGE = 50

Entry = TypeVar("Entry")
Statement = sa.Select[*tuple[Any, ...]]


def subject_of_contact(note_id: uuid.UUID) -> str:
    """What the words of a contact are kept under until they are sent."""
    return f"contact:{note_id}"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact in a list, with who noted it."""

    id: uuid.UUID
    account_id: uuid.UUID
    kind: ContactKind
    at: dt.datetime
    minutes: int | None
    words: str | None
    made_at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation in a list, with who made it."""

    id: uuid.UUID
    account_id: uuid.UUID
    kind: ObservationKind
    at: dt.datetime
    words: str
    made_at: dt.datetime
    by: str


@dataclass(frozen=True, slots=True)
class Task:
    """One of the first tasks that is open."""

    id: uuid.UUID
    pupil_id: uuid.UUID
    kind: TaskKind
    due_on: dt.date

    @property
    def url(self) -> str:
        return f"/mentor-tasks/{self.id}"


# Lists ----------------------------------------------------------------------------------------------------------------


def contacts_of(viewer: Viewer, pupil_id: uuid.UUID, page: int = 1) -> tuple[list[Contact], bool]:
    """A page of a pupil's contact notes, newest first, and whether there is more."""
    found = [Contact(*row) for row in _contacts(viewer, pupil_id, page).execute()]
    return found[:PAGE], len(found) > PAGE


@kept
def _contacts(viewer: Viewer, pupil_id: uuid.UUID, page: int) -> Statement:
    note = ContactNote
    return _paged(
        sa.select(note.id, note.account_id, note.kind, note.at, note.minutes, note.words, note.made_at, Account.name)
        .join(Account, Account.id == note.account_id)
        .where(*_visible(viewer, note, Part.NOTES), note.pupil_id == pupil_id)
        .order_by(note.at.desc(), note.id.desc()),
        page,
    )


def observations_of(
    viewer: Viewer, pupil_id: uuid.UUID, *, praise_alone: bool, page: int = 1
) -> tuple[list[Observed], bool]:
    """A page of what was observed, newest first, and whether there is more; praise alone for the family."""
    found = [Observed(*row) for row in _observations(viewer, pupil_id, praise_alone, page).execute()]
    return found[:PAGE], len(found) > PAGE


@kept
def _observations(viewer: Viewer, pupil_id: uuid.UUID, praise_alone: bool, page: int) -> Statement:
    seen = Observation
    question = (
        sa.select(seen.id, seen.account_id, seen.kind, seen.at, seen.words, seen.made_at, Account.name)
        .join(Account, Account.id == seen.account_id)
        .where(*_visible(viewer, seen, Part.BEHAVIOUR), seen.pupil_id == pupil_id)
    )
    if praise_alone:
        question = question.where(seen.kind == ObservationKind.PRAISE)
    return _paged(question.order_by(seen.at.desc(), seen.id.desc()), page)


def counts_of(viewer: Viewer, pupil_id: uuid.UUID) -> dict[ObservationKind, int]:
    """How many of each kind in the last eight weeks, praise first."""
    found: dict[Any, int] = dict(_counts(viewer, pupil_id).execute().all())
    return {kind: found.get(kind, 0) for kind in ObservationKind}


@kept
def _counts(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return (
        sa.select(Observation.kind, sa.func.count())
        .where(*_visible(viewer, Observation, Part.BEHAVIOUR), Observation.pupil_id == pupil_id)
        .where(Observation.at > clock.now() - dt.timedelta(weeks=8))
        .group_by(Observation.kind)
    )


def _paged(question: Statement, page: int) -> Statement:
    return question.limit(PAGE + 1).offset((page - 1) * PAGE)


def _visible(viewer: Viewer, entry: Any, part: Part) -> list[sa.ColumnElement[bool]]:
    return [
        entry.network_id == viewer.network_id,
        entry.withdrawn_at.is_(None),
        reach(viewer, part, entry.pupil_id),
    ]


# One entry ------------------------------------------------------------------------------------------------------------


def contact(viewer: Viewer, note_id: uuid.UUID) -> ContactNote:
    return _one(sa.select(ContactNote).where(*_visible(viewer, ContactNote, Part.NOTES), ContactNote.id == note_id))


def contact_to_change(viewer: Viewer, note_id: uuid.UUID) -> ContactNote:
    own = [*_visible(viewer, ContactNote, Part.NOTES), ContactNote.id == note_id]
    return _one(_held(sa.select(ContactNote).where(*own)))


def observation(viewer: Viewer, observation_id: uuid.UUID) -> Observation:
    own = [*_visible(viewer, Observation, Part.BEHAVIOUR), Observation.id == observation_id]
    return _one(sa.select(Observation).where(*own))


def observation_to_change(viewer: Viewer, observation_id: uuid.UUID) -> Observation:
    own = [*_visible(viewer, Observation, Part.BEHAVIOUR), Observation.id == observation_id]
    return _one(_held(sa.select(Observation).where(*own)))


def task_to_change(viewer: Viewer, task_id: uuid.UUID) -> MentorTask:
    reached = reach(viewer, Part.NOTES, MentorTask.pupil_id)
    own = [MentorTask.network_id == viewer.network_id, reached, MentorTask.id == task_id]
    return _one(_held(sa.select(MentorTask).where(*own)))


def _held(question: sa.Select[Entry]) -> sa.Select[Entry]:
    """Held until the transaction ends: before anything of it is looked at."""
    return question.with_for_update().execution_options(populate_existing=True)


def _one(question: sa.Select[Entry]) -> Entry:
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def draft_of(viewer: Viewer, note_id: uuid.UUID) -> Draft | None:
    """The words that the viewer has begun for a contact."""
    return drafts.find(viewer.account_id, subject_of_contact(note_id)) if viewer.account_id else None


# Around ---------------------------------------------------------------------------------------------------------------


def other_names(viewer: Viewer, pupil_id: uuid.UUID) -> list[str]:
    """The names, as they stand on every page, of the other pupils whom the viewer reaches."""
    question = (
        sa.select(Pupil.known_as)
        .where(Pupil.network_id == viewer.network_id, reach(viewer, Part.IDENTITY), Pupil.id != pupil_id)
        .distinct()
        .order_by(Pupil.known_as)
        .limit(5000)
    )
    return list(db.session.scalars(question))


def open_tasks(viewer: Viewer) -> list[Task]:
    """The first tasks that are open, of every pupil whom the viewer knows, the nearest first."""
    return [Task(*row) for row in _open_tasks(viewer).execute()]


@kept
def _open_tasks(viewer: Viewer) -> Statement:
    return _tasks(viewer).where(knows(viewer, Part.NOTES, MentorTask.pupil_id)).limit(500)


def open_tasks_of(viewer: Viewer, pupil_id: uuid.UUID) -> list[Task]:
    return [Task(*row) for row in _open_tasks_of(viewer, pupil_id).execute()]


@kept
def _open_tasks_of(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    own = reach(viewer, Part.NOTES, MentorTask.pupil_id)
    return _tasks(viewer).where(own, MentorTask.pupil_id == pupil_id).limit(20)


def _tasks(viewer: Viewer) -> Statement:
    return (
        sa.select(MentorTask.id, MentorTask.pupil_id, MentorTask.kind, MentorTask.due_on)
        .where(MentorTask.network_id == viewer.network_id, MentorTask.done_at.is_(None))
        .order_by(MentorTask.due_on, MentorTask.id)
    )


def last_contact(viewer: Viewer, pupil_id: uuid.UUID) -> dt.datetime | None:
    """When somebody was last in touch with the pupil, or about them with home or school; no answer does not count."""
    at: dt.datetime | None = _last_contact(viewer, pupil_id).scalar()
    return at


@kept
def _last_contact(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return sa.select(sa.func.max(ContactNote.at)).where(
        *_visible(viewer, ContactNote, Part.NOTES),
        ContactNote.pupil_id == pupil_id,
        ContactNote.kind != ContactKind.NO_ANSWER,
    )
