"""A request for work on its way: asked, passed on to the network, no more asked."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.asking import telling
from virtual_school.asking.changes.teachers import person
from virtual_school.asking.models import STILL_ASKED, TRANSITIONS, RequestState, WorkRequest
from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated


def lock(request_id: uuid.UUID) -> WorkRequest:
    """The request as it is now, held until the end of the transaction: before anything of it is looked at."""
    question = sa.select(WorkRequest).where(WorkRequest.id == request_id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def move(row: WorkRequest, to: RequestState) -> None:
    """The one place where a request changes its state."""
    if to not in TRANSITIONS[row.state]:
        raise WrongState(_said(row.state))
    row.state = to


def _said(state: RequestState) -> str:
    if state is RequestState.ANSWERED:
        return str(_("Somebody has answered this already. Thank you all the same."))
    if state is RequestState.WITHDRAWN:
        return str(_("This is not asked any more."))
    return str(_("This has changed meanwhile. Please look at it again."))


def ask(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    organisation_id: uuid.UUID,
    subject_id: uuid.UUID,
    year: int,
    teacher_id: uuid.UUID | None,
    words: str,
) -> WorkRequest:
    """Ask a pupil's own teacher; where there is none, the network at once. In one subject once at a time."""
    dated.lock_pupil(pupil_id)
    there = sa.select(WorkRequest.id).where(
        WorkRequest.pupil_id == pupil_id, WorkRequest.subject_id == subject_id, WorkRequest.state.in_(STILL_ASKED)
    )
    if db.session.scalar(there.limit(1)) is not None:
        raise WrongState(_("This is asked in that subject already. Wait for the answer, or take it back first."))
    row = WorkRequest(
        pupil_id=pupil_id,
        organisation_id=organisation_id,
        subject_id=subject_id,
        year=year,
        teacher_id=teacher_id,
        words=words,
        asked_by=person(by),
        asked_at=clock.now(),
        state=RequestState.WITH_TEACHER if teacher_id else RequestState.WITH_NETWORK,
    )
    row.passed_on_at = None if teacher_id else row.asked_at
    db.session.add(row)
    db.session.flush()
    audit.record("request.asked", by, pupil_id=pupil_id, object_id=row.id, subject_id=subject_id, teacher_id=teacher_id)
    db.session.flush()
    if teacher_id:
        telling.asked(row)
    else:
        telling.asked_of_network(row)
    return row


def pass_on(by: Viewer, row: WorkRequest) -> None:
    """Their own teacher has not answered in time: the network is asked, and whoever asked knows."""
    move(row, RequestState.WITH_NETWORK)
    row.passed_on_at = clock.now()
    audit.record("request.passed_on", by, pupil_id=row.pupil_id, object_id=row.id)
    db.session.flush()
    telling.passed_on(row)
    telling.asked_of_network(row)


def withdraw(by: Viewer, row: WorkRequest, because: str | None = None) -> None:
    """Not asked any more. Withdrawn twice is withdrawn once."""
    if row.state is RequestState.WITHDRAWN:
        return
    move(row, RequestState.WITHDRAWN)
    row.ended_at, row.ended_by, row.because = clock.now(), by.account_id, because or None
    audit.record("request.withdrawn", by, pupil_id=row.pupil_id, object_id=row.id)
    db.session.flush()
    telling.settle(row)
