"""A pupil's own work: what is set, the box, photos, handing in, what came back."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
from virtual_school.core.htmx import htmx, render
from virtual_school.core.notes import note
from virtual_school.core.saving import drafts, once
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import BothKept, Nothing, Typed, account_of
from virtual_school.learning.forms import HandInForm, ReplyForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import held, mine, one
from virtual_school.learning.queries.one import Work
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.library.reading import asked, copy_name, reading_page
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.models import Part
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see_mine

FRAGMENTS = {"pieces": "learning/_pieces.html"}


@bp.get("/my-work")
@only(Role.PUPIL)
def my_work() -> Response:
    number = max(request.args.get("page", 1, type=int), 1)
    items, more = mine.my_work(viewer, min(number, 1000))
    return render("learning/my_work.html", items=items, more=more, number=number, first=(number - 1) * mine.PAGE + 1)


@bp.get("/my-work/<uuid:assignment_id>")
@only(Role.PUPIL)
def work(assignment_id: uuid.UUID) -> Response:
    return _page(assignment_id)


def _page(
    assignment_id: uuid.UUID,
    form: HandInForm | None = None,
    *,
    answer: ReplyForm | None = None,
    both: BothKept | None = None,
    status: int = 200,
) -> Response:
    """The page of one piece of work, with whatever was typed still in its box."""
    shown = one.work(viewer, assignment_id)
    written = one.written(viewer, shown) if shown.is_open else None
    if both is not None and form is not None:
        form = _again(form, shown, both)
    elif form is None and written is not None:
        form = HandInForm(formdata=None, text=written.text, number=shown.number, draft_version=written.version)
    if not htmx.wants_fragment:
        _note_reading(shown)
    return render(
        "learning/work.html",
        FRAGMENTS,
        status=status,
        work=shown,
        written=written,
        form=form,
        both=both,
        answer=answer or _reply_form(shown),
        shown=library.to_do(shown.revision_id),
        seen=who_can_see_mine(viewer, Audience(Part.WORK, about=("assignment", assignment_id))),
    )


def _reply_form(shown: Work) -> ReplyForm | None:
    """Only where there is something to answer."""
    latest = shown.handed_in[0] if shown.handed_in else None
    return ReplyForm(formdata=None) if latest and latest.feedback_id and latest.reply is None else None


def _again(form: HandInForm, shown: Work, both: BothKept) -> HandInForm:
    """The same words on top of what the server holds now, so that pressing again goes through."""
    return HandInForm(
        formdata=None, text=form.text.data, number=shown.number, draft_version=both.version, once=once.new_key()
    )


def _note_reading(shown: Work) -> None:
    for go in shown.goes:
        if go.feedback_id is not None and go.read_at is None:
            note("feedback.read", account_id=viewer.account_id, pupil_id=viewer.pupil_id, object_id=go.feedback_id)


@bp.put("/my-work/<uuid:assignment_id>/draft")
@only(Role.PUPIL)
def save_work(assignment_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_draft(viewer, assignment=held.to_write(viewer, assignment_id), sent=sent)


@bp.post("/my-work/<uuid:assignment_id>/pieces")
@only(Role.PUPIL)
@unlocked
def add_pieces(assignment_id: uuid.UUID) -> AnyResponse:
    """Photos, each as it arrives; or by a plain form, together with the words that were in the box."""
    one.is_own(viewer, assignment_id)
    form = HandInForm()
    received, wrong = _received()
    return _beside_words(assignment_id, form, lambda own: _add(own, received), wrong)


def _beside_words(
    assignment_id: uuid.UUID, form: HandInForm, act: Callable[[Assignment], None], wrong: Sequence[str] = ()
) -> AnyResponse:
    """Do what a button beside the box is for, and keep the words that came along, each in a transaction of its own.

    Words that cannot be kept stay in the box with the reason, and so does the reason why a file did not come.
    """
    has_words = "text" in request.form
    wrong = [*(form.text.errors if has_words and not form.validate() else ()), *wrong]
    typed = _typed(form)
    try:
        with writing():
            own = held.to_write(viewer, assignment_id)
            if has_words:
                actions.is_in_time(own, typed)
            may_go_on = has_words and bool(policy.can_write(own.state))
            act(own)
        if has_words and not wrong:
            with writing():
                own = held.to_write(viewer, assignment_id)
                actions.keep_words(viewer, assignment=own, typed=typed, key=form.once.data or "")
    except BothKept as both:
        return _page(assignment_id, form, both=both, status=409)
    except WrongState as error:
        if not may_go_on:
            raise
        wrong.append(error.because)
    if wrong:
        form.text.errors = wrong
        return _page(assignment_id, form, status=422)
    return redirect(url_for("learning.work", assignment_id=assignment_id, _anchor="photos"), 303)


def _received() -> tuple[list[Received], list[str]]:
    """The files that came with a plain form, and in words why others did not."""
    received, wrong = [], []
    for sent in request.files.getlist("files"):
        try:
            received += files.receive_form([sent])
        except files.NotTaken as error:
            wrong.append(error.because)
    return received, wrong


def _add(own: Assignment, received: list[Received]) -> None:
    actions.add_pieces(viewer, assignment=own, received=received, uploads=_uploads())


def _uploads() -> list[uuid.UUID]:
    """The uploads that the form names. What is no identifier names none of hers."""
    try:
        return [uuid.UUID(sent) for sent in request.form.getlist("upload")]
    except ValueError:
        return []


def _typed(form: HandInForm) -> Typed:
    return Typed(form.text.data or "", form.draft_key.data or "", form.draft_version.data or 0)


@bp.post("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/remove")
@only(Role.PUPIL)
@unlocked
def remove_piece(assignment_id: uuid.UUID, piece_id: uuid.UUID) -> AnyResponse:
    return _beside_words(assignment_id, HandInForm(), lambda own: _remove(own, piece_id))


def _remove(own: Assignment, piece_id: uuid.UUID) -> None:
    actions.remove_piece(viewer, assignment=own, piece=held.piece_to_remove(viewer, own, piece_id))


@bp.get("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/<name>")
@only(Role.PUPIL)
def piece(assignment_id: uuid.UUID, piece_id: uuid.UUID, name: str) -> Response:
    stored, shown, _pupil = one.own_photo(viewer, assignment_id, piece_id)
    return files.send(stored, shown, inline=True, to_sender=True)


@bp.get("/my-work/<uuid:assignment_id>/files/<uuid:resource_id>/<name>")
@only(Role.PUPIL)
def lesson_file(assignment_id: uuid.UUID, resource_id: uuid.UUID, name: str) -> Response:
    """A file of the lesson that is for pupils. What is staff only is not here, by whatever address."""
    found = library.resource_for_pupil(one.revision_of(viewer, assignment_id), resource_id)
    return files.send(*asked(found), inline=True)


@bp.get("/my-work/<uuid:assignment_id>/read/<uuid:resource_id>")
@only(Role.PUPIL)
def lesson_read(assignment_id: uuid.UUID, resource_id: uuid.UUID) -> Response:
    """A document of the lesson, to be read here."""
    found = library.resource_for_pupil(one.revision_of(viewer, assignment_id), resource_id)
    here: dict[str, Any] = {"assignment_id": assignment_id, "resource_id": resource_id}
    return reading_page(
        found,
        back=_("My work"),
        to=url_for("learning.work", assignment_id=assignment_id),
        address=url_for("learning.lesson_file", name=found.name, **here),
        copy=url_for("learning.lesson_file", name=copy_name(found), copy=1, **here),
    )


@bp.post("/my-work/<uuid:assignment_id>/hand-in")
@only(Role.PUPIL)
@unlocked
def hand_in(assignment_id: uuid.UUID) -> AnyResponse:
    one.is_own(viewer, assignment_id)
    form = HandInForm()
    received, wrong = _received()
    if wrong or not form.validate():
        return _beside_words(assignment_id, form, lambda own: _add(own, received), wrong)
    try:
        with writing():
            place = _hand_in(assignment_id, form, received)
    except BothKept as both:
        return _page(assignment_id, form, both=both, status=409)
    except (Nothing, WrongState) as error:
        form.text.errors = [error.because]
        return _page(assignment_id, form, status=422)
    return redirect(place, 303)


def _hand_in(assignment_id: uuid.UUID, form: HandInForm, received: list[Received]) -> str:
    """Where the receipt is. The same words again are the same hand-in; other words are shown, never dropped."""
    own = held.to_write(viewer, assignment_id)
    went = once.claim(account_of(viewer), form.once.data or "")
    if policy.can_write(own.state) and not went:
        actions.add_pieces(viewer, assignment=own, received=received, uploads=_uploads())
    made = actions.hand_in(viewer, assignment=own, number=form.number.data, typed=_typed(form))
    place = went or url_for("learning.receipt", assignment_id=assignment_id, hand_in_id=made.id)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return place


@bp.get("/my-work/<uuid:assignment_id>/receipt/<uuid:hand_in_id>")
@only(Role.PUPIL)
def receipt(assignment_id: uuid.UUID, hand_in_id: uuid.UUID) -> Response:
    shown, go = one.receipt(viewer, assignment_id, hand_in_id)
    return render("learning/receipt.html", work=shown, go=go, first=shown.readers.first)


@bp.post("/my-work/<uuid:assignment_id>/feedback/<uuid:feedback_id>/reply")
@only(Role.PUPIL)
def reply(assignment_id: uuid.UUID, feedback_id: uuid.UUID) -> AnyResponse:
    """Her answer to feedback, once."""
    own = held.to_write(viewer, assignment_id)
    form = ReplyForm()
    if not form.validate():
        return _page(assignment_id, answer=form, status=422)
    went = once.claim(account_of(viewer), form.once.data or "")
    try:
        actions.reply(viewer, assignment=own, feedback_id=feedback_id, text=form.text.data or "")
    except WrongState as error:
        form.text.errors = [error.because]
        return _page(assignment_id, answer=form, status=409)
    place = went or url_for("learning.work", assignment_id=assignment_id, _anchor=f"feedback-{feedback_id}")
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)
