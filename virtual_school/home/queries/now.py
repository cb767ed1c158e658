"""What matters now of one pupil, as the head of their page says it: only what the access opens."""

import datetime as dt
import uuid
from dataclasses import dataclass

from virtual_school.core import clock
from virtual_school.mentoring import policy as noting
from virtual_school.mentoring import queries as mentoring
from virtual_school.mentoring.queries import Task
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part
from virtual_school.timetable import queries as timetable
from virtual_school.timetable.queries import Half


@dataclass(frozen=True, slots=True)
class Now:
    """Mentor, where expected today, last contact, what is open. What one may not see is None."""

    mentor: str | None
    today: tuple[Half, ...] | None
    shows_places: bool
    last_contact: dt.datetime | None
    shows_contact: bool
    tasks: list[Task]
    may_note: bool


def now_of(viewer: Viewer, pupil_id: uuid.UUID, opened: Access) -> Now:
    mentor = pupils.mentor_of(pupil_id)
    notes = opened.opens(Part.NOTES)
    return Now(
        mentor[1] if mentor else None,
        timetable.day(viewer, pupil_id, clock.today()).halves if opened.opens(Part.WEEK) else None,
        opened.opens(Part.WHEREABOUTS),
        mentoring.last_contact(viewer, pupil_id) if notes else None,
        notes,
        mentoring.open_tasks_of(viewer, pupil_id) if notes else [],
        bool(noting.can_note(opened)),
    )
