"""A pupil's plan for staff: the page, its versions, and what the mentor does with it as a whole."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import Decision, require
from virtual_school.core.db import begin
from virtual_school.core.errors import NotVisible, Stale
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.plans import actions, policy, queries
from virtual_school.plans.forms import ChangeForm, ProposeForm, ReviewForm
from virtual_school.plans.models import PlanVersion
from virtual_school.plans.queries import Versions
from virtual_school.plans.routes.blueprint import bp, home, name_of
from virtual_school.pupils import chosen
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see


@bp.get("/pupils/<uuid:pupil_id>/plan")
@staff(*policy.READERS)
def page(pupil_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    looked(pupil.id, Part.PLAN, "plan")
    return _page(pupil, access, versions, queries.chosen(viewer, access, versions))


@bp.get("/pupils/<uuid:pupil_id>/plan/versions/<int:number>")
@staff(*policy.READERS)
def numbered(pupil_id: uuid.UUID, number: int) -> Response:
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    version = versions.numbered(number)
    looked(pupil.id, Part.PLAN, "plan", version.id)
    return _page(pupil, access, versions, version)


def _page(
    pupil: Pupil,
    access: Access,
    versions: Versions,
    version: PlanVersion | None,
    *,
    because: str = "",
    status: int = 200,
) -> Response:
    shown = queries.show(viewer, pupil, access, version) if version else None
    before = versions.before(version) if version else None
    return render(
        "plans/page.html",
        status=status,
        pupil=pupil,
        opened=access,
        reads_all=access.relation in chosen.ALWAYS,
        name=name_of(pupil, access),
        versions=versions,
        version=version,
        shown=shown,
        changes=queries.changes_since(version, before, access) if version else [],
        without=queries.author_of(version.without_by) if version and version.without_by else "",
        mentor=queries.mentor_name(pupil),
        seen=actions.fingerprint(shown) if shown else "",
        because=because,
        may=_may(pupil, access, versions, shown),
    )


def _may(pupil: Pupil, access: Access, versions: Versions, shown: queries.Shown | None) -> dict[str, Decision]:
    """What the viewer may do on the page; each refusal with its reason."""
    if shown is None:
        return {}
    state = shown.version.state
    key = shown.own.key if shown.own else None
    return {
        "write": policy.can_write(access, state),
        "add": policy.can_add_goal(access, state, len(shown.goals)),
        "propose": policy.can_propose(access, state, shown.missing),
        "take_back": policy.can_take_back(access, state),
        "change": policy.can_begin_version(
            access,
            is_agreed=versions.agreed is not None,
            is_over=versions.is_over,
            has_open=versions.open is not None,
        ),
        "rate": policy.can_rate(access, state),
        "met": policy.can_mark_met(access, state),
        "answer": policy.can_answer(viewer, key, state, shown.answers),
        "record": policy.can_record(access, state),
        "without": policy.can_go_on_without(viewer, access, state),
        "lead": policy.can_lead(access),
    }


@bp.get("/pupils/<uuid:pupil_id>/plan/versions")
@staff(*policy.READERS)
def history(pupil_id: uuid.UUID) -> Response:
    """Every version, newest first, each with what changed in it and why."""
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    looked(pupil.id, Part.PLAN, "plan")
    return render(
        "plans/history.html",
        pupil=pupil,
        opened=access,
        name=name_of(pupil, access),
        versions=versions,
        changes={one.id: queries.changes_since(one, versions.before(one), access) for one in versions.every[:12]},
    )


@bp.route("/plans/<uuid:version_id>/review", methods=["GET", "POST"])
@only(*policy.WRITERS)
def review(version_id: uuid.UUID) -> AnyResponse:
    """The day on which the plan is looked at again."""
    held = queries.version(viewer, version_id, lock=request.method == "POST")
    require(policy.can_write(held.access, held.version.state))
    form = ReviewForm(obj=held.version)
    theirs, status = None, form.http_status
    if form.validate_on_submit() and form.review_on.data:
        opened_on, chosen = form.version.data, form.review_on.data
        try:
            if form.carries(lambda: actions.set_review(viewer, held, version=opened_on, review_on=chosen)):
                return redirect(home(held), 303)
        except Stale as error:
            begin(write=False)
            held = queries.version(viewer, version_id)
            theirs, status = held.version, error.status
            form.version.raw_data, form.version.data = None, theirs.version
    return render("plans/review.html", held=held, form=form, theirs=theirs, back=home(held), status=status)


@bp.post("/plans/<uuid:version_id>/proposal")
@staff(Role.MENTOR)
def propose(version_id: uuid.UUID) -> AnyResponse:
    """Put it to agreement as it was shown."""
    held = queries.version(viewer, version_id, lock=True)
    shown = queries.show(viewer, held.pupil, held.access, held.version)
    form = ProposeForm()
    failed: str | None = None
    try:
        if form.carries(lambda: actions.propose(viewer, held, shown, seen=form.seen.data or "")):
            flash(_("Everybody is asked now. The week stands still until they have answered."), "ok")
            return redirect(home(held), 303)
        failed = form.form_errors[0]
    except Stale as error:
        begin(write=False)
        failed = error.because
    return _again(held.pupil.id, failed)


def _again(pupil_id: uuid.UUID, because: str) -> Response:
    """The page as it is now, with why nothing was done above it."""
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    version = queries.chosen(viewer, access, versions)
    return _page(pupil, access, versions, version, because=because, status=409)


@bp.post("/plans/<uuid:version_id>/taking-back")
@staff(Role.MENTOR)
def take_back(version_id: uuid.UUID) -> AnyResponse:
    held = queries.version(viewer, version_id, lock=True)
    actions.take_back(viewer, held)
    flash(_("Taken back. Change what is to change, then ask everybody again."), "ok")
    return redirect(home(held), 303)


@bp.route("/pupils/<uuid:pupil_id>/plan/change", methods=["GET", "POST"])
@staff(Role.MENTOR)
def change(pupil_id: uuid.UUID) -> AnyResponse:
    """A new version of what was agreed. The agreed one runs until the new one is agreed."""
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    if versions.agreed is None:
        raise NotVisible
    form = ChangeForm()
    may = policy.can_begin_version(access, is_agreed=True, is_over=versions.is_over, has_open=versions.open is not None)
    if form.validate_on_submit():
        agreed_id = versions.agreed.id
        went = form.makes(viewer.account_id, lambda: _begin(agreed_id, form.because.data or ""))
        if went:
            return redirect(went, 303)
    return render(
        "plans/change.html",
        pupil=pupil,
        name=name_of(pupil, access),
        form=form,
        may=may,
        # Why a plan was changed stands on the pages of staff alone; the family reads what changed.
        seen=who_can_see(viewer, access, pupil, Audience(Part.PLAN).without(Relation.SELF, Relation.CARER)),
        status=409 if form.form_errors else form.http_status,
    )


def _begin(agreed_id: uuid.UUID, because: str) -> str:
    held = queries.version(viewer, agreed_id, lock=True)
    versions = queries.versions_of(held.pupil.id, held.access)
    actions.begin_version(
        viewer,
        held.access,
        held.version,
        has_open=versions.open is not None,
        is_over=versions.is_over,
        because=because,
    )
    return url_for("plans.page", pupil_id=held.pupil.id)
