"""What is said about lessons: suggestions and problems, and what their schools answer; and who gives and takes."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock, lists, school_days
from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.core.lists import Column
from virtual_school.core.saving import drafts
from virtual_school.library import queries
from virtual_school.library.queries import Sheet
from virtual_school.library.routes.blueprint import bp
from virtual_school.library.use import actions, policy
from virtual_school.library.use import queries as use
from virtual_school.library.use.forms import AnswerForm, RemarkForm, TakeOutForm
from virtual_school.library.use.queries.said import Said
from virtual_school.library.use.words import ANSWER_WORDS, SAID_WORDS
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.network.viewer import viewer

READS_FIGURES = sorted(policy.READS_FIGURES, key=lambda role: role.value)

COLUMNS = (
    Column(_l("School"), lambda row: row.name),
    Column(_l("In the library"), lambda row: row.posted),
    Column(_l("Used by others"), lambda row: row.words["given"]),
    Column(_l("By how many schools"), lambda row: row.given_to),
    Column(_l("Adapted by others"), lambda row: row.adapted),
    Column(_l("Taken from others"), lambda row: row.words["taken"]),
    Column(_l("From how many schools"), lambda row: row.taken_from),
    Column(_l("Used of its own"), lambda row: row.words["own"]),
    Column(_l("Thanks"), lambda row: row.thanks),
)


@bp.get("/lessons/<uuid:lesson_id>/remark")
@staff(*AUTHORS)
def remark(lesson_id: uuid.UUID) -> Response:
    sheet = queries.sheet(viewer, lesson_id)
    require(policy.can_remark(viewer, sheet.lesson))
    draft = drafts.find(viewer.account_id, actions.remark_subject(sheet.lesson)) if viewer.account_id else None
    form = RemarkForm(formdata=None, words=draft.text if draft else "")
    return _remark_page(sheet, form)


@bp.post("/lessons/<uuid:lesson_id>/remark")
@staff(*AUTHORS)
def say(lesson_id: uuid.UUID) -> AnyResponse:
    sheet = queries.sheet(viewer, lesson_id)
    require(policy.can_remark(viewer, sheet.lesson))
    form = RemarkForm()
    if not form.validate() or form.kind.data is None:
        return _remark_page(sheet, form, 422)

    def done() -> str:
        actions.remark(viewer, sheet.lesson, sheet.revision, kind=form.kind.data, words=form.words.data or "")
        return url_for("library.lesson", lesson_id=lesson_id)

    went = form.makes(viewer.account_id, done)
    if went is None:
        return _remark_page(sheet, form, 422)
    flash(_("Sent. You are told when they answer."), "ok")
    return redirect(went, 303)


def _remark_page(sheet: Sheet, form: RemarkForm, status: int = 200) -> Response:
    draft = drafts.find(viewer.account_id, actions.remark_subject(sheet.lesson)) if viewer.account_id else None
    return render("library/remark.html", sheet=sheet, form=form, draft=draft, status=status)


@bp.put("/lessons/<uuid:lesson_id>/remark")
@staff(*AUTHORS)
def remark_draft(lesson_id: uuid.UUID) -> Response:
    sheet = queries.sheet(viewer, lesson_id)
    require(policy.can_remark(viewer, sheet.lesson))
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.keep_remark(viewer, sheet.lesson, sent=sent)


@bp.get("/library/said")
@staff(*AUTHORS)
def said() -> Response:
    return render(
        "library/said.html",
        heard=use.heard(viewer),
        own=use.said_by(viewer),
        thanks=use.own_thanks(viewer),
        kinds=SAID_WORDS,
        answers=ANSWER_WORDS,
        leads=viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD),
    )


@bp.get("/library/said/<uuid:remark_id>")
@staff(*AUTHORS)
def said_one(remark_id: uuid.UUID) -> Response:
    return _one_page(use.remark(viewer, remark_id))


def _one_page(
    one: Said, answering: AnswerForm | None = None, taking_out: TakeOutForm | None = None, status: int = 200
) -> Response:
    """One thing that was said, with what its reader may do about it."""
    return render(
        "library/said_one.html",
        status=status,
        one=one,
        form=answering or taking_out,
        answering=answering or AnswerForm(formdata=None),
        taking_out=taking_out or TakeOutForm(formdata=None),
        can_answer=policy.can_answer(viewer, one.lesson),
        can_take_out=policy.can_take_out(viewer, one.lesson, actions.open_kinds(one)),
        kinds=SAID_WORDS,
        answers=ANSWER_WORDS,
    )


@bp.post("/library/said/<uuid:remark_id>/answer")
@staff(*AUTHORS)
def answer_remark(remark_id: uuid.UUID) -> AnyResponse:
    one = use.remark(viewer, remark_id, lock=True)
    require(policy.can_answer(viewer, one.lesson))
    form = AnswerForm()
    if not form.validate() or form.state.data is None:
        return _one_page(one, answering=form, status=422)
    actions.answer(viewer, one, state=form.state.data, words=form.words.data or "")
    flash(_("Sent. They can read your answer now."), "ok")
    return redirect(url_for("library.said"), 303)


@bp.post("/library/said/<uuid:remark_id>/take-out")
@staff(*AUTHORS)
def take_out(remark_id: uuid.UUID) -> AnyResponse:
    """Out of the library, by whoever leads the Virtual School."""
    one = use.remark(viewer, remark_id, lock=True)
    require(policy.can_take_out(viewer, one.lesson, actions.open_kinds(one)))
    form = TakeOutForm()
    if not form.validate():
        return _one_page(one, taking_out=form, status=422)
    actions.take_out(viewer, one, because=form.because.data or "")
    flash(_("It is out of the library. Pupils who have it keep it."), "ok")
    return redirect(url_for("library.said"), 303)


@bp.get("/library/ledger")
@staff(*READS_FIGURES)
def ledger() -> Response:
    """What each school gives and takes, since the school year began or from the beginning."""
    whole = request.args.get("since") == "beginning"
    since = None if whole else school_days.year_began(clock.today())
    statement = use.ledger(viewer, since)
    return lists.answer(
        statement,
        COLUMNS,
        "library/ledger.html",
        name="ledger",
        gather=lambda rows: [use.Balance(*row) for row in rows],
        since=since,
    )
