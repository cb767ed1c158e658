"""What an adult may be worried about here: what was asked, what was answered, a line for the day they are back.

To a teacher of another school, who does not know whose it is, the pupil is called by their year.
"""

import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.asking.models import RequestState, ReturnLine, WorkReply, WorkRequest
from virtual_school.asking.queries.asked import reached, reads_lines
from virtual_school.asking.queries.teaching import network_request, own_request
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.whereabouts import KEPT, hides_places, place_name
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.access import held
from virtual_school.safeguarding.worried import Thing

LOOKS_AFTER, TEACHES, ELSEWHERE = "looks_after", "teaches", "elsewhere"


def _readers(viewer: Viewer) -> list[Any]:
    return [
        reached(viewer).label(LOOKS_AFTER),
        sa.and_(*own_request(viewer)).label(TEACHES),
        sa.and_(*network_request(viewer)).label(ELSEWHERE),
    ]


def _found(question: Any) -> Any:
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found


def _by(row: Any, request_id: uuid.UUID) -> tuple[str, str]:
    """What the reader calls the pupil, and the page on which it stands for them."""
    if row.looks_after:
        return row.Pupil.initial, f"/requests/{request_id}"
    if row.teaches:
        return row.Pupil.initial, f"/requests/{request_id}/answer"
    return str(_("A pupil in Year %(year)s", year=row.Pupil.year)), f"/asked/{request_id}"


def request(viewer: Viewer, request_id: uuid.UUID) -> Thing:
    readers = _readers(viewer)
    row = _found(
        sa.select(WorkRequest, Pupil, Account.name, *readers)
        .join(Pupil, Pupil.id == WorkRequest.pupil_id)
        .join(Account, Account.id == WorkRequest.asked_by)
        .where(
            WorkRequest.network_id == viewer.network_id,
            WorkRequest.id == request_id,
            WorkRequest.state != RequestState.WITHDRAWN,
            sa.or_(*(one.element for one in readers)),
            ~held("work_request", WorkRequest.id),
        )
    )
    name, back = _by(row, request_id)
    by = row.name if row.looks_after else ""
    return Thing(row.Pupil.id, row.WorkRequest.words, name, back, Part.WORK, by=by)


def reply(viewer: Viewer, reply_id: uuid.UUID) -> Thing:
    """Of whoever looks after the pupil: nobody else reads what a teacher answered."""
    kept = sa.and_(WorkReply.is_own, hides_places(viewer, WorkRequest.pupil_id))
    row = _found(
        sa.select(WorkReply, Pupil, sa.case((kept, KEPT), else_=Account.name).label("name"))
        .join(WorkRequest, WorkRequest.id == WorkReply.request_id)
        .join(Pupil, Pupil.id == WorkRequest.pupil_id)
        .join(Account, Account.id == WorkReply.account_id)
        .where(
            WorkReply.network_id == viewer.network_id,
            WorkReply.id == reply_id,
            WorkReply.taken_back_at.is_(None),
            reached(viewer),
            ~held("work_reply", WorkReply.id),
        )
    )
    given = row.WorkReply
    copy = "\n".join(part for part in (given.words, given.link, given.name) if part) or str(
        _("An answer without words")
    )
    files = ((given.stored_file_id, given.name),) if given.stored_file_id else ()
    back = f"/requests/{given.request_id}"
    return Thing(row.Pupil.id, copy, row.Pupil.initial, back, Part.WORK, by=row.name, files=files)


def line(viewer: Viewer, line_id: uuid.UUID) -> Thing:
    """Of whoever sees the absence that it was written for."""
    row = _found(
        sa.select(ReturnLine, Pupil, place_name(viewer, ReturnLine.pupil_id, Account.name).label("name"))
        .join(Pupil, Pupil.id == ReturnLine.pupil_id)
        .join(Account, Account.id == ReturnLine.account_id)
        .where(
            ReturnLine.network_id == viewer.network_id,
            ReturnLine.id == line_id,
            reads_lines(viewer),
            ~held("return_line", ReturnLine.id),
        )
    )
    back = f"/away/{row.ReturnLine.away_id}"
    return Thing(row.Pupil.id, row.ReturnLine.words, row.Pupil.initial, back, Part.WORK, by=row.name)


worried.kind("work_request", find=request)
worried.kind("work_reply", find=reply)
worried.kind("return_line", find=line)
