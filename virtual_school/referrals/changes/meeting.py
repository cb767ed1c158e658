"""Meetings: what is put before one, who came, what was said."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.referrals.changes import seats
from virtual_school.referrals.changes.states import move
from virtual_school.referrals.models import (
    Decision,
    Discussion,
    Meeting,
    MeetingCase,
    MeetingMember,
    Referral,
    ReferralState,
)
from virtual_school.safeguarding.apart import refuse_together


def person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise ValueError("this is done by a person: `by` needs an account")
    return by.account_id


def lock_meeting(meeting_id: uuid.UUID) -> Meeting:
    """The meeting as it is now, held: whoever comes, leaves, lists or decides does so one after the other."""
    question = sa.select(Meeting).where(Meeting.id == meeting_id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def make_meeting(by: Viewer, *, panel_id: uuid.UUID, starts_at: dt.datetime, place: str) -> Meeting:
    if starts_at < clock.now():
        raise WrongState(_("This time is past. Choose a later one."))
    meeting = Meeting(panel_id=panel_id, starts_at=starts_at, place=place, made_by=person(by), made_at=clock.now())
    db.session.add(meeting)
    db.session.flush()
    audit.record("meeting.made", by, object_id=meeting.id, panel_id=panel_id, starts_at=starts_at)
    db.session.flush()
    return meeting


def put_before(by: Viewer, *, meeting: Meeting, referral: Referral) -> MeetingCase:
    """Put a referral before a meeting, as its last case, and open it to the members."""
    meeting = lock_meeting(meeting.id)
    _open_meeting(meeting)
    if seats.held_on(meeting) < clock.today():
        raise WrongState(_("This meeting is over. Choose a later one."))
    _nobody_apart(by, meeting, referral)
    move(referral, ReferralState.LISTED)
    last = sa.select(sa.func.max(MeetingCase.position)).where(MeetingCase.meeting_id == meeting.id)
    case = MeetingCase(
        meeting_id=meeting.id,
        referral_id=referral.id,
        position=(db.session.scalar(last) or 0) + 1,
        listed_by=person(by),
        listed_at=clock.now(),
    )
    db.session.add(case)
    db.session.flush()
    audit.record("case.listed", by, pupil_id=referral.pupil_id, object_id=case.id, referral_id=referral.id)
    seats.open_case(by, meeting, referral)
    db.session.flush()
    return case


def _nobody_apart(by: Viewer, meeting: Meeting, referral: Referral) -> None:
    """Two who must not meet are not read about in one pack, nor do their families come to one meeting."""
    others = (
        sa.select(Referral.pupil_id)
        .join(MeetingCase, MeetingCase.referral_id == Referral.id)
        .where(MeetingCase.meeting_id == meeting.id, MeetingCase.taken_off_at.is_(None))
    )
    refuse_together(by, referral.pupil_id, list(db.session.scalars(others)), seats.held_on(meeting), "pack")


def take_off(by: Viewer, case: MeetingCase, because: str) -> None:
    """Take a case off its meeting: it waits for another, and the members read it no more. Twice is once."""
    lock_meeting(case.meeting_id)
    db.session.refresh(case, with_for_update=True)
    if case.taken_off_at is not None:
        return
    if db.session.scalar(sa.select(Decision.id).where(Decision.case_id == case.id)) is not None:
        raise WrongState(_("This has been decided already, so it cannot be taken off."))
    referral = db.session.get_one(Referral, case.referral_id)
    move(referral, ReferralState.READY)
    case.taken_off_at, case.taken_off_because = clock.now(), because
    audit.record(
        "case.taken_off", by, pupil_id=referral.pupil_id, object_id=case.id, because=because, referral_id=referral.id
    )
    seats.close_case(by, referral.id, because)
    db.session.flush()


def earlier(by: Viewer, case: MeetingCase) -> None:
    """Exchange a case with the one before it. The first stays where it is."""
    lock_meeting(case.meeting_id)
    question = sa.select(MeetingCase).where(
        MeetingCase.meeting_id == case.meeting_id, MeetingCase.taken_off_at.is_(None)
    )
    order = db.session.scalars(
        question.order_by(MeetingCase.position, MeetingCase.id), execution_options={"populate_existing": True}
    ).all()
    here = order.index(case)
    if here == 0:
        return
    before = order[here - 1]
    before.position, case.position = case.position, before.position
    audit.record("case.moved", by, object_id=case.id, position=case.position)
    db.session.flush()


def note_came(by: Viewer, meeting: Meeting, account_id: uuid.UUID) -> None:
    """A member is there, from now; one who had left is back. Twice is once."""
    meeting = lock_meeting(meeting.id)
    _open_meeting(meeting)
    _on_its_day(meeting)
    there = _attendance(meeting.id, account_id)
    if there is None:
        there = MeetingMember(meeting_id=meeting.id, account_id=account_id, came_at=clock.now())
        db.session.add(there)
    elif there.left_at is None:
        return
    there.left_at = None
    audit.record("meeting.came", by, object_id=meeting.id, account_id=account_id)
    db.session.flush()


def note_left(by: Viewer, meeting: Meeting, account_id: uuid.UUID) -> None:
    """A member has left, now. They count no more until they are back."""
    meeting = lock_meeting(meeting.id)
    there = _attendance(meeting.id, account_id)
    if there is None or there.left_at is not None:
        return
    there.left_at = clock.now()
    audit.record("meeting.left", by, object_id=meeting.id, account_id=account_id)
    db.session.flush()


def close(by: Viewer, meeting: Meeting) -> None:
    """The meeting is over. What was not reached waits for another one."""
    meeting = lock_meeting(meeting.id)
    if meeting.closed_at is not None:
        return
    for case in _undecided(meeting.id):
        take_off(by, case, _("The meeting ended before it was reached."))
    meeting.closed_at, meeting.closed_by = clock.now(), person(by)
    audit.record("meeting.closed", by, object_id=meeting.id)
    db.session.flush()


def say(by: Viewer, case: MeetingCase, pupil_id: uuid.UUID, words: str) -> Discussion:
    """Add to the minutes of a case. What stands there is not changed."""
    if case.taken_off_at is not None:
        raise WrongState(_("This was taken off the meeting."))
    said = Discussion(case_id=case.id, account_id=person(by), words=words, at=clock.now())
    db.session.add(said)
    db.session.flush()
    audit.record("case.discussed", by, pupil_id=pupil_id, object_id=said.id, case_id=case.id)
    db.session.flush()
    return said


def _attendance(meeting_id: uuid.UUID, account_id: uuid.UUID) -> MeetingMember | None:
    return db.session.scalar(
        sa.select(MeetingMember).where(MeetingMember.meeting_id == meeting_id, MeetingMember.account_id == account_id)
    )


def _undecided(meeting_id: uuid.UUID) -> Sequence[MeetingCase]:
    decided = sa.exists().where(Decision.case_id == MeetingCase.id)
    question = sa.select(MeetingCase).where(
        MeetingCase.meeting_id == meeting_id, MeetingCase.taken_off_at.is_(None), ~decided
    )
    return db.session.scalars(question.order_by(MeetingCase.position)).all()


def _open_meeting(meeting: Meeting) -> None:
    if meeting.closed_at is not None:
        raise WrongState(_("This meeting has been closed."))


def _on_its_day(meeting: Meeting) -> None:
    if seats.held_on(meeting) != clock.today():
        raise WrongState(_("Who is there is noted on the day of the meeting."))
