"""The blueprint that all pages of this package share, and the page of one complaint."""

import uuid

from flask import Blueprint, Response

from virtual_school.complaints import policy, queries, words
from virtual_school.complaints.forms import AnswerForm, ReplyForm
from virtual_school.complaints.models import ComplaintState
from virtual_school.core.htmx import render
from virtual_school.network.viewer import viewer

bp = Blueprint("complaints", __name__)


def complaint_page(complaint_id: uuid.UUID, form: AnswerForm | ReplyForm | None = None, status: int = 200) -> Response:
    """One complaint, for who made it and for who has it, with the one box that is theirs to write in now."""
    found = queries.shown(viewer, complaint_id)
    complaint = found.complaint
    is_maker, has_it = policy.is_maker(viewer, complaint), policy.has_it(viewer, complaint)
    draft = queries.draft_of(viewer, queries.subject_of(complaint_id))
    if form is None:
        kept = {"words": draft.text, "draft_version": draft.version} if draft else {}
        form = ReplyForm(formdata=None, **kept) if is_maker else AnswerForm(formdata=None, **kept)
    return render(
        "complaints/page.html",
        status=status,
        found=found,
        complaint=complaint,
        state=complaint.state.value,
        form=form,
        draft=draft,
        is_maker=is_maker,
        has_it=has_it,
        is_orphan=not is_maker and not has_it and queries.is_orphan(viewer, complaint_id),
        may_hand_over=has_it and policy.can_hand_over(viewer, complaint),
        over=complaint.state is ComplaintState.CLOSED,
        words=words,
    )
