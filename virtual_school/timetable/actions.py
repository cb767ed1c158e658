"""What people do with a week and its lessons out: the policy once, then the change."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.timetable import changes, policy, returns
from virtual_school.timetable.changes import Content, content_of
from virtual_school.timetable.models import LessonOut, ReturnStepKind, Session, Slot, WeekPattern
from virtual_school.timetable.returns import Return


def _to_change(access: Access, pattern: WeekPattern | None) -> WeekPattern:
    require(policy.can_change(access, pattern))
    if pattern is None:
        raise NotVisible
    return pattern


def put_slot(
    viewer: Viewer,
    access: Access,
    pattern: WeekPattern | None,
    day: int,
    session: Session,
    content: Content,
    slot: Slot | None,
) -> Slot:
    return changes.put_slot(viewer, _to_change(access, pattern), day, session, content, slot=slot)


def copy_slot(
    viewer: Viewer, access: Access, pattern: WeekPattern | None, slot: Slot, to: Iterable[tuple[int, Session]]
) -> int:
    return changes.copy_slot(viewer, _of(_to_change(access, pattern), slot), slot, to)


def remove_slot(viewer: Viewer, access: Access, pattern: WeekPattern | None, slot: Slot) -> None:
    changes.remove_slot(viewer, _of(_to_change(access, pattern), slot), slot)


def _of(pattern: WeekPattern, slot: Slot) -> WeekPattern:
    """The week that is being laid out, if this half day is one of its own."""
    if slot.pattern_id != pattern.id:
        raise NotVisible
    return pattern


def add_lesson_out(viewer: Viewer, access: Access, pattern: WeekPattern | None, **values: Any) -> LessonOut:
    """Out of a lesson, as part of the plan that is being drafted: it holds once everybody has agreed to that."""
    changed = _to_change(access, pattern)
    return changes.add_lesson_out(viewer, pupil_id=changed.pupil_id, **values)


def end_lesson_out(
    viewer: Viewer, access: Access, pattern: WeekPattern | None, row: LessonOut, because: str | None = None
) -> None:
    """Out of the draft again; or, agreed and its return prepared, back in the lesson sooner."""
    require(policy.can_end_lesson_out(access, pattern, row, returns.one(row, clock.today())))
    changes.end_lesson_out(viewer, row, because)


def note_step(viewer: Viewer, access: Access, row: LessonOut, kind: ReturnStepKind, words: str) -> None:
    """One step of a return, or, once they are back unprepared, what was done about it."""
    require(policy.can_prepare(viewer, access))
    coming = returns.one(row, clock.today())
    if coming is None:
        raise NotVisible
    if kind is ReturnStepKind.CAUGHT_UP and not coming.went_back_unprepared:
        raise WrongState(_("This return was prepared, or it is still to come."))
    changes.note_step(viewer, row, kind, words)


def choose_to_prepare(viewer: Viewer, access: Access, coming: Return) -> None:
    require(policy.can_choose(viewer, access, coming))
    changes.choose_to_prepare(viewer, coming.row)


def extend(viewer: Viewer, access: Access, coming: Return, *, ends_on: dt.date, because: str) -> LessonOut:
    require(policy.can_choose(viewer, access, coming))
    require(policy.can_extend(coming))
    return changes.extend_lesson_out(viewer, coming.row, ends_on=ends_on, because=because)


__all__ = [
    "add_lesson_out",
    "choose_to_prepare",
    "content_of",
    "copy_slot",
    "end_lesson_out",
    "extend",
    "note_step",
    "put_slot",
    "remove_slot",
]
