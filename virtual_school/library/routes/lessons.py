"""The library for authors: posting work, one lesson and its files."""

import uuid
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import NotVisible, Stale
from virtual_school.core.htmx import htmx, render
from virtual_school.core.saving import drafts
from virtual_school.library import actions, policy, queries
from virtual_school.library.forms import LessonForm, NewLessonForm, SearchForm
from virtual_school.library.models import Audience, StepKind
from virtual_school.library.pages import edit_page, lesson_page, new_page
from virtual_school.library.reading import asked
from virtual_school.library.routes.blueprint import bp
from virtual_school.library.routes.reading import alternatives
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer

POSTED = _l("Posted. Every school of the network can set it now. Posting never gives you marking.")

# The button that makes a step of what is to be done first.
FIRST_WORDS = "first-words"


@bp.get("/library")
@staff(*AUTHORS)
def index() -> Response:
    form = SearchForm(request.args)
    form.offer(queries.subjects(viewer), queries.schools(viewer))
    asked = form.asked(page=request.args.get("page", 1, type=int))
    found = queries.lessons(viewer, asked)
    fragments = {"lessons": "library/_lessons.html"}
    return render("library/index.html", fragments, search=form, asked=asked, found=found)


@bp.route("/lessons/new", methods=["GET", "POST"])
@staff(*AUTHORS)
@unlocked
def new() -> AnyResponse:
    """Post work: all of it on one page, files too. What cannot be posted yet is kept as a draft."""
    require(policy.can_begin(viewer))
    form = NewLessonForm()
    form.offer(queries.subjects(viewer))
    uploads = [an_id(value) for value in request.form.getlist("upload")]
    if not form.is_submitted():
        return new_page(viewer, None)
    good, received, wanted = form.validate(), received_files(), "post" in request.form
    if not good:
        with writing():
            held = actions.hold(viewer, received)
        return new_page(viewer, form, [*uploads, *held])
    with writing():
        went = actions.begin_once(
            viewer, key=form.once.data, words=form.words(), received=received, uploads=uploads, post=wanted, to=_address
        )
    if not wanted:
        say(_("Saved. Add a step or a file, or post it as it is."))
    elif went.endswith("/edit"):
        flash(_("Kept as a draft. Write what to do, or add one file that pupils can open. Then post it."), "warm")
    else:
        say(POSTED)
    return redirect(went, 303)


@bp.put("/lessons/new/draft")
@staff(*AUTHORS)
def new_draft() -> Response:
    require(policy.can_begin(viewer))
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_new_draft(viewer, sent=sent)


@bp.get("/lessons/<uuid:lesson_id>")
@staff(*AUTHORS)
def lesson(lesson_id: uuid.UUID) -> Response:
    return lesson_page(viewer, queries.sheet(viewer, lesson_id))


@bp.route("/lessons/<uuid:lesson_id>/edit", methods=["GET", "POST"])
@staff(*AUTHORS)
def edit(lesson_id: uuid.UUID) -> AnyResponse:
    saving = request.method == "POST"
    sheet = queries.sheet(viewer, lesson_id, lock=saving)
    require(policy.can_change(viewer, sheet.lesson))
    if not saving:
        return edit_page(viewer, sheet)
    wrong = _save(sheet, LessonForm())
    if wrong:
        return wrong
    then = request.form.get("then", "")
    if then == FIRST_WORDS:
        actions.first_words_to_step(viewer, sheet.lesson)
    say(_("Saved."))
    return redirect(_next(lesson_id, then), 303)


def _next(lesson_id: uuid.UUID, then: str) -> str:
    """Where the button leads: to the step that is to be added, else to the lesson again."""
    if then in {kind.value for kind in StepKind}:
        return url_for("library.new_step", lesson_id=lesson_id, kind=then)
    return url_for("library.edit", lesson_id=lesson_id, _anchor="lesson-steps" if then else None)


@bp.put("/lessons/<uuid:lesson_id>/draft")
@staff(*AUTHORS)
def draft(lesson_id: uuid.UUID) -> Response:
    sheet = queries.sheet(viewer, lesson_id)
    require(policy.can_change(viewer, sheet.lesson))
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_draft(viewer, sheet.lesson, sent=sent)


@bp.post("/lessons/<uuid:lesson_id>/post")
@staff(*AUTHORS)
def post(lesson_id: uuid.UUID) -> AnyResponse:
    """Post what is in the row; or, pressed below the form, save what is in its boxes and post that."""
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    require(policy.can_change(viewer, sheet.lesson))
    form = LessonForm() if "version" in request.form else None
    wrong = _save(sheet, form) if form else None
    if wrong:
        return wrong
    its_files, steps = queries.files(viewer, sheet), queries.steps(viewer, sheet)
    changed = sheet.is_changed(its_files, steps=steps.changed)
    if sheet.is_posted and not changed:  # pressed twice
        return redirect(url_for("library.lesson", lesson_id=lesson_id), 303)
    decision = policy.can_post(viewer, sheet.lesson, its_files, steps=steps.now, changed=changed)
    if form and not decision:
        form.instructions.errors = [decision.because]
        return edit_page(viewer, sheet, form, status=422)
    actions.post(viewer, sheet.lesson, files=its_files, steps=steps.now, newest=sheet.revision, changed=changed)
    say(POSTED)
    return redirect(url_for("library.lesson", lesson_id=lesson_id), 303)


