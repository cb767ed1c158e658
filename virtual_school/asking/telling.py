"""Who is told of a request, of its answer, of an absence; and when a request goes further.

A notice of it names no pupil as the one it is about: a teacher's only way to the pupil is the request itself, which is
asked of before anything leaves the house.
"""

import datetime as dt
import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from virtual_school.asking.models import STILL_ASKED, RequestState, WorkReply, WorkRequest
from virtual_school.asking.queries.teaching import who_teaches
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.jobs import queue
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Membership
from virtual_school.network import school_time
from virtual_school.network.numbers import numbers
from virtual_school.network.roles import Role
from virtual_school.notices import changes as notices
from virtual_school.notices.following import Told, may_tell
from virtual_school.notices.models import Because
from virtual_school.pupils.letters import may_follow
from virtual_school.pupils.models import Away, Pupil
from virtual_school.safeguarding.access import kept_apart, kept_from
from virtual_school.safeguarding.holding import is_held

GOES_ON = "request.pass_on"

NEW, OF_NETWORK, PASSED_ON, ANSWERED = "request.new", "request.network", "request.passed_on", "request.answered"
SENT, TAKEN_BACK = "work_reply.new", "request.taken_back"
REFER, AUTHORITY, NEARLY, OVER = "away.refer", "away.authority", "away.nearly", "away.over"

OF_REQUESTS = (NEW, OF_NETWORK, PASSED_ON, ANSWERED, TAKEN_BACK)
OF_ABSENCES = (REFER, AUTHORITY, NEARLY, OVER)

# Who at the pupil's own school may ask before the first day of an absence: no other way leads them to the pupil yet.
AT_SCHOOL = (Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER)


def asked(row: WorkRequest) -> None:
    """Their own teacher; and, in the same transaction, the day on which it goes further."""
    if row.teacher_id is not None:
        _tell([(row.teacher_id, Because.SCHOOL)], NEW, f"/requests/{row.id}/answer", row.id)
    queue(GOES_ON, {"request": row.id}, dedup=str(row.id), run_at=due(row))


def due(row: WorkRequest) -> dt.datetime:
    """When it goes on to the network: after so many school days of the pupil's own school."""
    begins, ends, days = numbers("am_begins", "pm_ends", "own_teacher_days")
    return school_time.after(row.asked_at, max(ends - begins, 1) * days, row.organisation_id)


def asked_of_network(row: WorkRequest) -> None:
    told = [(one, Because.SCHOOL) for one in who_teaches(row.subject_id, row.pupil_id) if one != row.teacher_id]
    _tell(told, OF_NETWORK, f"/asked/{row.id}", row.id)


def passed_on(row: WorkRequest) -> None:
    _tell([(row.asked_by, Because.WRITER)], PASSED_ON, f"/requests/{row.id}", row.id)


def answered(row: WorkRequest) -> None:
    """Whoever asked knows; nobody else has anything to answer any more."""
    notices.settle(row.id)
    _tell([(row.asked_by, Because.WRITER)], ANSWERED, f"/requests/{row.id}", row.id)


def taken_back(row: WorkRequest, reply_id: uuid.UUID) -> None:
    """It is asked as before, nobody is led to what is gone, and whoever asked knows."""
    notices.settle(reply_id)
    notices.settle(row.id)
    _tell([(row.asked_by, Because.WRITER)], TAKEN_BACK, f"/requests/{row.id}", row.id)
    if row.state is RequestState.WITH_TEACHER:
        asked(row)
    else:
        asked_of_network(row)


def settle(row: WorkRequest) -> None:
    notices.settle(row.id)


def sent(row: WorkRequest, reply_id: uuid.UUID) -> None:
    """The pupil, where they have a way in."""
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == row.pupil_id))
    if account_id is not None:
        told = [(account_id, Because.SELF)]
        notices.tell_each(told, SENT, "/from-teachers", about_id=row.pupil_id, object_id=reply_id)


def of_away(kind: str, away: Away, told: Iterable[tuple[uuid.UUID, Because]], path: str) -> None:
    _tell(told, kind, path, away.id)


def _tell(told: Iterable[tuple[uuid.UUID, Because]], kind: str, path: str, object_id: uuid.UUID) -> None:
    notices.tell_each(told, kind, path, object_id=object_id)


@may_tell
def may_follow_request(told: Told) -> Sending:
    """Before it leaves the house: it is theirs still, and nothing is stopped meanwhile."""
    if told.kind in OF_ABSENCES and told.object_id is not None:
        away = db.session.get(Away, told.object_id)
        if away is None or _is_kept(told.account_id, away.pupil_id):
            return Sending.NEVER
        return _unless_held(away.pupil_id)
    if told.kind == SENT and told.object_id is not None:
        return Sending.YES if _may_have(told.object_id) else Sending.NEVER
    if told.kind not in OF_REQUESTS or told.object_id is None:
        return Sending.YES
    row = db.session.get(WorkRequest, told.object_id)
    if row is None or row.state is RequestState.WITHDRAWN or not _is_theirs(told, row):
        return Sending.NEVER
    return Sending.NEVER if _is_kept(told.account_id, row.pupil_id) else _unless_held(row.pupil_id)


def _is_kept(account_id: uuid.UUID, pupil_id: uuid.UUID) -> bool:
    """Whether the pupil is kept from this adult since they were told: they find no trace of it."""
    return bool(db.session.scalar(sa.select(kept_from(account_id, pupil_id))))


def _may_have(reply_id: uuid.UUID) -> bool:
    """What was sent is there still, and nothing keeps the pupil from who sent it."""
    apart = kept_apart(WorkRequest.pupil_id, WorkReply.account_id)
    its = sa.select(WorkReply.id).join(WorkRequest, WorkRequest.id == WorkReply.request_id)
    question = its.where(WorkReply.id == reply_id, WorkReply.taken_back_at.is_(None), ~apart)
    return db.session.scalar(question) is not None


def _unless_held(pupil_id: uuid.UUID) -> Sending:
    return Sending.HOLD if is_held(pupil_id=pupil_id) else Sending.YES


def _is_theirs(told: Told, row: WorkRequest) -> bool:
    if told.kind == NEW:
        return row.state in STILL_ASKED and told.account_id == row.teacher_id
    if told.kind == OF_NETWORK:
        return row.state is RequestState.WITH_NETWORK and told.account_id in who_teaches(row.subject_id, row.pupil_id)
    return may_follow(told.account_id, row.pupil_id) or _is_at_school(told.account_id, row.organisation_id)


def _is_at_school(account_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    question = sa.select(Membership.id).where(
        Membership.account_id == account_id,
        Membership.organisation_id == organisation_id,
        Membership.role.in_(AT_SCHOOL),
        in_force(Membership, clock.today()),
    )
    return db.session.scalar(question.limit(1)) is not None
