"""For whoever has a complaint: read, answered, closed, taken on; and who has what the lead may not."""

import uuid
from collections.abc import Callable

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.complaints import actions, around, policy, queries
from virtual_school.complaints.forms import AnswerForm, OtherForm
from virtual_school.complaints.models import Complaint
from virtual_school.complaints.routes.blueprint import bp, complaint_page
from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer


def _to(complaint_id: uuid.UUID) -> AnyResponse:
    return redirect(url_for("complaints.page", complaint_id=complaint_id), 303)


@bp.post("/complaints/<uuid:complaint_id>/read")
@staff(*around.HAVE)
def acknowledge(complaint_id: uuid.UUID) -> AnyResponse:
    """Who made it is told on their page that a person has read it, and by when they answer."""
    actions.acknowledge(viewer, queries.to_change(viewer, complaint_id))
    flash(_("They see that you have read it, and by when you answer."), "ok")
    return _to(complaint_id)


@bp.post("/complaints/<uuid:complaint_id>/answer")
@staff(*around.HAVE)
def answer(complaint_id: uuid.UUID) -> AnyResponse:
    return _answered(complaint_id, actions.answer, _("Sent. They see your answer now."))


@bp.post("/complaints/<uuid:complaint_id>/close")
@staff(*around.HAVE)
def close(complaint_id: uuid.UUID) -> AnyResponse:
    return _answered(complaint_id, actions.close, _("Closed. They see what you found."))


def _answered(complaint_id: uuid.UUID, act: Callable[..., None], said: str) -> AnyResponse:
    complaint = queries.to_change(viewer, complaint_id)
    require(policy.can_handle(viewer, complaint))
    form = AnswerForm()
    if not form.validate():
        return complaint_page(complaint_id, form, status=422)
    here = form.makes(viewer.account_id, lambda: _done(complaint, act, form.words.data or ""))
    if here is None:
        return complaint_page(complaint_id, form, status=WrongState.status)
    flash(said, "ok")
    return redirect(here, 303)


def _done(complaint: Complaint, act: Callable[..., None], words: str) -> str:
    act(viewer, complaint, words)
    return url_for("complaints.page", complaint_id=complaint.id)


@bp.post("/complaints/<uuid:complaint_id>/take-on")
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def take_on(complaint_id: uuid.UUID) -> AnyResponse:
    """Whoever had it holds that role no more."""
    actions.take_on(viewer, queries.to_change(viewer, complaint_id))
    flash(_("It is yours now."), "ok")
    return _to(complaint_id)


@bp.route("/complaints/other", methods=["GET", "POST"])
@staff(Role.ADMINISTRATOR)
def other() -> AnyResponse:
    """Who has what the Virtual School lead may not: named beforehand, so that no complaint waits for a name."""
    form = OtherForm()
    form.offer(around.staff_to_name())
    if form.validate_on_submit() and form.account_id.data is not None:
        actions.name_other(viewer, g.network, form.account_id.data)
        flash(_("Kept."), "ok")
        return redirect(url_for("complaints.other"), 303)
    return render("complaints/other.html", status=form.http_status, form=form, named=around.other())
