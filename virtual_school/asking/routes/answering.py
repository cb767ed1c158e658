"""Answering: the pupil's own teacher, who knows them; and teachers of the network, who learn nothing of the pupil."""

import uuid
from collections.abc import Callable

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.asking import actions, queries, words
from virtual_school.asking.forms import ME, OwnReplyForm, ReplyForm, SubjectsForm
from virtual_school.asking.given import Answered
from virtual_school.asking.models import ReplyKind, WorkReply
from virtual_school.asking.queries.setting import who_answers
from virtual_school.asking.queries.teaching import TEACHERS
from virtual_school.asking.routes.blueprint import bp, received, uploads
from virtual_school.core import files
from virtual_school.core.access import unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.library import queries as library
from virtual_school.library.queries import Asked
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS, AUTHORS
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part

SHOWN = 12


def _offer(form: ReplyForm, subject_id: uuid.UUID, year: int) -> None:
    """The kinds of answer that the hat has; and, for who may look into the library, lessons of it."""
    is_author = viewer.is_any(*AUTHORS)
    kinds = [kind for kind in ReplyKind if is_author or kind is not ReplyKind.LESSON]
    lessons = []
    if is_author:
        typed = form.named.data or ""
        asked = Asked(typed=typed, subject_id=None if typed else subject_id, year=None if typed else year)
        found = library.lessons(viewer, asked).rows
        lessons = [row for row in found if row.state.value == "posted"][:SHOWN]
    form.offer(lessons, kinds=kinds)


def _send(form: ReplyForm, came: list[Received], act: Callable[[Answered], WorkReply], back: str) -> str:
    """Once however often it is pressed, in a transaction of its own: bytes have gone to the store before."""
    account_id, key = viewer.account_id, form.once.data or ""
    if account_id is None:
        raise WrongState(_("Work is answered by a person."))
    with writing():
        went = once.claim(account_id, key)
        if went:
            return went
        arrived = [(files.keep(one), one.name) for one in came]
        arrived += [files.claim(account_id, upload) for upload in uploads(came)]
        act(form.given(arrived[0] if arrived else None))
        once.went_to(account_id, key, back)
    flash(_("Sent. Thank you."), "ok")
    return back


def _is_sent(form: ReplyForm, came: list[Received], wrong: list[str]) -> bool:
    """Whether it can be sent as it is; what did not arrive is said beside the choice."""
    valid = form.check(len(came) + len(uploads(came)))
    form.kind.errors = [*form.kind.errors, *wrong]
    return valid and not wrong


def _hold(form: ReplyForm, came: list[Received]) -> None:
    """The form comes back: the file that came with it need not be sent again."""
    with writing():
        form.kept = [*uploads(came), *actions.hold(viewer, came)]
    if len(form.kept) > 1:
        form.kept = []


# Their own teacher --------------------------------------------------------------------------------------------------


@bp.get("/requests/<uuid:request_id>/answer")
@staff(*ANSWERERS)
def answer(request_id: uuid.UUID) -> Response:
    return _own_page(queries.one_own(viewer, request_id))


def _own_form(own: queries.Own, form: OwnReplyForm) -> OwnReplyForm:
    _offer(form, own.subject_id, own.year)
    form.name(who_answers(own.pupil.id) is not None)
    return form


def _own_page(own: queries.Own, form: OwnReplyForm | None = None, *, status: int = 200) -> Response:
    looked(own.pupil.id, Part.WORK, "request", own.id, by=Relation.SCHOOL)
    form = form or _own_form(own, OwnReplyForm(formdata=None))
    return render("asking/answer.html", status=status, own=own, form=form, words=words)


@bp.post("/requests/<uuid:request_id>/answer")
@staff(*ANSWERERS)
@unlocked
def send_answer(request_id: uuid.UUID) -> AnyResponse:
    own = queries.one_own(viewer, request_id)
    form = _own_form(own, OwnReplyForm())
    came, wrong = received()
    looks = "look" in request.form
    if looks or not _is_sent(form, came, wrong):
        _hold(form, came)
        return _own_page(own, form, status=200 if looks else 422)
    by_me = form.answers.data == ME

    def act(given: Answered) -> WorkReply:
        return actions.answer_own(viewer, own, given, by_me=by_me)

    try:
        return redirect(_send(form, came, act, url_for("asking.answer", request_id=request_id)), 303)
    except WrongState as error:
        form.form_errors.append(error.because)
        return _own_page(own, form, status=422)


# The network --------------------------------------------------------------------------------------------------------


@bp.get("/asked")
@staff(*TEACHERS)
def asked() -> Response:
    """What the network's schools need in the subjects that the viewer teaches; and which those are."""
    form = SubjectsForm(formdata=None, subjects=sorted(queries.my_subjects(viewer)))
    form.offer(library.subjects(viewer))
    return render("asking/asked.html", requests=queries.asked_of_us(viewer), form=form)


@bp.post("/asked/subjects")
@staff(*TEACHERS)
def say_subjects() -> AnyResponse:
    form = SubjectsForm()
    form.offer(library.subjects(viewer))
    if not form.validate():
        return render("asking/asked.html", status=422, requests=queries.asked_of_us(viewer), form=form)
    actions.say_subjects(viewer, form.subjects.data or [])
    flash(_("Saved."), "ok")
    return redirect(url_for("asking.asked"), 303)


@bp.get("/asked/<uuid:request_id>")
@staff(*TEACHERS)
def one_asked(request_id: uuid.UUID) -> Response:
    return _asked_page(queries.one_asked(viewer, request_id))


def _asked_page(shown: queries.Anonymous, form: ReplyForm | None = None, *, status: int = 200) -> Response:
    if form is None:
        form = ReplyForm(formdata=None)
        _offer(form, shown.subject_id, shown.year)
    return render("asking/one_asked.html", status=status, asked=shown, form=form, words=words)


@bp.post("/asked/<uuid:request_id>")
@staff(*TEACHERS)
@unlocked
def answer_asked(request_id: uuid.UUID) -> AnyResponse:
    shown, form = queries.one_asked(viewer, request_id), ReplyForm()
    _offer(form, shown.subject_id, shown.year)
    came, wrong = received()
    looks = "look" in request.form
    if looks or not _is_sent(form, came, wrong):
        _hold(form, came)
        return _asked_page(shown, form, status=200 if looks else 422)

    def act(given: Answered) -> WorkReply:
        return actions.answer_asked(viewer, shown, given)

    try:
        return redirect(_send(form, came, act, url_for("asking.one_asked", request_id=request_id)), 303)
    except WrongState as error:
        form.form_errors.append(error.because)
        return _asked_page(shown, form, status=422)


# Both ---------------------------------------------------------------------------------------------------------------


@bp.post("/replies/<uuid:reply_id>/take-back")
@staff(*ANSWERERS)
def take_back(reply_id: uuid.UUID) -> AnyResponse:
    """The wrong file, or the wrong child: gone for everybody, and asked as before."""
    reply = queries.my_reply(viewer, reply_id)
    try:
        actions.take_back(viewer, reply)
    except WrongState as error:
        flash(error.because, "warm")
    else:
        flash(_("Taken back. Nobody can open it any more."), "ok")
    return redirect(url_for("home.start"), 303)
