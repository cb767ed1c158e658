"""What waits for whoever was named to answer: the pile, one hand-in, returning it, taking it back for a minute."""

import uuid
from urllib.parse import urlsplit

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files, lists
from virtual_school.core.errors import WrongState
from virtual_school.core.forms import Form
from virtual_school.core.htmx import htmx, render
from virtual_school.core.lists import Column
from virtual_school.core.notes import note
from virtual_school.core.saving import drafts, once
from virtual_school.learning import actions
from virtual_school.learning.actions import BothKept, Judged, OtherPraise, Typed, account_of
from virtual_school.learning.forms import AnswerForm
from virtual_school.learning.models import Outcome
from virtual_school.learning.queries import pile as queries
from virtual_school.learning.queries.stuck import waiting_for_help
from virtual_school.learning.routes.beside import FRAGMENTS, boxes_beside
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import said_outside

COLUMNS = (
    Column(_l("Handed in"), lambda row: row.arrived_at),
    Column(_l("Pupil"), lambda row: row.who),
    Column(_l("Year"), lambda row: row.year),
    Column(_l("Lesson"), lambda row: row.title),
    Column(_l("Go"), lambda row: row.number),
)


@bp.get("/to-answer")
@staff(*ANSWERERS)
def pile() -> Response:
    return lists.answer(
        queries.the_pile(viewer),
        COLUMNS,
        "learning/pile.html",
        name="to-answer",
        gather=queries.as_waiting,
        fragments={"answer-desk": "learning/_to_answer.html"},
        is_part=htmx.wants_fragment,
        lately=queries.lately(viewer),
        may_say_yes=viewer.is_author,
        calls=waiting_for_help(viewer),
    )


@bp.get("/to-answer/<uuid:hand_in_id>")
@staff(*ANSWERERS)
def answer(hand_in_id: uuid.UUID) -> Response:
    return hand_in_page(hand_in_id)


def hand_in_page(
    hand_in_id: uuid.UUID,
    form: AnswerForm | None = None,
    *,
    beside: dict[str, Form] | None = None,
    both: BothKept | None = None,
    status: int = 200,
) -> Response:
    """One hand-in between the pile and the feedback, with whatever was typed still in its box or one `beside` it."""
    shown = queries.to_answer(viewer, hand_in_id)
    written, praised = queries.feedback_written(viewer, hand_in_id)
    if both is not None and form is not None:
        form = _again(form, both)
    elif form is None:
        form = AnswerForm(
            formdata=None,
            text=written.text,
            draft_version=written.version,
            praise=praised.text,
            secure=shown.was_secure,
        )
    looked(shown.pupil_id, Part.WORK, "answer", hand_in_id)
    if shown.go.opened_at is None:
        note("hand_in.opened", account_id=viewer.account_id, pupil_id=shown.pupil_id, object_id=hand_in_id)
    lesson = library.to_do(shown.revision_id)
    response = render(
        "learning/answer.html",
        FRAGMENTS,
        status=status,
        is_part=htmx.wants_fragment,
        work=shown,
        shown=lesson,
        written=written,
        form=form,
        both=both,
        praised=praised,
        praise_both=isinstance(both, OtherPraise),
        waiting=queries.waiting(viewer),
        # To whoever answers, at another school too, by what people are and not by name.
        seen=said_outside(shown.who.split(" ")[0], Audience(Part.WORK, own_teacher=True)),
        **boxes_beside(viewer, shown, lesson.outcome, beside or {}),
    )
    return _in_history(response)


def _again(form: AnswerForm, both: BothKept) -> AnswerForm:
    """The same words on top of what the server holds now, so that pressing again goes through."""
    is_praise = isinstance(both, OtherPraise)
    return AnswerForm(
        formdata=None,
        text=form.text.data,
        praise=form.praise.data,
        secure=form.secure.data,
        draft_version=form.draft_version.data if is_praise else both.version,
        once=once.new_key(),
    )


def _in_history(response: Response) -> Response:
    """A step in the browser's history for another hand-in alone: not for errors, nor for the same again."""
    if response.status_code >= 400 or urlsplit(request.headers.get("HX-Current-URL", "")).path == request.path:
        response.headers["HX-Push-Url"] = "false"
    return response


