"""Saying yes to a plan, or why not: oneself, or by phone with an adult who writes it down; and the head's decision."""

import uuid
from typing import Any

from flask import Response, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import Decision, require
from virtual_school.core.db import begin
from virtual_school.core.errors import Stale
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts, once
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.plans import actions, policy, queries
from virtual_school.plans.actions import BothKept, Typed, account_of
from virtual_school.plans.forms import AnswerForm, RecordForm, TypedForm, WithoutForm
from virtual_school.plans.models import PlanState
from virtual_school.plans.queries import Held, Shown, Standing
from virtual_school.plans.routes.blueprint import bp, home, name_of
from virtual_school.pupils.models import Part, Party

WHAT = {"answer": AnswerForm, "recorded": RecordForm, "without": WithoutForm}


def _shown(version_id: uuid.UUID) -> tuple[Held, Shown]:
    held = queries.version(viewer, version_id, lock=request.method == "POST")
    return held, queries.show(viewer, held.pupil, held.access, held.version)


def _form(what: str, held: Held) -> TypedForm:
    """The form as it arrived, or as it opens: on this version, with the words that were kept."""
    kind = WHAT[what]
    if request.method == "POST":
        return kind()
    draft = drafts.find(account_of(viewer), actions.subject(what, held.version.id))
    words = {"words": draft.text, "draft_version": draft.version} if draft else {}
    return kind(formdata=None, version=held.version.version, **words)


def _typed(form: Any) -> Typed:
    return Typed(form.words.data or "", form.draft_key.data or "", form.draft_version.data or 0)


def _page(
    what: str,
    held: Held,
    shown: Shown,
    form: Any,
    *,
    may: Decision,
    failed: Stale | None = None,
    status: int = 200,
) -> Response:
    """The page of one question, with whatever was typed still in its box."""
    both = failed if isinstance(failed, BothKept) else None
    if failed is not None:
        form.version.raw_data, form.version.data = None, held.version.version
        form.once.raw_data, form.once.data = None, once.new_key()
    if both is not None:
        form.draft_version.raw_data, form.draft_version.data = None, both.version
    return render(
        f"plans/{what}.html",
        status=status,
        held=held,
        pupil=held.pupil,
        name=name_of(held.pupil, held.access),
        shown=shown,
        form=form,
        may=may,
        both=both,
        failed=failed.because if failed and not both else "",
        back=home(held),
        mentor=queries.mentor_name(held.pupil),
        where=held.access.opens(Part.WEEK),
        is_proposed=held.version.state is PlanState.PROPOSED,
    )


def _after(version_id: uuid.UUID, error: Stale) -> tuple[Held, Shown, Stale]:
    """The plan as it is now that it turned out to be another."""
    begin(write=False)
    held = queries.version(viewer, version_id)
    return held, queries.show(viewer, held.pupil, held.access, held.version), error


@bp.route("/plans/<uuid:version_id>/answer", methods=["GET", "POST"])
@only(*policy.ANSWERERS)
def answer(version_id: uuid.UUID) -> AnyResponse:
    """One's own yes, or why not."""
    held, shown = _shown(version_id)
    form: Any = _form("answer", held)
    key = shown.own.key if shown.own else None
    may = policy.can_answer(viewer, key, held.version.state, shown.answers)
    if key is None:
        require(may)
    if not form.validate_on_submit():
        return _page("answer", held, shown, form, may=may, status=form.http_status)
    place = home(held)
    failed: Stale | None = None

    def act() -> str:
        actions.answer(
            viewer,
            held,
            key=key,
            answers=shown.answers,
            version=form.version.data,
            agrees=form.says_yes,
            typed=_typed(form),
        )
        _say(form.says_yes)
        return place

    try:
        if went := form.makes(viewer.account_id, act):
            return redirect(went, 303)
    except Stale as error:
        held, shown, failed = _after(version_id, error)
    return _page("answer", held, shown, form, may=may, failed=failed, status=409)


def _say(agrees: bool) -> None:
    flash(_("Your yes is kept. Thank you.") if agrees else _("Your answer is kept. The plan is changed first."), "ok")


@bp.route("/plans/<uuid:version_id>/recorded", methods=["GET", "POST"])
@staff(Role.MENTOR)
def recorded(version_id: uuid.UUID) -> AnyResponse:
    """What the pupil or a carer said by phone or in person, read back to them."""
    held, shown = _shown(version_id)
    may = policy.can_record(held.access, held.version.state)
    require(policy.can_lead(held.access))
    form: Any = _form("recorded", held)
    people = {one.value: one for one in shown.standing if one.party in (Party.PUPIL, Party.CARER)}
    form.who.choices = options([(value, one.called) for value, one in people.items()], first=_("Choose…"))
    if not form.validate_on_submit():
        return _page("recorded", held, shown, form, may=may, status=form.http_status)
    failed: Stale | None = None
    place = home(held)
    try:
        if went := form.makes(viewer.account_id, lambda: _record(held, people[form.who.data], form, place)):
            return redirect(went, 303)
    except Stale as error:
        held, shown, failed = _after(version_id, error)
    return _page("recorded", held, shown, form, may=may, failed=failed, status=409)


def _record(held: Held, who: Standing, form: RecordForm, place: str) -> str:
    actions.record(
        viewer,
        held,
        who=who,
        version=form.version.data,
        agrees=form.says_yes,
        typed=_typed(form),
        how=form.how.data,
        interpreter=form.interpreter.data,
        read_back=bool(form.read_back.data),
    )
    flash(_("Written down: what %(who)s said.", who=who.called), "ok")
    return place


@bp.route("/plans/<uuid:version_id>/without", methods=["GET", "POST"])
@staff(Role.HEADTEACHER)
def without(version_id: uuid.UUID) -> AnyResponse:
    """The head goes on without somebody's yes, with a recorded reason."""
    held, shown = _shown(version_id)
    form: Any = _form("without", held)
    may = policy.can_go_on_without(viewer, held.access, held.version.state)
    if not form.validate_on_submit():
        return _page("without", held, shown, form, may=may, status=form.http_status)
    place = home(held)
    failed: Stale | None = None

    def act() -> str:
        actions.go_on_without(viewer, held, version=form.version.data, typed=_typed(form))
        flash(_("Your decision is recorded, and the plan begins."), "ok")
        return place

    try:
        if went := form.makes(viewer.account_id, act):
            return redirect(went, 303)
    except Stale as error:
        held, shown, failed = _after(version_id, error)
    return _page("without", held, shown, form, may=may, failed=failed, status=409)


@bp.put("/plans/<uuid:version_id>/drafts/<what>")
@only(*policy.ANSWERERS)
def save_words(version_id: uuid.UUID, what: str) -> Response:
    """Words of an answer or a reason, saved as they are typed: their writer's alone until sent."""
    held, shown = _shown(version_id)
    key = shown.own.key if shown.own else None
    actions.may_write_words(viewer, held, what, key, shown.answers)
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_words(viewer, held, what, sent)
