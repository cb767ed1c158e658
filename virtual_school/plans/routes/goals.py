"""Goals: written by pupil and mentor while the plan is a draft; rated by each, any time."""

import uuid

from flask import Response, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import Decision, require
from virtual_school.core.db import begin
from virtual_school.core.errors import Stale
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.plans import actions, policy, queries
from virtual_school.plans.forms import GoalButton, GoalForm, RatingForm
from virtual_school.plans.models import Goal
from virtual_school.plans.queries import Held
from virtual_school.plans.routes.blueprint import bp, home, who_reads
from virtual_school.pupils.access import Relation


@bp.route("/plans/<uuid:version_id>/goals/new", methods=["GET", "POST"])
@only(*policy.WRITERS)
def new_goal(version_id: uuid.UUID) -> AnyResponse:
    held = queries.version(viewer, version_id, lock=request.method == "POST")
    there = len(queries.seen_goals(version_id))
    form = GoalForm()
    require(policy.can_write(held.access, held.version.state))
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _add(held, there, form))
        if went:
            return redirect(went, 303)
    may = policy.can_add_goal(held.access, held.version.state, there)
    return _form(held, form, may=may)


def _add(held: Held, there: int, form: GoalForm) -> str:
    actions.add_goal(viewer, held, there=there, **form.says())
    return home(held, "goals")


def _form(
    held: Held,
    form: GoalForm,
    *,
    goal: Goal | None = None,
    theirs: Goal | None = None,
    may: Decision | None = None,
    status: int | None = None,
) -> Response:
    return render(
        "plans/goal.html",
        status=status or form.http_status,
        held=held,
        own=held.access.relation is Relation.SELF,
        form=form,
        goal=goal,
        theirs=theirs,
        may=may,
        back=home(held, "goals"),
        readers=who_reads(held, goal=True),
    )


@bp.route("/plans/<uuid:version_id>/goals/<uuid:key>", methods=["GET", "POST"])
@only(*policy.WRITERS)
def goal(version_id: uuid.UUID, key: uuid.UUID) -> AnyResponse:
    """Change a goal. Two who do so at once are shown each other's words."""
    held = queries.version(viewer, version_id, lock=request.method == "POST")
    found = queries.goal(held.version, key)
    require(policy.can_write(held.access, held.version.state))
    form = GoalForm(obj=found)
    if not form.validate_on_submit():
        return _form(held, form, goal=found)
    try:
        if form.carries(lambda: actions.change_goal(viewer, held, found, version=form.version.data, **form.says())):
            return redirect(home(held, "goals"), 303)
    except Stale as error:
        begin(write=False)
        held = queries.version(viewer, version_id)
        theirs = queries.goal(held.version, key)
        form.version.raw_data, form.version.data = None, theirs.version
        return _form(held, form, goal=theirs, theirs=theirs, status=error.status)
    return _form(held, form, goal=found)


@bp.post("/plans/<uuid:version_id>/goals/<uuid:key>/place")
@only(*policy.WRITERS)
def place_goal(version_id: uuid.UUID, key: uuid.UUID) -> AnyResponse:
    """One place up or down."""
    held, found = _held(version_id, key)
    form = GoalButton()
    form.validate()
    actions.move_goal(viewer, held, found, version=form.version.data, up=request.form.get("to") != "down")
    return redirect(home(held, "goals"), 303)


@bp.post("/plans/<uuid:version_id>/goals/<uuid:key>/removal")
@only(*policy.WRITERS)
def remove_goal(version_id: uuid.UUID, key: uuid.UUID) -> AnyResponse:
    held, found = _held(version_id, key)
    form = GoalButton()
    form.validate()
    words = found.words
    actions.remove_goal(viewer, held, found, version=form.version.data)
    flash(_("Taken out: %(goal)s", goal=words), "ok")
    return redirect(home(held, "goals"), 303)


@bp.post("/plans/<uuid:version_id>/goals/<uuid:key>/met")
@staff(Role.MENTOR)
def met(version_id: uuid.UUID, key: uuid.UUID) -> AnyResponse:
    """That a goal is met, or not yet after all."""
    held, found = _held(version_id, key)
    actions.mark_met(viewer, held, found, met=request.form.get("met") != "no")
    return redirect(home(held, "goals"), 303)


def _held(version_id: uuid.UUID, key: uuid.UUID) -> tuple[Held, Goal]:
    held = queries.version(viewer, version_id, lock=True)
    return held, queries.goal(held.version, key)


@bp.route("/plans/<uuid:version_id>/goals/<uuid:key>/rating", methods=["GET", "POST"])
@only(*policy.WRITERS)
def rating(version_id: uuid.UUID, key: uuid.UUID) -> AnyResponse:
    """How far a goal is today, as the pupil or as the mentor sees it."""
    held = queries.version(viewer, version_id, lock=request.method == "POST")
    found = queries.goal(held.version, key)
    form = RatingForm()
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _rate(held, found, form))
        if went:
            return redirect(went, 303)
    own = held.access.relation is Relation.SELF
    return render(
        "plans/rating.html",
        status=form.http_status,
        held=held,
        own=own,
        goal=found,
        form=form,
        may=policy.can_rate(held.access, held.version.state),
        back=home(held, "goals"),
        seen=who_reads(held),
    )


def _rate(held: Held, found: Goal, form: RatingForm) -> str:
    actions.rate_goal(viewer, held, found, rating=int(form.rating.data), words=form.words.data)
    flash(_("Kept."), "ok")
    return home(held, f"goal-{found.key}")
