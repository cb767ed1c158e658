"""Changes around posted work, for this package's actions and for packages above: the state, not the person."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.library import changes as lessons
from virtual_school.library.changes import person
from virtual_school.library.models import Lesson, LessonRevision
from virtual_school.library.models.use import (
    TRANSITIONS,
    Following,
    HiddenRevision,
    LessonUse,
    Remark,
    RemarkKind,
    RemarkState,
    Thanks,
    UseKind,
)
from virtual_school.library.use import telling


def follow(lesson_id: uuid.UUID, *, newest: LessonRevision, by: Actor) -> Following:
    """From now on, or again: what there is now counts as seen."""
    who = person(by)
    row = db.session.scalar(sa.select(Following).where(Following.lesson_id == lesson_id, Following.account_id == who))
    if row is None:
        row = Following(lesson_id=lesson_id, account_id=who, seen_id=newest.id)
        db.session.add(row)
    row.ended_at, row.seen_id = None, newest.id
    db.session.flush()
    audit.record("lesson.followed", by, object_id=lesson_id)
    telling.seen(lesson_id, who)
    return row


def unfollow(row: Following, *, by: Actor) -> None:
    row.ended_at = clock.now()
    db.session.flush()
    audit.record("lesson.unfollowed", by, object_id=row.lesson_id)
    telling.seen(row.lesson_id, row.account_id)


def thank(lesson: Lesson, *, words: str, organisation_id: uuid.UUID, by: Actor) -> Thanks:
    """Once each: a second time is the first."""
    who = person(by)
    there = db.session.scalar(sa.select(Thanks).where(Thanks.lesson_id == lesson.id, Thanks.account_id == who))
    if there is not None:
        return there
    made = Thanks(lesson_id=lesson.id, account_id=who, organisation_id=organisation_id, words=words)
    db.session.add(made)
    db.session.flush()
    audit.record("lesson.thanked", by, object_id=lesson.id)
    telling.said(lesson, made.id)
    return made


def remark(
    lesson: Lesson,
    *,
    revision_id: uuid.UUID,
    kind: RemarkKind,
    words: str,
    organisation_id: uuid.UUID,
    by: Actor,
) -> Remark:
    """A suggestion or a problem, of the revision that its writer looked at."""
    made = Remark(
        lesson_id=lesson.id,
        revision_id=revision_id,
        kind=kind,
        words=words,
        account_id=person(by),
        organisation_id=organisation_id,
    )
    db.session.add(made)
    db.session.flush()
    audit.record("lesson.remarked", by, object_id=lesson.id, remark_id=made.id, kind=kind)
    telling.remarked(lesson, made)
    return made


def answer(remark: Remark, *, state: RemarkState, words: str, by: Actor) -> None:
    if state not in TRANSITIONS[remark.state]:
        raise WrongState(_("Somebody has answered this already. Please look at it again."))
    remark.state, remark.answer = state, words or None
    remark.answered_by, remark.answered_at = person(by), clock.now()
    db.session.flush()
    audit.record("remark.answered", by, object_id=remark.lesson_id, remark_id=remark.id, state=state)
    telling.answered(remark)


def take_out(lesson: Lesson, remark: Remark, *, because: str, by: Actor) -> None:
    """Out of the library by whoever leads the Virtual School; its people are told where to read why."""
    remark.taken_out_because, remark.taken_out_at = because, clock.now()
    audit.record("lesson.taken_out", by, object_id=lesson.id, because=because)
    lessons.withdraw(lesson, by=by)
    telling.said(lesson, lesson.id)


def hide(revision: LessonRevision, *, because: str, by: Actor) -> None:
    """Nobody reads this revision any more. The row stays as it was posted; what was made of it is not touched."""
    db.session.add(HiddenRevision(revision_id=revision.id, because=because, hidden_by=person(by)))
    audit.record("revision.hidden", by, object_id=revision.lesson_id, because=because, revision=revision.number)
    db.session.flush()


def used(revision_id: uuid.UUID, *, kind: UseKind, taker_id: uuid.UUID | None, thing_id: uuid.UUID) -> None:
    """That an organisation used what was posted. Without an organisation nobody took it."""
    question = (
        sa.select(LessonRevision.lesson_id, Lesson.organisation_id)
        .join(Lesson, Lesson.id == LessonRevision.lesson_id)
        .where(LessonRevision.id == revision_id)
    )
    lesson_id, giver_id = db.session.execute(question).one()
    if taker_id is None:
        return
    row = LessonUse(
        lesson_id=lesson_id,
        revision_id=revision_id,
        giver_id=giver_id,
        taker_id=taker_id,
        kind=kind,
        used_on=clock.today(),
        thing_id=thing_id,
    )
    db.session.add(row)
    db.session.flush()


def unused(things: Sequence[uuid.UUID]) -> None:
    """What came of a use was taken back, and so is the use."""
    question = sa.select(LessonUse).where(LessonUse.thing_id.in_(things), LessonUse.undone_at.is_(None))
    for row in db.session.scalars(question.order_by(LessonUse.id)).all():
        row.undone_at = clock.now()
    db.session.flush()
