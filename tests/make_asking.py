"""Builders of who teaches whom, of requests for work and what came of them. They flush and never commit."""

import datetime as dt
from typing import Any

from virtual_school.asking.models import (
    ReplyKind,
    RequestState,
    ReturnLine,
    SubjectTeacher,
    Teaches,
    WorkReply,
    WorkRequest,
)
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import Away, Pupil


def _add(row: Any, given: dict[str, Any]) -> Any:
    for name, value in given.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    return row


def teacher(pupil: Pupil, subject: Term, account: Account, school: Organisation, **given: Any) -> SubjectTeacher:
    row = SubjectTeacher(pupil_id=pupil.id, subject_id=subject.id, account_id=account.id, named_by=account.id)
    row.organisation_id, row.starts_on = school.id, clock.today() - dt.timedelta(days=20)
    return _add(row, given)


def teaches(account: Account, school: Organisation, subject: Term, **given: Any) -> Teaches:
    return _add(Teaches(account_id=account.id, organisation_id=school.id, subject_id=subject.id), given)


def request(
    pupil: Pupil, subject: Term, school: Organisation, by: Account, teacher: Account | None, **given: Any
) -> WorkRequest:
    """With the pupil's own teacher since yesterday; with the network where there is none."""
    row = WorkRequest(pupil_id=pupil.id, subject_id=subject.id, organisation_id=school.id, year=pupil.year)
    row.asked_by, row.asked_at = by.id, clock.now() - dt.timedelta(days=1)
    row.teacher_id, row.words = teacher.id if teacher else None, "Two lessons on the water wheel, up to Friday."
    row.state = RequestState.WITH_TEACHER if teacher else RequestState.WITH_NETWORK
    row.passed_on_at = None if teacher else row.asked_at
    return _add(row, given)


def reply(request: WorkRequest, by: Account, school: Organisation, **given: Any) -> WorkReply:
    """'Use the library', by their own teacher, which the pupil has."""
    row = WorkReply(request_id=request.id, account_id=by.id, organisation_id=school.id, kind=ReplyKind.LIBRARY)
    row.is_own, row.replied_at, row.words = True, clock.now(), "Anything about rivers helps just now."
    row.handed_on_at, row.handed_on_by = clock.now(), by.id
    request.state = RequestState.ANSWERED
    return _add(row, given)


def line(away: Away, by: Account, **given: Any) -> ReturnLine:
    row = ReturnLine(away_id=away.id, pupil_id=away.pupil_id, account_id=by.id, written_at=clock.now())
    row.words = "We are on page forty: come to me first."
    return _add(row, given)
