"""The questions of a step: writing them, and trying them as a pupil will."""

import uuid
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, Stale
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.library import actions, policy, queries
from virtual_school.library.forms.questions import CHANGED, NEW
from virtual_school.library.models import Question, Step
from virtual_school.library.queries import Sheet
from virtual_school.library.question_pages import boxes, new_question_page, question_page
from virtual_school.library.questions import asking, marking, words
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.library.routes.blueprint import bp
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer


@bp.get("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/questions")
@staff(*AUTHORS)
def questions(lesson_id: uuid.UUID, step_id: uuid.UUID) -> Response:
    sheet, step = _step(lesson_id, step_id)
    there = queries.questions_of([step.id])[step.id]
    shown = [(one, _asked(one)) for one in there]
    return render("library/questions.html", sheet=sheet, step=step, questions=shown, kinds=words.KINDS)


@bp.route("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/questions/<kind>", methods=["GET", "POST"])
@staff(*AUTHORS)
def new_question(lesson_id: uuid.UUID, step_id: uuid.UUID, kind: str) -> AnyResponse:
    sheet, step = _step(lesson_id, step_id, lock=request.method == "POST")
    form = NEW[_kind(kind)]()
    if not form.validate_on_submit():
        return new_question_page(viewer, sheet, step, form, form.http_status)

    def make() -> str:
        actions.add_question(viewer, sheet.lesson, step, kind=form.kind, said=form.said(), boxes=form.boxes)
        return url_for("library.questions", lesson_id=lesson_id, step_id=step_id)

    went = form.makes(viewer.account_id, make)
    return redirect(went, 303) if went else new_question_page(viewer, sheet, step, form, 422)


@bp.put("/lessons/<uuid:lesson_id>/steps/<uuid:step_id>/questions/<kind>/draft/<box>")
@staff(*AUTHORS)
def new_question_draft(lesson_id: uuid.UUID, step_id: uuid.UUID, kind: str, box: str) -> Response:
    sheet, step = _step(lesson_id, step_id)
    its = _kind(kind)
    return _keep(sheet, actions.new_question_subject(step.id, its, _box(its, box)))


@bp.route("/lessons/<uuid:lesson_id>/questions/<uuid:question_id>", methods=["GET", "POST"])
@staff(*AUTHORS)
def question(lesson_id: uuid.UUID, question_id: uuid.UUID) -> AnyResponse:
    sheet, row = _question(lesson_id, question_id, lock=request.method == "POST")
    step = queries.questions_step(sheet, row.step_id)
    if request.method == "GET":
        return question_page(viewer, sheet, step, row)
    form = CHANGED[row.kind]()
    if not form.validate():
        return question_page(viewer, sheet, step, row, form, 422)
    sent: dict[str, Any] = {"version": form.version.data, "said": form.said(), "boxes": form.boxes}
    try:
        actions.change_question(viewer, sheet.lesson, row, **sent)
    except Stale:
        return question_page(viewer, sheet, step, row, form, 409)
    _say(_("Saved."))
    return _to_list(sheet, row)


@bp.put("/lessons/<uuid:lesson_id>/questions/<uuid:question_id>/draft/<box>")
@staff(*AUTHORS)
def question_draft(lesson_id: uuid.UUID, question_id: uuid.UUID, box: str) -> Response:
    sheet, row = _question(lesson_id, question_id)
    return _keep(sheet, actions.question_subject(row.id, _box(row.kind, box)))


@bp.get("/lessons/<uuid:lesson_id>/questions/<uuid:question_id>/try")
@staff(*AUTHORS)
def try_question(lesson_id: uuid.UUID, question_id: uuid.UUID) -> Response:
    """Answer it as a pupil will. Nothing is kept: what was answered stands in the address."""
    sheet, row = _question(lesson_id, question_id)
    shape = row.shape
    answer = asking.answered(row.kind, shape, "a", request.args)
    marked = marking.mark(row.kind, shape, answer) if request.args else None
    asked = asking.asked(row.kind, shape, row.prompt, "a", answer)
    return render("library/try_question.html", sheet=sheet, question=row, asked=asked, marked=marked, words=words)


@bp.post("/lessons/<uuid:lesson_id>/questions/<uuid:question_id>/move")
@staff(*AUTHORS)
def move_question(lesson_id: uuid.UUID, question_id: uuid.UUID) -> AnyResponse:
    sheet, row = _question(lesson_id, question_id, lock=True)
    actions.move_question(viewer, sheet.lesson, row, up=request.form.get("to") == "up")
    return _to_list(sheet, row)


@bp.post("/lessons/<uuid:lesson_id>/questions/<uuid:question_id>/remove")
@staff(*AUTHORS)
def remove_question(lesson_id: uuid.UUID, question_id: uuid.UUID) -> AnyResponse:
    sheet, row = _question(lesson_id, question_id, lock=True)
    actions.remove_question(viewer, sheet.lesson, row)
    back = url_for("library.put_question_back", lesson_id=lesson_id, question_id=question_id)
    _say(_("The question is taken away."), back)
    return _to_list(sheet, row)


@bp.post("/lessons/<uuid:lesson_id>/questions/<uuid:question_id>/put-back")
@staff(*AUTHORS)
def put_question_back(lesson_id: uuid.UUID, question_id: uuid.UUID) -> AnyResponse:
    sheet, row = _question(lesson_id, question_id, lock=True)
    actions.put_question_back(viewer, sheet.lesson, row)
    return _to_list(sheet, row)


def _step(lesson_id: uuid.UUID, step_id: uuid.UUID, *, lock: bool = False) -> tuple[Sheet, Step]:
    sheet = queries.sheet(viewer, lesson_id, lock=lock)
    require(policy.can_change(viewer, sheet.lesson))
    return sheet, queries.questions_step(sheet, step_id)


def _question(lesson_id: uuid.UUID, question_id: uuid.UUID, *, lock: bool = False) -> tuple[Sheet, Question]:
    sheet = queries.sheet(viewer, lesson_id, lock=lock)
    require(policy.can_change(viewer, sheet.lesson))
    return sheet, queries.question(sheet, question_id)


def _keep(sheet: Sheet, subject: str) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_question_draft(viewer, sheet.lesson, subject, sent=sent)


def _box(kind: QuestionKind, name: str) -> str:
    if name not in boxes(kind):
        raise NotVisible
    return name


def _asked(row: Question) -> asking.Asked:
    return asking.asked(row.kind, row.shape, row.prompt, f"q-{row.id}")


def _kind(typed: str) -> QuestionKind:
    try:
        return QuestionKind(typed)
    except ValueError:
        raise NotVisible from None


def _to_list(sheet: Sheet, row: Question) -> AnyResponse:
    return redirect(url_for("library.questions", lesson_id=sheet.lesson.id, step_id=row.step_id), 303)


def _say(said: str, undo: str | None = None) -> None:
    """What was just done, at the top of the next page, with the address that undoes it."""
    words_and_undo: Any = {"words": said, "undo": undo}
    flash(words_and_undo, "ok")
