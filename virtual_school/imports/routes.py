"""An import in the browser: send, match columns, look, decide, confirm, take back."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files, lists
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import Problem, WrongState
from virtual_school.core.files import Received
from virtual_school.core.forms import Form
from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.imports import actions, policy, queries, words
from virtual_school.imports.fields import doubled
from virtual_school.imports.forms import ColumnsForm, ConfirmForm, DecisionForm, FileForm, UndoForm
from virtual_school.imports.models import Did, Import, Kind, State, Verdict
from virtual_school.imports.showing import as_words, bad_lines, candidate_words, said_words
from virtual_school.network import queries as networks
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer

bp = Blueprint("imports", __name__)

MOST_BYTES = 20 * 1024 * 1024
COLUMNS = (
    lists.Column(_l("Sent"), lambda row: row[0].at),
    lists.Column(_l("File"), lambda row: row[0].name),
    lists.Column(_l("State"), lambda row: words.STATE_WORDS[row[0].state]),
    lists.Column(_l("Who sent it"), lambda row: row[1]),
    lists.Column(_l("School"), lambda row: row[2]),
)
ROW_COLUMNS = (
    lists.Column(_l("Line"), lambda row: row.line or ""),
    lists.Column(_l("Name"), lambda row: row.name),
    lists.Column(_l("What"), lambda row: words.VERDICT_WORDS[row.verdict]),
    lists.Column(_l("Why"), lambda row: "; ".join(f"{where}: {why}" for where, why in row.problems.items())),
)


def _page_of(import_id: uuid.UUID) -> str:
    return url_for("imports.page", import_id=import_id)


@bp.get("/imports")
@only(*policy.IMPORTERS)
def index() -> Response:
    return lists.answer(queries.found_imports(viewer), COLUMNS, "imports/index.html", name="imports", words=words)


@bp.route("/imports/new", methods=["GET", "POST"])
@only(*policy.IMPORTERS)
@unlocked
def new() -> AnyResponse:
    """Send a file. Its bytes come first, with nothing locked."""
    form = FileForm()
    kinds = [kind for kind in Kind if policy.can_import_kind(viewer, kind)]
    for_network = policy.is_for_network(viewer)
    schools = [(one.id, one.name) for one in networks.organisations(viewer)] if for_network else []
    form.offer(kinds, schools)
    here: str | None = None
    if form.validate_on_submit():
        received = _received(form)
        if received is not None:
            with writing():
                here = form.makes(viewer.account_id, lambda: _sent(received, form, kinds))
        if here:
            return redirect(here, 303)
    return render("imports/new.html", form=form, status=form.http_status, own=not for_network)


def _received(form: FileForm) -> Received | None:
    try:
        return files.receive_form([form.file.data], MOST_BYTES)[0]
    except Problem as problem:
        form.file.errors = [problem.because]
    return None


def _sent(received: Received, form: FileForm, kinds: list[Kind]) -> str:
    found = actions.receive(
        viewer,
        files.keep(received),
        received.name,
        kind=form.kind.data if "kind" in form else kinds[0],
        organisation_id=form.organisation_id.data if "organisation_id" in form else viewer.organisation_id,
        is_whole=form.is_whole.data,
    )
    return _page_of(found.id)


@bp.get("/imports/<uuid:import_id>")
@only(*policy.IMPORTERS)
def page(import_id: uuid.UUID) -> Response:
    """How far it is; when it is read, what it would do; when it is written, the way back."""
    found = queries.find(viewer, import_id)
    return _page(found, ConfirmForm(), UndoForm())


def _page(found: Import, confirm: ConfirmForm, undo: UndoForm, form: Form | None = None) -> Response:
    return render(
        "imports/page.html",
        {"import": "imports/_state.html"},
        status=422 if form is not None and form.errors else 200,
        found=found,
        counts=queries.counts(found),
        did=queries.effects_by(found),
        given_up=queries.is_given_up(found),
        doubled=doubled(found.columns.get("headers", [])),
        confirm_form=confirm,
        undo_form=undo,
        form=form,
        words=words,
    )


@bp.route("/imports/<uuid:import_id>/columns", methods=["GET", "POST"])
@only(*policy.IMPORTERS)
def columns(import_id: uuid.UUID) -> AnyResponse:
    """What each column holds, as it was recognised and as a person says."""
    found = queries.find(viewer, import_id, lock=request.method == "POST")
    if found.state not in (State.COLUMNS, State.READY, State.FAILED) or not found.columns.get("headers"):
        raise WrongState(_("The columns of this file cannot be matched any more."))
    form = ColumnsForm.of(found.kind, found.columns)
    if form.validate_on_submit() and form.carries(
        lambda: actions.match_columns(viewer, found, form.fields, has_header=form.has_header.data)
    ):
        return redirect(_page_of(import_id), 303)
    samples = found.columns.get("samples", [])
    return render("imports/columns.html", form=form, found=found, samples=samples, status=form.http_status)


@bp.get("/imports/<uuid:import_id>/lines")
@only(*policy.IMPORTERS)
def lines(import_id: uuid.UUID) -> Response:
    """The lines of one verdict, or all with what is wrong first, a page at a time."""
    found = queries.find(viewer, import_id)
    asked = request.args.get("what", "")
    verdict = Verdict(asked) if asked in {one.value for one in Verdict} else None
    did = Did(asked) if asked in {one.value for one in (Did.REMOVED, Did.SHUT, Did.RESTORED, Did.LEFT)} else None
    question = queries.undone(found, did) if did else queries.rows(found, verdict)
    return lists.answer(
        question,
        ROW_COLUMNS,
        "imports/lines.html",
        name="lines",
        gather=lambda rows: [row[0] for row in rows],
        found=found,
        verdict=verdict,
        did=did,
        words=words,
        as_words=as_words,
        said_words=said_words,
    )


@bp.get("/imports/<uuid:import_id>/wrong-lines.csv")
@only(*policy.IMPORTERS)
def wrong_lines(import_id: uuid.UUID) -> Response:
    """Every line that is wrong, with its columns and reasons, for whoever puts the file right."""
    found = queries.find(viewer, import_id)
    content, count = bad_lines(queries.problems(found))
    note("exported", account_id=viewer.account_id, list="import", rows=count, format="csv")
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="wrong-lines.csv")
    return response


@bp.route("/imports/<uuid:import_id>/lines/<uuid:row_id>", methods=["GET", "POST"])
@only(*policy.IMPORTERS)
def decide(import_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    """Who an unsure line is: a person says it."""
    found = queries.find(viewer, import_id)
    row = queries.one_row(found, row_id, lock=request.method == "POST")
    if row.verdict is not Verdict.UNSURE or found.state is not State.READY:
        raise WrongState(_("There is nothing to decide about this line any more."))
    form = DecisionForm(who=_decided(row), because=row.because)
    form.offer(row, queries.candidates(row), candidate_words)
    if form.validate_on_submit() and form.carries(lambda: _decide(found, row, form)):
        flash(_("Decided. Nothing is written yet."))
        return redirect(url_for("imports.lines", import_id=import_id, what=Verdict.UNSURE.value), 303)
    return render(
        "imports/decide.html", form=form, found=found, row=row, words=words, as_words=as_words, status=form.http_status
    )


def _decided(row: Any) -> str | None:
    return str(row.match or row.decision.value) if row.decision else None


def _decide(found: Import, row: Any, form: DecisionForm) -> None:
    actions.decide(viewer, found, row, decision=form.decision, match=form.match, because=form.because.data)


@bp.post("/imports/<uuid:import_id>/confirm")
@only(*policy.IMPORTERS)
def confirm(import_id: uuid.UUID) -> AnyResponse:
    found = queries.find(viewer, import_id, lock=True)
    if found.state in (State.WRITING, State.DONE):  # pressed twice
        return redirect(_page_of(import_id), 303)
    form, counts = ConfirmForm(), queries.counts(found)
    form.validate()
    if form.carries(lambda: actions.confirm(viewer, found, counts, skips_wrong=form.skips_wrong.data)):
        return redirect(_page_of(import_id), 303)
    begin(write=False)
    return _page(queries.find(viewer, import_id), form, UndoForm(), form)


@bp.post("/imports/<uuid:import_id>/undo")
@only(*policy.IMPORTERS)
def undo(import_id: uuid.UUID) -> AnyResponse:
    found = queries.find(viewer, import_id, lock=True)
    if found.state in (State.UNDOING, State.UNDONE):  # pressed twice
        return redirect(_page_of(import_id), 303)
    possible = policy.can_undo(found, given_up=queries.is_given_up(found))
    if not possible:
        raise WrongState(possible.because)
    form = UndoForm()
    if form.validate() and form.carries(lambda: actions.undo(viewer, found, form.because.data or "")):
        return redirect(_page_of(import_id), 303)
    begin(write=False)
    return _page(queries.find(viewer, import_id), ConfirmForm(), form, form)


@bp.post("/imports/<uuid:import_id>/drop")
@only(*policy.IMPORTERS)
def drop(import_id: uuid.UUID) -> AnyResponse:
    require(policy.can_import(viewer))
    actions.drop(viewer, queries.find(viewer, import_id, lock=True))
    flash(_("The file is thrown away. Nothing of it was written."))
    return redirect(url_for("imports.index"), 303)


@bp.post("/imports/<uuid:import_id>/go-on")
@only(*policy.IMPORTERS)
def go_on(import_id: uuid.UUID) -> AnyResponse:
    """What stopped by itself is taken on by whoever presses."""
    require(policy.can_import(viewer))
    actions.go_on(viewer, queries.find(viewer, import_id, lock=True))
    return redirect(_page_of(import_id), 303)
