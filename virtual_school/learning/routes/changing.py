"""Work that was set is changed: another day, put away with a reason, brought back, another order, one of several."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.learning import actions, policy
from virtual_school.learning.forms import PUT_AWAY, ChangeForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import record as queries
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.record import SETTERS
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for


@bp.get("/assignments/<uuid:assignment_id>/change")
@staff(*SETTERS)
def change(assignment_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    require(policy.can_change(access))
    return _page(assignment_id, pupil, access, ChangeForm(formdata=None))


def _page(assignment_id: uuid.UUID, pupil: Pupil, access: Access, form: ChangeForm, *, status: int = 200) -> Response:
    looked(pupil.id, Part.WORK, "assignment", assignment_id)
    work = queries.one(viewer, assignment_id)
    name = name_for(pupil, access)
    return render("learning/change.html", status=status, work=work, pupil=pupil, name=name, form=form)


@bp.post("/assignments/<uuid:assignment_id>/change")
@staff(*SETTERS)
def change_now(assignment_id: uuid.UUID) -> AnyResponse:
    work = queries.to_change(viewer, assignment_id)
    pupil, access = find(viewer, work.pupil_id, Part.WORK)
    require(policy.can_change(access))
    form = ChangeForm()
    if form.validate():
        went = form.makes(viewer.account_id, lambda: _change(work, access, form))
        if went:
            return redirect(went, 303)
    return _page(assignment_id, pupil, access, form, status=422)


def _change(work: Assignment, access: Access, form: ChangeForm) -> str:
    why = {"because": form.because.data or "", "said": form.said.data or ""}
    if form.what.data == PUT_AWAY:
        actions.excuse(viewer, work=work, access=access, **why)
        undo = url_for("learning.bring_back", assignment_id=work.id)
        flash({"words": _("Put away. It need not be done."), "undo": undo}, "ok")  # type: ignore[arg-type]
    elif form.due_on.data is not None:
        actions.give_another_day(viewer, work=work, access=access, due_on=form.due_on.data, **why)
        flash(_("It has another day now."), "ok")
    return url_for("learning.assignment", assignment_id=work.id)


@bp.post("/assignments/<uuid:assignment_id>/bring-back")
@staff(*SETTERS)
def bring_back(assignment_id: uuid.UUID) -> AnyResponse:
    work = queries.to_change(viewer, assignment_id)
    _pupil, access = find(viewer, work.pupil_id, Part.WORK)
    actions.bring_back(viewer, work=work, access=access)
    flash(_("Brought back, as it was."), "ok")
    return redirect(url_for("learning.assignment", assignment_id=assignment_id), 303)


@bp.post("/assignments/<uuid:assignment_id>/place")
@staff(*SETTERS)
def place(assignment_id: uuid.UUID) -> AnyResponse:
    """One place up or down in what the pupil has to do."""
    pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    up = request.form.get("to") != "down"
    actions.move_in_order(viewer, pupil_id=pupil.id, access=access, assignment_id=assignment_id, up=up)
    return redirect(url_for("learning.pupil_work", pupil_id=pupil.id), 303)


@bp.post("/my-work/<uuid:assignment_id>/this-one")
@only(Role.PUPIL)
def this_one(assignment_id: uuid.UUID) -> AnyResponse:
    actions.take_this_one(viewer, assignment_id=assignment_id)
    flash(_("You do this one. The others are put away."), "ok")
    return redirect(url_for("learning.work", assignment_id=assignment_id), 303)
