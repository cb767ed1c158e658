"""The first tasks that are open, and the names that do not belong in another's note."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.kept import kept
from virtual_school.mentoring.models import MentorTask, TaskKind
from virtual_school.mentoring.queries.shared import Statement, one, to_change
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, reach
from virtual_school.pupils.models import Part, Pupil


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


def task_to_change(viewer: Viewer, task_id: uuid.UUID) -> MentorTask:
    reached = reach(viewer, Part.NOTES, MentorTask.pupil_id)
    own = [MentorTask.network_id == viewer.network_id, reached, MentorTask.id == task_id]
    return one(to_change(sa.select(MentorTask).where(*own)))


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
