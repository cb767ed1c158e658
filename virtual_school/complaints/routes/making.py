"""For whoever says that something is not right: writing it, seeing who has it, and saying whether it is."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.complaints import actions, around, policy, queries, words
from virtual_school.complaints.forms import ComplaintForm, ReplyForm
from virtual_school.complaints.people import Said
from virtual_school.complaints.routes.blueprint import bp, complaint_page
from virtual_school.core.access import require, signed_in
from virtual_school.core.errors import WrongState
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.network.viewer import viewer


@bp.get("/complaints")
@signed_in
def index() -> Response:
    """What the viewer said, and what they have to answer, overdue first."""
    number = min(max(request.args.get("page", 1, type=int), 1), 1000)
    stopped = request.args.get("stopped") == "1"
    had, more = queries.to_answer(viewer, number, held=stopped)
    return render(
        "complaints/index.html",
        mine=queries.mine(viewer),
        had=had,
        more=more,
        number=number,
        stopped=stopped,
        words=words,
    )


@bp.route("/complaints/new", methods=["GET", "POST"])
@signed_in
def new() -> AnyResponse:
    form = ComplaintForm() if request.method == "POST" else _as_kept()
    pupil_id = an_id(request.args.get("pupil")) if viewer.is_staff else None
    pupil = around.known_pupil(viewer, pupil_id)
    form.offer(around.may_be_about(viewer), around.children(viewer))
    if request.method == "POST" and form.validate():
        said = _said(form, pupil.id if pupil else None)
        here = form.makes(viewer.account_id, lambda: _made(said))
        if here:
            flash(_("Thank you for telling us. It is with somebody now, and you can follow it here."), "ok")
            return redirect(here, 303)
    status = 200 if request.method == "GET" else 422
    if form.form_errors:
        status = 409
    return render(
        "complaints/new.html",
        status=status,
        form=form,
        pupil=pupil,
        draft=queries.draft_of(viewer, queries.NEW),
        seen=words.who_reads(around.first_lead(viewer)),
        children=around.children(viewer),
    )


def _as_kept() -> ComplaintForm:
    draft = queries.draft_of(viewer, queries.NEW)
    kept = {"happened": draft.text, "draft_version": draft.version} if draft else {}
    return ComplaintForm(formdata=None, **kept)


def _said(form: ComplaintForm, pupil_id: uuid.UUID | None) -> Said:
    """By phone it is an adult of the staff who writes it down; nobody else says it for another."""
    return Said(
        happened=form.happened.data or "",
        wish=form.wish.data or "",
        pupil_id=pupil_id or form.pupil_id.data,
        about_id=form.about_id.data,
        about_name=form.about_name.data or "",
        said_by=(form.said_by.data or "") if viewer.is_staff else "",
    )


def _made(said: Said) -> str:
    return url_for("complaints.page", complaint_id=actions.make(viewer, said).id)


@bp.put("/complaints/new/draft")
@signed_in
def save_new() -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_new(viewer, sent=sent)


@bp.get("/complaints/<uuid:complaint_id>")
@signed_in
def page(complaint_id: uuid.UUID) -> Response:
    return complaint_page(complaint_id)


@bp.put("/complaints/<uuid:complaint_id>/draft")
@signed_in
def save(complaint_id: uuid.UUID) -> Response:
    """The one box of this page, of whoever made it or of whoever has it."""
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save(viewer, complaint=queries.to_change(viewer, complaint_id), sent=sent)


@bp.post("/complaints/<uuid:complaint_id>/satisfied")
@signed_in
def accept(complaint_id: uuid.UUID) -> AnyResponse:
    actions.accept(viewer, queries.to_change(viewer, complaint_id))
    flash(_("Thank you. It is closed."), "ok")
    return redirect(url_for("complaints.page", complaint_id=complaint_id), 303)


@bp.post("/complaints/<uuid:complaint_id>/not-satisfied")
@signed_in
def dispute(complaint_id: uuid.UUID) -> AnyResponse:
    """A second person looks, who was not the first."""
    complaint = queries.to_change(viewer, complaint_id)
    require(policy.is_maker(viewer, complaint))
    form = ReplyForm()
    if not form.validate():
        return complaint_page(complaint_id, form, status=422)

    def act() -> str:
        actions.dispute(viewer, complaint, form.words.data or "")
        return url_for("complaints.page", complaint_id=complaint_id)

    here = form.makes(viewer.account_id, act)
    if here is None:
        return complaint_page(complaint_id, form, status=WrongState.status)
    flash(_("A second person looks at it now."), "ok")
    return redirect(here, 303)
