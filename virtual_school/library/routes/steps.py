"""A lesson's steps, for whoever writes it: each on a page of its own, their order on the lesson's page."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, Stale, WrongState
from virtual_school.core.files import Received
from virtual_school.core.saving import drafts
from virtual_school.library import actions, policy, queries
from virtual_school.library.forms import NewStepForm, StepForm
from virtual_school.library.models import StepKind
from virtual_school.library.routes.blueprint import bp
from virtual_school.library.routes.lessons import an_id, say, words_beside
from virtual_school.library.step_pages import new_step_page, step_page
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer


@bp.route("/lessons/<uuid:lesson_id>/steps/new/<kind>", methods=["GET", "POST"])
@staff(*AUTHORS)
@unlocked
def new_step(lesson_id: uuid.UUID, kind: str) -> AnyResponse:
    sheet, its = queries.sheet(viewer, lesson_id), _kind(kind)
    require(policy.can_change(viewer, sheet.lesson))
    form = NewStepForm()
    form.offer(its, _choices(sheet, its))
    if not form.is_submitted():
        return new_step_page(viewer, sheet, form, its, uploads=[])
    whole, received = _came(form)
    if not whole:
        return new_step_page(viewer, sheet, form, its, uploads=_held(received))
    with writing():
        lesson = queries.sheet(viewer, lesson_id, lock=True).lesson
        went = form.makes(
            viewer.account_id,
            lambda: _after(
                lesson_id,
                actions.add_step(viewer, lesson, form.said(), received=received, uploads=_uploads()).id,
                its,
            ),
        )
    if went is None:
        return new_step_page(viewer, queries.sheet(viewer, lesson_id), form, its, uploads=[])
    return redirect(went, 303)


@bp.put("/lessons/<uuid:lesson_id>/steps/new/<kind>/draft")
@staff(*AUTHORS)
def new_step_draft(lesson_id: uuid.UUID, kind: str) -> Response:
    sheet, its = queries.sheet(viewer, lesson_id), _kind(kind)
    require(policy.can_change(viewer, sheet.lesson))
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_new_step_draft(viewer, sheet.lesson, its, sent=sent)


@bp.route("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>", methods=["GET", "POST"])
@staff(*AUTHORS)
@unlocked
def step(lesson_id: uuid.UUID, step_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id)
    require(policy.can_change(viewer, sheet.lesson))
    row = queries.own_step(sheet, step_id)
    choices = _choices(sheet, row.kind)
    if request.method == "GET":
        return step_page(viewer, sheet, row, choices)
    form = StepForm()
    form.offer(row.kind, choices)
    whole, received = _came(form)
    if not whole and set(form.errors) != {"version"}:
        return step_page(viewer, sheet, row, choices, form, uploads=_held(received), status=422)
    try:
        with writing():
            sheet = queries.sheet(viewer, lesson_id, lock=True)
            row = queries.own_step(sheet, step_id)
            sent: dict[str, Any] = {"received": received, "uploads": _uploads()}
            actions.save_step(viewer, sheet.lesson, row, form.said(), version=form.version.data, **sent)
    except (Stale, WrongState) as error:
        begin(write=False)
        stale = isinstance(error, Stale)
        uploads = _held(received) if stale else []
        sheet = queries.sheet(viewer, lesson_id)
        row = queries.own_step(sheet, step_id)
        if not stale:
            form.form_errors.append(error.because)
        return step_page(viewer, sheet, row, choices, form, uploads=uploads, status=409 if stale else 422)
    say(_("Saved."))
    return redirect(_after(lesson_id, step_id, row.kind), 303)


@bp.put("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/draft")
@staff(*AUTHORS)
def step_draft(lesson_id: uuid.UUID, step_id: uuid.UUID) -> Response:
    sheet = queries.sheet(viewer, lesson_id)
    require(policy.can_change(viewer, sheet.lesson))
    row = queries.own_step(sheet, step_id)
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_step_draft(viewer, sheet.lesson, row, sent=sent)


@bp.post("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/place")
@staff(*AUTHORS)
def place_step(lesson_id: uuid.UUID, step_id: uuid.UUID) -> AnyResponse:
    """Make it the step of the number that is asked for."""
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    row = queries.own_step(sheet, step_id)
    if wrong := words_beside(sheet):
        return wrong
    actions.move_step(viewer, sheet.lesson, row, to=request.form.get("to", 1, type=int))
    return _to_steps(lesson_id)


@bp.post("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/remove")
@staff(*AUTHORS)
def remove_step(lesson_id: uuid.UUID, step_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    row = queries.own_step(sheet, step_id)
    if wrong := words_beside(sheet):
        return wrong
    actions.remove_step(viewer, sheet.lesson, row)
    say(_("The step is taken out."), url_for("library.put_step_back", lesson_id=lesson_id, step_id=step_id))
    return _to_steps(lesson_id)


@bp.post("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/put-back")
@staff(*AUTHORS)
def put_step_back(lesson_id: uuid.UUID, step_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    row = queries.own_step(sheet, step_id)
    if wrong := words_beside(sheet):
        return wrong
    actions.put_step_back(viewer, sheet.lesson, row)
    return _to_steps(lesson_id)


def _kind(value: str) -> StepKind:
    try:
        return StepKind(value)
    except ValueError:
        raise NotVisible from None


def _choices(sheet: queries.Sheet, kind: StepKind) -> list[tuple[uuid.UUID, str]]:
    """The lesson's files that a step of this kind may show: never one that is staff only."""
    wanted = [file for file in queries.files(viewer, sheet) if not file.is_staff_only]
    return [(file.id, file.name) for file in wanted if kind is not StepKind.PICTURE or file.stored.width is not None]


def _came(form: NewStepForm | StepForm) -> tuple[bool, list[Received]]:
    """Whether the form is whole, and the files that came along; beside the choice, why one was not taken."""
    received, wrong = files.receive_each(request.files.getlist("files"))
    whole = form.is_whole(has_file=bool(received or _uploads()))
    if wrong and "resource_id" in form:
        form.resource_id.errors = wrong
        whole = False
    return whole, received


def _held(received: Sequence[Received]) -> list[uuid.UUID]:
    """The form comes back: what was sent with it need not be sent again."""
    with writing():
        held = actions.hold(viewer, received)
    return [*_uploads(), *held]


def _uploads() -> list[uuid.UUID]:
    return [an_id(value) for value in request.form.getlist("upload")]


def _after(lesson_id: uuid.UUID, step_id: uuid.UUID, kind: StepKind) -> str:
    """Where to go on: questions are written on a page of their own, everything else is done."""
    where: dict[str, Any] = {"lesson_id": lesson_id}
    if kind is StepKind.QUESTIONS:
        return url_for("library.questions", step_id=step_id, **where)
    return url_for("library.edit", _anchor="lesson-steps", **where)


def _to_steps(lesson_id: uuid.UUID) -> AnyResponse:
    return redirect(url_for("library.edit", lesson_id=lesson_id, _anchor="lesson-steps"), 303)
