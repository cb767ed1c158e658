"""What an adult may be worried about in a call of a pupil who is stuck, and in what somebody wrote back."""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, AssignmentState, Stuck
from virtual_school.learning.queries.goes import free
from virtual_school.learning.queries.pile import named
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, reach
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def _found(viewer: Viewer, stuck_id: uuid.UUID, *more: sa.ColumnElement[bool]) -> Any:
    is_answerer = sa.exists().where(*named(viewer)).correlate(Assignment)
    question = (
        sa.select(Stuck, Assignment, Pupil, Account.name, knows(viewer, Part.WORK, Assignment.pupil_id))
        .select_from(Stuck)
        .join(Assignment, Assignment.id == Stuck.assignment_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .outerjoin(Account, Account.id == Stuck.answered_by)
        .where(
            Stuck.network_id == viewer.network_id,
            Stuck.id == stuck_id,
            Assignment.state != AssignmentState.WITHDRAWN,
            sa.or_(reach(viewer, Part.WORK, Assignment.pupil_id), is_answerer),
            free(viewer, "stuck", Stuck.id),
            *more,
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found


def _name(pupil: Pupil, known: bool) -> str:
    return pupil.initial if known else pupil.known_as


def _back(row: Stuck, work: Assignment, known: bool) -> str:
    return f"/assignments/{work.id}" if known else f"/stuck/{row.id}"


def stuck(viewer: Viewer, stuck_id: uuid.UUID) -> Thing:
    row, work, pupil, _by, known = _found(viewer, stuck_id)
    name = _name(pupil, known)
    words = "\n\n".join(part for part in (row.words, row.typed) if part)
    return Thing(pupil.id, words, name, _back(row, work, known), Part.WORK, by=name)


def answer(viewer: Viewer, stuck_id: uuid.UUID) -> Thing:
    is_free = sa.or_(free(viewer, "stuck_answer", Stuck.id), Stuck.answered_by == viewer.account_id)
    row, work, pupil, by, known = _found(viewer, stuck_id, is_free)
    if row.answer is None:
        raise NotVisible
    return Thing(pupil.id, row.answer, _name(pupil, known), _back(row, work, known), Part.WORK, by=by)


worried.kind("stuck", find=stuck)
worried.kind("stuck_answer", find=answer)
