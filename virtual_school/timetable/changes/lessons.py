"""Lessons out: added to a draft, agreed, ended by themselves; the return prepared, or lengthened with a reason."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.naming import may_be_named
from virtual_school.timetable import numbers
from virtual_school.timetable.models import LessonOut, ReturnStep, ReturnStepKind, Session


def add_lesson_out(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    lesson: str,
    day: int,
    session: Session,
    reason: str,
    instead: str,
    starts_on: dt.date,
    ends_on: dt.date,
    period: str | None = None,
    responsible_id: uuid.UUID | None = None,
    responsible: str | None = None,
) -> LessonOut:
    """Out of one lesson until a day, with what happens instead. It holds once it is agreed."""
    dated.in_order(starts_on, ends_on)
    if ends_on - starts_on > numbers.LONGEST:
        weeks = numbers.LONGEST.days // 7
        raise WrongState(_("That is more than %(weeks)d weeks. Choose an earlier last day.", weeks=weeks))
    if not (responsible_id or responsible):
        raise WrongState(_("Say which adult is there instead."))
    row = LessonOut(
        pupil_id=pupil_id,
        lesson=lesson,
        day=day,
        session=session,
        period=period or None,
        reason=reason,
        instead=instead,
        responsible_id=responsible_id,
        responsible=responsible or None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    dated.lock_pupil(pupil_id)
    if responsible_id is not None:
        may_be_named(by, pupil_id, responsible_id)
    _not_twice(row)
    db.session.add(row)
    db.session.flush()
    audit.record("lesson_out.added", by, pupil_id=pupil_id, object_id=row.id, day=day, session=session, ends_on=ends_on)
    db.session.flush()
    return row


def _not_twice(row: LessonOut, but: Sequence[uuid.UUID] = ()) -> None:
    """One thing instead of each lesson: no other lesson out at the same time of the same half day."""
    question = sa.select(LessonOut).where(
        LessonOut.pupil_id == row.pupil_id,
        LessonOut.day == row.day,
        LessonOut.session == row.session,
        LessonOut.id.not_in([row.id, *but] if row.id else list(but)),
        dated.overlaps(LessonOut, row.starts_on, row.ends_on),
    )
    for other in db.session.scalars(question):
        same_lesson = other.lesson.casefold() == row.lesson.casefold()
        same_time = (other.period or "").casefold() == (row.period or "").casefold()
        if same_lesson or same_time:
            raise WrongState(
                _("They are out of %(lesson)s then. Say the period, so that both can stand.", lesson=other.lesson)
            )


def agree_lesson_out(by: Viewer, lesson_out: LessonOut) -> None:
    """It was agreed with the plan: from its first day it holds, and after its last it does not. Twice is once."""
    row = lock(lesson_out)
    if row.ended_at is not None:
        raise WrongState(_("This lesson out was ended."))
    if row.agreed_at is not None:
        return
    row.agreed_at = clock.now()
    _told(by, "lesson_out.agreed", row)


def end_lesson_out(by: Viewer, lesson_out: LessonOut, because: str | None = None) -> None:
    """End it at once: back in the lesson from today, or never out of it."""
    if dated.end(by, lesson_out, because):
        _told(by, "lesson_out.ended", lesson_out, because)


def lock(lesson_out: LessonOut) -> LessonOut:
    """The lesson out as it is now, held until the end of the transaction."""
    question = sa.select(LessonOut).where(LessonOut.id == lesson_out.id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


# The prepared return --------------------------------------------------------------------------------------------------


def note_step(by: Viewer, lesson_out: LessonOut, kind: ReturnStepKind, words: str) -> ReturnStep:
    """One step of the return is done, in words, by this person."""
    if by.account_id is None:
        raise WrongState(_("A return is prepared by a person."))
    row = lock(lesson_out)
    there = sa.exists().where(ReturnStep.lesson_out_id == row.id, ReturnStep.kind == kind)
    if db.session.scalar(sa.select(there)):
        raise WrongState(_("Somebody has done this step already."))
    step = ReturnStep(lesson_out_id=row.id, kind=kind, words=words, done_by=by.account_id, done_at=clock.now())
    db.session.add(step)
    db.session.flush()
    audit.record("return_step.done", by, pupil_id=row.pupil_id, object_id=row.id, kind=kind)
    db.session.flush()
    return step


def choose_to_prepare(by: Viewer, lesson_out: LessonOut) -> None:
    """The head of year says: it is not ready yet, and we prepare it in time."""
    row = lock(lesson_out)
    _not_chosen(row)
    row.chosen_by, row.chosen_at = by.account_id, clock.now()
    _told(by, "return.to_be_prepared", row)


def extend_lesson_out(by: Viewer, lesson_out: LessonOut, *, ends_on: dt.date, because: str) -> LessonOut:
    """Out for longer, with a last day and a reason: a row of its own that begins the day after. Once.

    Lengthening it again would be what it must never be, an end that moves. More time than one extension gives is a
    change of the agreed plan, which everybody is asked about.
    """
    row = lock(lesson_out)
    _not_chosen(row)
    if row.extends_id is not None:
        raise WrongState(_("This was lengthened once already. More time is a new version of the plan."))
    if row.ends_on is None or ends_on <= row.ends_on or ends_on - row.ends_on > numbers.LONGEST_EXTENSION:
        weeks = numbers.LONGEST_EXTENSION.days // 7
        raise WrongState(_("Choose a new last day that is at most %(weeks)d weeks later.", weeks=weeks))
    names = ("pupil_id", "lesson", "day", "session", "period", "reason", "instead", "responsible_id", "responsible")
    more = LessonOut(
        **{name: getattr(row, name) for name in names},
        starts_on=row.ends_on + dt.timedelta(days=1),
        ends_on=ends_on,
        agreed_at=clock.now(),
        extends_id=row.id,
        extended_by=by.account_id,
        extended_because=because,
    )
    _not_twice(more)
    db.session.add(more)
    db.session.flush()
    audit.record(
        "lesson_out.extended", by, pupil_id=row.pupil_id, object_id=row.id, extension_id=more.id, ends_on=ends_on
    )
    db.session.flush()
    return more


def _not_chosen(row: LessonOut) -> None:
    if row.agreed_at is None or row.ended_at is not None:
        raise WrongState(_("This lesson out does not hold."))
    if db.session.scalar(sa.select(sa.exists().where(LessonOut.extends_id == row.id))):
        raise WrongState(_("It was lengthened already, with a reason."))
    if row.chosen_at is not None:
        raise WrongState(_("It was decided already that this return is prepared."))


def _told(by: Viewer, event: str, row: LessonOut, because: str | None = None) -> None:
    audit.record(event, by, pupil_id=row.pupil_id, object_id=row.id, because=because)
    db.session.flush()
