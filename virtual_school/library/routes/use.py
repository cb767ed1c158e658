"""What others do with a posted lesson: see what changed, adapt it, follow it, thank for it."""

import uuid
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.library import queries
from virtual_school.library.pages import lesson_page
from virtual_school.library.policy import can_change
from virtual_school.library.routes.blueprint import bp
from virtual_school.library.use import actions, bringing, policy
from virtual_school.library.use import queries as use
from virtual_school.library.use.forms import AdaptForm, ThanksForm
from virtual_school.library.use.merging import Outcome
from virtual_school.library.use.showing import version_page
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer


@bp.get("/lessons/<uuid:lesson_id>/versions")
@staff(*AUTHORS)
def versions(lesson_id: uuid.UUID) -> Response:
    sheet = queries.sheet(viewer, lesson_id)
    return render(
        "library/versions.html",
        sheet=sheet,
        versions=use.versions(sheet),
        around=use.around(viewer, sheet),
        can_follow=policy.can_follow(viewer, sheet.lesson),
    )


@bp.get("/lessons/<uuid:lesson_id>/versions/<int:number>")
@staff(*AUTHORS)
def version(lesson_id: uuid.UUID, number: int) -> Response:
    """What changed with one version, from the one before it or from the one that `?since=` names."""
    sheet = queries.sheet(viewer, lesson_id)
    return version_page(viewer, sheet, number, since=request.args.get("since", 0, type=int))


@bp.post("/lessons/<uuid:lesson_id>/adapt")
@staff(*AUTHORS)
def adapt(lesson_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    require(policy.can_adapt(viewer, sheet.lesson))

    def made() -> str:
        copy = actions.adapt(viewer, sheet.lesson, sheet.revision)
        return url_for("library.edit", lesson_id=copy.id)

    went = AdaptForm().makes(viewer.account_id, made)
    flash(_("It is a draft of your school now. It says whose lesson it was made from."), "ok")
    return redirect(went or url_for("library.lesson", lesson_id=lesson_id), 303)


@bp.post("/lessons/<uuid:lesson_id>/follow")
@staff(*AUTHORS)
def follow(lesson_id: uuid.UUID) -> AnyResponse:
    """Also: what there is now was seen."""
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    actions.follow(viewer, sheet.lesson, sheet.revision)
    flash(_("You are told when this lesson changes."), "ok")
    return redirect(url_for("library.lesson", lesson_id=lesson_id), 303)


@bp.post("/lessons/<uuid:lesson_id>/unfollow")
@staff(*AUTHORS)
def unfollow(lesson_id: uuid.UUID) -> AnyResponse:
    actions.unfollow(viewer, use.own(viewer, lesson_id))
    said: Any = {"words": _("You are not told of it any more."), "undo": url_for("library.follow", lesson_id=lesson_id)}
    flash(said, "ok")
    return redirect(url_for("library.following"), 303)


@bp.post("/lessons/<uuid:lesson_id>/thank")
@staff(*AUTHORS)
def thank(lesson_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    require(policy.can_thank(viewer, sheet.lesson))
    form = ThanksForm()
    if not form.validate():
        return lesson_page(viewer, sheet, thanking=form, form=form, status=422)
    actions.thank(viewer, sheet.lesson, words=form.words.data or "")
    flash(_("Thank you said."), "ok")
    return redirect(url_for("library.lesson", lesson_id=lesson_id), 303)


@bp.get("/library/following")
@staff(*AUTHORS)
def following() -> Response:
    return render("library/following.html", followed=use.followed(viewer))


@bp.get("/lessons/<uuid:lesson_id>/original")
@staff(*AUTHORS)
def original(lesson_id: uuid.UUID) -> Response:
    """What changed in the lesson that this one was made from, and what of it can be brought in."""
    sheet = queries.sheet(viewer, lesson_id)
    require(can_change(viewer, sheet.lesson))
    found = use.original(sheet)
    source = found.newest.lesson_id
    before, after = use.version(source, found.taken.number), use.version(source, found.newest.number)
    return render(
        "library/original.html",
        sheet=sheet,
        found=found,
        its_source=use.attribution(lesson_id),
        changed=use.difference(before, after),
        its_taken_is_hidden=before.hidden is not None,
        plan=bringing.plan(sheet.lesson, found.taken, found.newest),
        outcome=Outcome,
    )


@bp.post("/lessons/<uuid:lesson_id>/original")
@staff(*AUTHORS)
def bring_in(lesson_id: uuid.UUID) -> AnyResponse:
    """Bring in what nobody changed here; or, with `leave`, leave the lesson as it is."""
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    require(can_change(viewer, sheet.lesson))
    found = use.original(sheet)
    if "leave" in request.form:
        actions.leave_as_it_is(viewer, sheet.lesson, found)
        flash(_("Your lesson stays as it is."), "ok")
    else:
        actions.bring_in(viewer, sheet.lesson, found)
        flash(_("Brought in. Look at it, then post it again."), "ok")
    return redirect(url_for("library.edit", lesson_id=lesson_id), 303)
