"""The answer to a request: given, handed on to the pupil, taken back."""

import uuid

from flask_babel import gettext as _

from virtual_school.asking import telling
from virtual_school.asking.changes.requests import move
from virtual_school.asking.changes.teachers import person
from virtual_school.asking.given import Answered
from virtual_school.asking.models import ReplyKind, RequestState, WorkReply, WorkRequest
from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer


def answer(by: Viewer, row: WorkRequest, organisation_id: uuid.UUID, given: Answered, *, is_own: bool) -> WorkReply:
    """One answer to a request. From their own teacher it is the pupil's at once."""
    move(row, RequestState.ANSWERED)
    now = clock.now()
    made = WorkReply(
        request_id=row.id,
        account_id=person(by),
        organisation_id=organisation_id,
        is_own=is_own,
        kind=given.kind,
        words=given.words or None,
        link=given.link if given.kind is ReplyKind.LINK else None,
        stored_file_id=given.file[0].id if given.file else None,
        name=given.file[1] if given.file else None,
        lesson_id=given.lesson_id if given.kind is ReplyKind.LESSON else None,
        replied_at=now,
    )
    db.session.add(made)
    db.session.flush()
    audit.record("request.answered", by, pupil_id=row.pupil_id, object_id=row.id, reply_id=made.id, kind=given.kind)
    db.session.flush()
    telling.answered(row)
    return made


def is_taken_back(reply: WorkReply) -> bool:
    """As it is now: asked once the request is locked, for it may have been read before."""
    db.session.refresh(reply)
    return reply.taken_back_at is not None


def hand_on(by: Viewer, row: WorkRequest, reply: WorkReply, assignment_id: uuid.UUID | None = None) -> None:
    """From now on the pupil finds it. `assignment_id` is the work that was set from it."""
    if reply.taken_back_at is not None:
        raise WrongState(_("The teacher has taken this back."))
    if reply.handed_on_at is not None:
        return
    reply.handed_on_at, reply.handed_on_by = clock.now(), person(by)
    reply.assignment_id = assignment_id
    audit.record(
        "work_reply.handed_on",
        by,
        pupil_id=row.pupil_id,
        object_id=reply.id,
        request_id=row.id,
        assignment_id=assignment_id,
    )
    db.session.flush()
    if assignment_id is None:
        telling.sent(row, reply.id)


def take_back(by: Viewer, row: WorkRequest, reply: WorkReply) -> None:
    """The wrong file, the wrong child: gone from every page and address, and asked as before."""
    if reply.taken_back_at is not None:
        return
    move(row, RequestState.WITH_NETWORK if row.passed_on_at is not None else RequestState.WITH_TEACHER)
    reply.taken_back_at = clock.now()
    audit.record("work_reply.taken_back", by, pupil_id=row.pupil_id, object_id=reply.id, request_id=row.id)
    db.session.flush()
    telling.taken_back(row, reply.id)
