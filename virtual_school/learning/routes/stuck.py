"""A pupil is stuck and says so; whoever was named, or their mentor, writes back."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts, once
from virtual_school.learning import actions
from virtual_school.learning.actions import BothKept, Typed, account_of
from virtual_school.learning.forms import HelpForm, StuckForm
from virtual_school.learning.queries import doing as steps
from virtual_school.learning.queries import held, one
from virtual_school.learning.queries import stuck as queries
from virtual_school.learning.queries.doing import Doing
from virtual_school.learning.queries.one import written
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.library.questions.given import in_words
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import ANSWERERS, Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import said_outside, who_can_see_mine


@bp.get("/my-work/<uuid:assignment_id>/stuck")
@only(Role.PUPIL)
def stuck(assignment_id: uuid.UUID) -> Response:
    return _ask_page(assignment_id, StuckForm(formdata=None, step=request.args.get("step", 0, type=int)))


def _ask_page(assignment_id: uuid.UUID, form: StuckForm, *, status: int = 200) -> Response:
    work = one.work(viewer, assignment_id)
    return render(
        "learning/stuck.html",
        status=status,
        work=work,
        form=form,
        step=form.step.data or 0,
        asked=queries.stuck_of(viewer, assignment_id),
        seen=who_can_see_mine(viewer, Audience(Part.WORK, about=("assignment", assignment_id))),
    )


@bp.post("/my-work/<uuid:assignment_id>/stuck")
@only(Role.PUPIL)
def say_stuck(assignment_id: uuid.UUID) -> AnyResponse:
    own = held.to_write(viewer, assignment_id)
    form = StuckForm()
    if not form.validate():
        return _ask_page(assignment_id, form, status=422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    at = _step(assignment_id, form.step.data or 0)
    waits = any(asked.answered_at is None for asked in queries.stuck_of(viewer, assignment_id))
    try:
        actions.ask_for_help(
            viewer,
            assignment=own,
            waits=waits,
            step_id=at.step_id if at else None,
            words=form.text.data or "",
            typed=_typed(assignment_id, at),
        )
    except WrongState as error:
        form.text.errors = [error.because]
        return _ask_page(assignment_id, form, status=409)
    readers = one.work(viewer, assignment_id).readers
    flash(_("%(name)s has been asked. The answer will be here, beside your work.", name=readers.first), "ok")
    place = url_for("learning.work", assignment_id=assignment_id)
    if at is not None:
        place = url_for("learning.step", assignment_id=assignment_id, number=at.number)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


def _step(assignment_id: uuid.UUID, number: int) -> Doing | None:
    """The step that they were at; about the whole piece of work when there is none of that number."""
    try:
        return steps.doing(viewer, assignment_id, number)
    except NotVisible:
        return None


def _typed(assignment_id: uuid.UUID, at: Doing | None) -> str:
    """What stood in the boxes then: of the step, or of the whole piece of work."""
    if at is None:
        return written(viewer, one.work(viewer, assignment_id)).text
    lines = []
    for asked in at.asked:
        said = in_words(asked.question.kind, asked.question.shape, asked.asked.answer)
        lines += [asked.question.prompt, *said, ""] if said else []
    return "\n".join(lines).strip()[:20_000]


@bp.get("/stuck/<uuid:stuck_id>")
@staff(*ANSWERERS)
def help(stuck_id: uuid.UUID) -> Response:
    return _help_page(stuck_id)


def _help_page(
    stuck_id: uuid.UUID, form: HelpForm | None = None, *, both: BothKept | None = None, status: int = 200
) -> Response:
    shown = queries.to_help(viewer, stuck_id)
    draft = drafts.find(account_of(viewer), f"stuck:{stuck_id}")
    if both is not None and form is not None:
        form = HelpForm(formdata=None, text=form.text.data, draft_version=both.version, once=once.new_key())
    elif form is None:
        form = HelpForm(formdata=None, text=draft.text if draft else "", draft_version=draft.version if draft else 0)
    looked(shown.pupil_id, Part.WORK, "stuck", stuck_id)
    return render(
        "learning/help.html",
        status=status,
        call=shown,
        asked=shown.asked,
        shown=library.to_do(shown.revision_id),
        form=form,
        both=both,
        saved_at=draft.saved_at if draft else None,
        seen=said_outside(shown.who.split(" ")[0], Audience(Part.WORK)),
    )


@bp.put("/stuck/<uuid:stuck_id>/draft")
@staff(*ANSWERERS)
def save_help(stuck_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    _work, row = queries.call_held(viewer, stuck_id)
    return actions.save_help_draft(viewer, row=row, sent=sent)


@bp.post("/stuck/<uuid:stuck_id>")
@staff(*ANSWERERS)
def help_on(stuck_id: uuid.UUID) -> AnyResponse:
    work, row = queries.call_held(viewer, stuck_id)
    form = HelpForm()
    if not form.validate():
        return _help_page(stuck_id, form, status=422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    typed = Typed(form.text.data or "", form.draft_key.data or "", form.draft_version.data or 0)
    try:
        actions.help_on(viewer, assignment=work, row=row, typed=typed)
    except BothKept as both:
        return _help_page(stuck_id, form, both=both, status=409)
    except WrongState as error:
        form.text.errors = [error.because]
        return _help_page(stuck_id, form, status=409)
    flash(_("Sent. It stands beside their work now."), "ok")
    place = url_for("learning.help", stuck_id=stuck_id)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)
