"""A pupil's work for those who reach it: mentor, lead, school, key adult, carer."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.htmx import render
from virtual_school.learning import actions, policy
from virtual_school.learning.forms import WithdrawForm
from virtual_school.learning.queries import changed
from virtual_school.learning.queries import record as queries
from virtual_school.learning.queries.newer import newer
from virtual_school.learning.queries.stuck import stuck_of
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.plans.queries import goal_words
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for

ADULTS = tuple(role for role in Role if role is not Role.PUPIL)
SETTERS = (Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD)


@bp.get("/pupils/<uuid:pupil_id>/work")
@only(*ADULTS)
def pupil_work(pupil_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, pupil_id, Part.WORK)
    looked(pupil_id, Part.WORK, "work")
    number = min(max(request.args.get("page", 1, type=int), 1), 1000)
    items, more = queries.work_of(viewer, pupil_id, number)
    return render(
        "learning/pupil_work.html",
        pupil=pupil,
        name=name_for(pupil, access),
        access=access,
        items=items,
        more=more,
        number=number,
        first=(number - 1) * queries.PAGE + 1,
        may_set=policy.can_set_work(access),
        may_change=policy.can_change(access),
    )


@bp.get("/assignments/<uuid:assignment_id>")
@only(*ADULTS)
def assignment(assignment_id: uuid.UUID) -> Response:
    return _page(assignment_id)


def _page(assignment_id: uuid.UUID, form: WithdrawForm | None = None, *, status: int = 200) -> Response:
    shown = queries.one(viewer, assignment_id)
    pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    looked(pupil.id, Part.WORK, "assignment", assignment_id)
    about = changed.about(viewer, assignment_id)
    return render(
        "learning/assignment.html",
        status=status,
        work=shown,
        shown=library.to_do(shown.revision_id),
        pupil=pupil,
        name=name_for(pupil, access),
        access=access,
        form=form or WithdrawForm(formdata=None),
        may_withdraw=policy.can_withdraw(access, shown.state),
        may_write_down=policy.can_write_down(access, shown.state),
        newer=newer(viewer, assignment_id),
        about=about,
        goal=goal_words(viewer, pupil.id, access, about.goal_key),
        may_change=policy.can_change(access),
        stuck=stuck_of(viewer, assignment_id),
    )


@bp.get("/assignments/<uuid:assignment_id>/pieces/<uuid:piece_id>/<name>")
@only(*ADULTS)
def piece_on_record(assignment_id: uuid.UUID, piece_id: uuid.UUID, name: str) -> Response:
    stored, shown, pupil_id = queries.photo(viewer, assignment_id, piece_id)
    looked(pupil_id, Part.WORK, "photo", piece_id)
    return files.send(stored, shown, inline=True)


@bp.post("/assignments/<uuid:assignment_id>/withdraw")
@staff(*SETTERS)
def withdraw(assignment_id: uuid.UUID) -> AnyResponse:
    """Take work back with a reason: gone from every view, kept for the audit."""
    work = queries.to_change(viewer, assignment_id)
    pupil, access = find(viewer, work.pupil_id, Part.WORK)
    form = WithdrawForm()
    if not form.validate():
        return _page(assignment_id, form, status=422)
    actions.withdraw(viewer, assignment=work, access=access, because=form.because.data or "")
    flash(_("Taken back. Nobody sees it any more."), "ok")
    return redirect(url_for("learning.pupil_work", pupil_id=pupil.id), 303)


@bp.route("/assignments/<uuid:assignment_id>/pieces/<uuid:piece_id>/withdraw", methods=["GET", "POST"])
@staff(*SETTERS)
def withdraw_piece(assignment_id: uuid.UUID, piece_id: uuid.UUID) -> AnyResponse:
    """A photo or file that is another child's: gone from every page and address, kept for the audit."""
    form = WithdrawForm()
    pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    looked(pupil.id, Part.WORK, "photo", piece_id)
    piece = queries.piece_to_withdraw(viewer, assignment_id, piece_id, lock=form.is_submitted())
    place = url_for("learning.assignment", assignment_id=assignment_id)
    if form.validate_on_submit():
        work = queries.to_change(viewer, assignment_id)
        because = form.because.data or ""
        actions.withdraw_piece(viewer, assignment=work, access=access, piece=piece, because=because)
        flash(_("Taken away. Nobody can open it any more."), "ok")
        return redirect(place, 303)
    return render(
        "learning/withdraw_piece.html",
        status=form.http_status,
        form=form,
        piece=piece,
        name=name_for(pupil, access),
        back_url=place,
    )


@bp.post("/assignments/<uuid:assignment_id>/undo")
@staff(*SETTERS)
def undo_setting(assignment_id: uuid.UUID) -> AnyResponse:
    work = queries.to_change(viewer, assignment_id)
    pupil, access = find(viewer, work.pupil_id, Part.WORK)
    actions.undo_setting(viewer, assignment=work, access=access)
    flash(_("Undone. The work was not set."), "ok")
    return redirect(url_for("learning.pupil_work", pupil_id=pupil.id), 303)
