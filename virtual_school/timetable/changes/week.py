"""The laid-out week: begun, copied, frozen while people are asked, agreed; then it never changes."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.timetable import queries
from virtual_school.timetable.changes import meeting
from virtual_school.timetable.changes.slots import two_at_once
from virtual_school.timetable.models import Slot, WeekPattern

COPIED = (
    "pupil_id",
    "day",
    "session",
    "kind",
    "words",
    "place_id",
    "place",
    "responsible_id",
    "responsible",
    "footing_id",
    "starts_on",
    "ends_on",
)


def empty_week(by: Viewer, pupil_id: uuid.UUID) -> WeekPattern:
    """Begin a week with nothing in it. One is laid out at a time: what was left of an earlier draft is put aside."""
    dated.lock_pupil(pupil_id)
    left = queries.open_pattern(pupil_id)
    if left is not None:
        drop_week(by, left, _("A new week was begun."))
    return _begun(by, pupil_id, None)


def copy_week(by: Viewer, pattern: WeekPattern) -> WeekPattern:
    """Begin the next week from one that is agreed. What is over already is left out."""
    made = empty_week(by, pattern.pupil_id)
    for slot in queries.slots_of(pattern.id):
        if slot.ends_on is None or slot.ends_on >= clock.today():
            db.session.add(Slot(pattern_id=made.id, **{name: getattr(slot, name) for name in COPIED}))
    db.session.flush()
    return made


def _begun(by: Viewer, pupil_id: uuid.UUID, ends_on: dt.date | None) -> WeekPattern:
    pattern = WeekPattern(pupil_id=pupil_id, ends_on=ends_on)
    db.session.add(pattern)
    db.session.flush()
    audit.record("week.begun", by, pupil_id=pupil_id, object_id=pattern.id)
    db.session.flush()
    return pattern


def lock(pattern: WeekPattern) -> WeekPattern:
    """The week as it is now, held until the end of the transaction."""
    question = sa.select(WeekPattern).where(WeekPattern.id == pattern.id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def freeze_week(by: Viewer, pattern: WeekPattern) -> None:
    """Let nobody change it from here on: people are asked about it as it is."""
    pattern = lock(pattern)
    _is_open(pattern)
    if pattern.frozen_at is not None:
        raise WrongState(_("This week is with the people who are asked to agree already."))
    if two_at_once(queries.slots_of(pattern.id)):
        raise WrongState(_("In this week somebody would be in two places at once. Put that right first."))
    pattern.frozen_at = clock.now()
    _told(by, "week.frozen", pattern)


def unfreeze_week(by: Viewer, pattern: WeekPattern) -> None:
    """Take it back to change it: whoever agreed is asked again."""
    pattern = lock(pattern)
    _is_open(pattern)
    if pattern.frozen_at is None:
        return
    pattern.frozen_at = None
    _told(by, "week.unfrozen", pattern)


def agree_week(by: Viewer, pattern: WeekPattern, starts_on: dt.date) -> None:
    """Everybody said yes: it holds from a day on, and the one before ends the day before."""
    dated.lock_pupil(pattern.pupil_id)
    pattern = lock(pattern)
    _is_open(pattern)
    if pattern.frozen_at is None:
        raise WrongState(_("This week is still being laid out: nobody was asked about it as it is."))
    for slot in queries.slots_of(pattern.id):
        meeting.refuse(by, pattern.pupil_id, slot.day, slot.session, slot)
    pattern.agreed_at, pattern.starts_on = clock.now(), starts_on
    _end_others(by, pattern)
    audit.record("week.agreed", by, pupil_id=pattern.pupil_id, object_id=pattern.id, starts_on=starts_on)
    db.session.flush()


def _end_others(by: Viewer, pattern: WeekPattern) -> None:
    """No day has two weeks: an earlier one stops the day before, and one that had not begun never does."""
    question = sa.select(WeekPattern).where(
        WeekPattern.pupil_id == pattern.pupil_id,
        WeekPattern.id != pattern.id,
        WeekPattern.agreed_at.is_not(None),
        dated.overlaps(WeekPattern, pattern.starts_on, pattern.ends_on),
    )
    for other in db.session.scalars(question.with_for_update()).all():
        if other.starts_on < pattern.starts_on:
            other.ends_on = pattern.starts_on - dt.timedelta(days=1)
        else:
            dated.end(by, other, _("Another week was agreed from the same day or before."))


def end_week(by: Viewer, pattern: WeekPattern, ends_on: dt.date) -> None:
    """The last day of an agreed week, where no other follows it: their time in the Virtual School is over."""
    pattern = lock(pattern)
    dated.in_order(pattern.starts_on, ends_on)
    pattern.ends_on = ends_on
    _told(by, "week.ended", pattern)


def drop_week(by: Viewer, pattern: WeekPattern, because: str) -> None:
    """Put a week aside that was never agreed."""
    _is_open(pattern)
    if dated.end(by, pattern, because):
        _told(by, "week.dropped", pattern)


def _is_open(pattern: WeekPattern) -> None:
    if pattern.agreed_at is not None:
        raise WrongState(_("This week is agreed. A change of it is a new version of the plan."))
    if pattern.ended_at is not None:
        raise WrongState(_("This week was put aside."))


def _told(by: Viewer, event: str, pattern: WeekPattern) -> None:
    audit.record(event, by, pupil_id=pattern.pupil_id, object_id=pattern.id)
    db.session.flush()