@bp.put("/to-answer/<uuid:hand_in_id>/draft")
@staff(*ANSWERERS)
def save_feedback(hand_in_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    work, has_answer = queries.to_return(viewer, hand_in_id)
    return actions.save_feedback_draft(viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer, sent=sent)


@bp.put("/to-answer/<uuid:hand_in_id>/praise/draft")
@staff(*ANSWERERS)
def save_praise(hand_in_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    work, has_answer = queries.to_return(viewer, hand_in_id)
    return actions.save_praise_draft(viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer, sent=sent)


@bp.post("/to-answer/<uuid:hand_in_id>/return")
@staff(*ANSWERERS)
def return_feedback(hand_in_id: uuid.UUID) -> AnyResponse:
    """Return it and go on to the next in the pile."""
    work, has_answer = queries.to_return(viewer, hand_in_id)
    form, outcome = AnswerForm(), _outcome()
    if not form.validate() or outcome is None:
        form.text.errors = form.text.errors or [_("Choose Another go or Done.")]
        return hand_in_page(hand_in_id, form, status=422)
    went = once.claim(account_of(viewer), form.once.data or "")
    if went and has_answer:  # pressed twice; from a page gone back to after 'Undo' it is pressed anew
        return redirect(went, 303)
    following = _next_after(hand_in_id)
    typed = Typed(form.text.data or "", form.draft_key.data or "", form.draft_version.data or 0)
    try:
        made = actions.return_feedback(
            viewer,
            assignment=work,
            hand_in_id=hand_in_id,
            has_answer=has_answer,
            typed=typed,
            outcome=outcome,
            praise=_praise(form),
            judged=Judged(form.praise.data or "", form.secure.data),
        )
    except BothKept as both:
        return hand_in_page(hand_in_id, form, both=both, status=409)
    except WrongState as error:
        form.text.errors = [error.because]
        return hand_in_page(hand_in_id, form, status=409)
    words = {Outcome.ANOTHER_GO: _("Returned for another go."), Outcome.DONE: _("Returned as done.")}[outcome]
    flash({"words": words, "undo": url_for("learning.undo_feedback", feedback_id=made.id)}, "ok")  # type: ignore[arg-type]
    once.went_to(account_of(viewer), form.once.data or "", following)
    return redirect(following, 303)


def _praise(form: AnswerForm) -> Typed | None:
    """As its own box brought it; a form without the box says nothing of it."""
    version = request.form.get("praise-version", "")
    if not version.isascii() or not version.isdigit():
        return None
    return Typed(form.praise.data or "", request.form.get("praise-key", "")[:60], int(version[:9]))


def _outcome() -> Outcome | None:
    return {one.value: one for one in Outcome}.get(request.form.get("outcome", ""))


def _next_after(hand_in_id: uuid.UUID) -> str:
    """The one below in the pile, else the first of the others, else the empty pile."""
    waiting = [row.hand_in_id for row in queries.waiting(viewer)]
    here = waiting.index(hand_in_id) if hand_in_id in waiting else -1
    others = waiting[here + 1 :] + waiting[: max(here, 0)]
    return url_for("learning.answer", hand_in_id=others[0]) if others else url_for("learning.pile")


@bp.post("/feedback/<uuid:feedback_id>/undo")
@staff(*ANSWERERS)
def undo_feedback(feedback_id: uuid.UUID) -> AnyResponse:
    work, feedback, returned = queries.to_undo(viewer, feedback_id)
    actions.undo_feedback(viewer, assignment=work, feedback=feedback, returned=returned)
    flash(_("Undone. Your words are back in the box, and only you see them."), "ok")
    return redirect(url_for("learning.answer", hand_in_id=feedback.hand_in_id), 303)


@bp.get("/to-answer/<uuid:hand_in_id>/pieces/<uuid:piece_id>/<name>")
@staff(*ANSWERERS)
def piece_to_answer(hand_in_id: uuid.UUID, piece_id: uuid.UUID, name: str) -> Response:
    stored, shown, pupil_id = queries.photo_to_answer(viewer, hand_in_id, piece_id)
    looked(pupil_id, Part.WORK, "photo", piece_id)
    return files.send(stored, shown, inline=True)