@bp.post("/lessons/<uuid:lesson_id>/withdraw")
@staff(*AUTHORS)
def withdraw(lesson_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    actions.withdraw(viewer, sheet.lesson)
    undo = url_for("library.post", lesson_id=lesson_id) if sheet.revision else None
    say(_("Withdrawn. Nobody can set it now; pupils who have it keep it."), undo)
    return redirect(url_for("library.lesson", lesson_id=lesson_id), 303)


@bp.post("/lessons/<uuid:lesson_id>/files")
@staff(*AUTHORS)
@unlocked
def add_files(lesson_id: uuid.UUID) -> AnyResponse:
    """Uploads that have arrived, and the files of a plain form."""
    require(policy.can_change(viewer, queries.sheet(viewer, lesson_id).lesson))
    uploads = [an_id(value) for value in request.form.getlist("upload")]
    received = received_files()
    with writing():
        lesson = queries.sheet(viewer, lesson_id, lock=True).lesson
        actions.add_files(viewer, lesson, received=received, uploads=uploads)
    with writing():
        wrong = words_beside(queries.sheet(viewer, lesson_id, lock=True))
    return wrong or _to_files(lesson_id)


def received_files() -> list[files.Received]:
    """The files that came with a plain form. Of those that did not the next page tells."""
    came, wrong = files.receive_each(request.files.getlist("files"))
    for because in wrong:
        flash(because, "warm")
    return came


@bp.post("/lessons/<uuid:lesson_id>/resources/<uuid:resource_id>/audience")
@staff(*AUTHORS)
def audience(lesson_id: uuid.UUID, resource_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    wanted = Audience.PUPILS if request.form.get("audience") == Audience.PUPILS.value else Audience.STAFF_ONLY
    resource = queries.own_resource(sheet, resource_id)
    if wrong := words_beside(sheet):
        return wrong
    actions.set_audience(viewer, sheet.lesson, resource=resource, audience=wanted)
    return _to_files(lesson_id)


@bp.post("/lessons/<uuid:lesson_id>/resources/<uuid:resource_id>/remove")
@staff(*AUTHORS)
def remove(lesson_id: uuid.UUID, resource_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    resource = queries.own_resource(sheet, resource_id)
    if wrong := words_beside(sheet):
        return wrong
    actions.remove_file(viewer, sheet.lesson, resource=resource)
    back = url_for("library.put_back", lesson_id=lesson_id, resource_id=resource_id)
    say(_("%(name)s is taken away.", name=resource.name), back)
    return _to_files(lesson_id)


@bp.post("/lessons/<uuid:lesson_id>/resources/<uuid:resource_id>/put-back")
@staff(*AUTHORS)
def put_back(lesson_id: uuid.UUID, resource_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    resource = queries.own_resource(sheet, resource_id)
    if wrong := words_beside(sheet):
        return wrong
    actions.put_file_back(viewer, sheet.lesson, resource=resource)
    return _to_files(lesson_id)


@bp.get("/lessons/<uuid:lesson_id>/resources/<uuid:resource_id>/<name>")
@staff(*AUTHORS)
def resource(lesson_id: uuid.UUID, resource_id: uuid.UUID, name: str) -> Response:
    """A file, for authors. Pupils have an address of their own, under the work they were set."""
    found = queries.file(viewer, lesson_id, resource_id)
    sender = found.resource.added_by == viewer.account_id
    return files.send(*asked(found), inline="show" in request.args, to_sender=sender)


def words_beside(sheet: queries.Sheet) -> AnyResponse | None:
    """Save the words that came along with a button of the files. A script leaves them in their boxes: nothing to do."""
    if htmx.wants_fragment or "version" not in request.form:
        return None
    require(policy.can_change(viewer, sheet.lesson))
    return _save(sheet, LessonForm())


def _save(sheet: queries.Sheet, form: LessonForm) -> AnyResponse | None:
    """Save what was typed; or the page that says what is wrong, or who wrote at the same time."""
    form.offer(queries.subjects(viewer), sheet.lesson, sheet.subject)
    if not form.validate() and set(form.errors) != {"version"}:  # a version that never was is one that is no more
        return edit_page(viewer, sheet, form, status=422)
    try:
        actions.save(viewer, sheet.lesson, version=form.version.data, words=form.words())
        actions.describe(viewer, sheet.lesson, words=alternatives())
    except Stale:
        return edit_page(viewer, sheet, form, status=409)
    return None


def say(words: str, undo: str | None = None) -> None:
    """What was just done, at the top of the next page, with the address that undoes it."""
    said: Any = {"words": str(words), "undo": undo}
    flash(said, "ok")


def _address(lesson_id: uuid.UUID, posted: bool) -> str:
    return url_for("library.lesson" if posted else "library.edit", lesson_id=lesson_id)


def _to_files(lesson_id: uuid.UUID) -> AnyResponse:
    return redirect(url_for("library.edit", lesson_id=lesson_id, _anchor="lesson-files"), 303)


def an_id(value: str) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise NotVisible from None
