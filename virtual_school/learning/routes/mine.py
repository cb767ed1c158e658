"""A pupil’s own work: what is set, the box that saves itself, what they answer to what came back."""

import uuid

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import on_device
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts, once
from virtual_school.learning import actions
from virtual_school.learning.actions import account_of
from virtual_school.learning.forms import ReplyForm
from virtual_school.learning.queries import held, mine
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.work_page import work_page
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer


@bp.get("/my-work")
@only(Role.PUPIL)
@on_device
def my_work() -> Response:
    number = max(request.args.get("page", 1, type=int), 1)
    items, more = mine.my_work(viewer, min(number, 1000))
    return render("learning/my_work.html", items=items, more=more, number=number, first=(number - 1) * mine.PAGE + 1)


@bp.get("/my-work/<uuid:assignment_id>")
@only(Role.PUPIL)
@on_device
def work(assignment_id: uuid.UUID) -> Response:
    return work_page(assignment_id)


@bp.put("/my-work/<uuid:assignment_id>/draft")
@only(Role.PUPIL)
def save_work(assignment_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_draft(viewer, assignment=held.to_write(viewer, assignment_id), sent=sent)


@bp.post("/my-work/<uuid:assignment_id>/feedback/<uuid:feedback_id>/reply")
@only(Role.PUPIL)
def reply(assignment_id: uuid.UUID, feedback_id: uuid.UUID) -> AnyResponse:
    """Her answer to feedback, once."""
    own = held.to_write(viewer, assignment_id)
    form = ReplyForm()
    if not form.validate():
        return work_page(assignment_id, answer=form, status=422)
    went = once.claim(account_of(viewer), form.once.data or "")
    try:
        actions.reply(viewer, assignment=own, feedback_id=feedback_id, text=form.text.data or "")
    except WrongState as error:
        form.text.errors = [error.because]
        return work_page(assignment_id, answer=form, status=409)
    place = went or url_for("learning.work", assignment_id=assignment_id, _anchor=f"feedback-{feedback_id}")
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


@bp.post("/my-work/<uuid:assignment_id>/feedback/<uuid:feedback_id>/tell-home")
@only(Role.PUPIL)
def tell_home(assignment_id: uuid.UUID, feedback_id: uuid.UUID) -> AnyResponse:
    """The people at home hear that something went well, because the pupil wants it."""
    own = held.to_write(viewer, assignment_id)
    actions.tell_home(viewer, assignment=own, feedback=held.praise_to_tell(viewer, own, feedback_id))
    return redirect(url_for("learning.work", assignment_id=assignment_id, _anchor=f"feedback-{feedback_id}"), 303)
