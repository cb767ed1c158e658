"""Builders of the week: one plain row each. They flush and never commit."""

import datetime as dt
from typing import Any

from tests import make
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import (
    Footing,
    LessonOut,
    ReturnStep,
    ReturnStepKind,
    Session,
    Slot,
    SlotBasis,
    SlotKind,
    WeekPattern,
)


def _add(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def _since() -> dt.date:
    return clock.today() - make.LONG_AGO


def footing(
    pupil: Pupil,
    by: Account,
    kind: SlotKind = SlotKind.SCHOOL,
    basis: SlotBasis = SlotBasis.AT_SCHOOL,
    place: Organisation | None = None,
    **given: Any,
) -> Footing:
    ordinary = {"pupil_id": pupil.id, "kind": kind, "basis": basis, "words": "As agreed", "confirmed_by": by.id}
    ordinary |= {"place_id": place.id if place else None, "confirmed_at": clock.now(), "starts_on": _since()}
    return _add(Footing(**{**ordinary, **given}))


def pattern(pupil: Pupil, **given: Any) -> WeekPattern:
    """An agreed week; a draft with `agreed_at=None, frozen_at=None`."""
    ordinary = {"pupil_id": pupil.id, "starts_on": _since(), "frozen_at": clock.now(), "agreed_at": clock.now()}
    return _add(WeekPattern(**{**ordinary, **given}))


def slot(
    pattern: WeekPattern, day: int = 1, session: Session = Session.AM, footing: Footing | None = None, **given: Any
) -> Slot:
    ordinary = {"pattern_id": pattern.id, "pupil_id": pattern.pupil_id, "day": day, "session": session}
    ordinary |= {"kind": footing.kind if footing else SlotKind.SCHOOL, "words": "English and maths"}
    ordinary |= {"footing_id": footing.id if footing else None, "place_id": footing.place_id if footing else None}
    ordinary |= {"responsible": "Mrs Kaye", "starts_on": _since()}
    return _add(Slot(**{**ordinary, **given}))


def lesson_out(pupil: Pupil, **given: Any) -> LessonOut:
    ordinary = {"pupil_id": pupil.id, "lesson": "science", "day": 1, "session": Session.PM, "period": "Period 5"}
    ordinary |= {"reason": "The corridor at the change of lessons.", "instead": "Quiet work in Mrs Kaye’s room"}
    ordinary |= {"responsible": "Mrs Kaye", "starts_on": _since(), "agreed_at": clock.now()}
    ordinary |= {"ends_on": clock.today() + dt.timedelta(days=4)}
    return _add(LessonOut(**{**ordinary, **given}))


def step(lesson_out: LessonOut, by: Account, kind: ReturnStepKind, words: str = "By the window") -> ReturnStep:
    row = ReturnStep(lesson_out_id=lesson_out.id, kind=kind, words=words, done_by=by.id, done_at=clock.now())
    return _add(row)
