"""A pupil’s work, a step to a page: answers kept and checked, Next and Back, and going on where they left it."""

import uuid
from dataclasses import replace
from typing import Any

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import text
from virtual_school.core.access import on_device, unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.learning import actions
from virtual_school.learning.actions import OtherAnswers
from virtual_school.learning.forms import StepForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import doing as queries
from virtual_school.learning.queries import held
from virtual_school.learning.queries.doing import Doing, name_of
from virtual_school.learning.queries.stuck import stuck_of
from virtual_school.learning.routes.answered import given_by_form, given_by_script, too_long, which
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.sent import add, received_with
from virtual_school.library.models import Proof
from virtual_school.library.questions import asking, words
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.models import Part
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see_mine

FRAGMENTS = {"questions": "learning/_questions.html", "pieces": "learning/_pieces.html"}


@bp.get("/my-work/<uuid:assignment_id>/steps/<int:number>")
@only(Role.PUPIL)
@on_device
def step(assignment_id: uuid.UUID, number: int) -> Response:
    return _page(queries.doing(viewer, assignment_id, number))


def _page(
    doing: Doing, form: StepForm | None = None, *, others: OtherAnswers | None = None, status: int = 200
) -> Response:
    if form is None:
        there = doing.elsewhere
        form = StepForm(formdata=None, minutes=there and there.minutes, score=there and there.score)
        form.ask_for(doing.step.proof)
    work = doing.work
    return render(
        "learning/step.html",
        FRAGMENTS,
        status=status,
        doing=doing,
        work=work,
        shown=doing.shown,
        form=form,
        theirs=others.theirs if others else {},
        came_back=status != 200,
        words=words,
        checked=request.args.get("checked", ""),
        stuck=stuck_of(viewer, work.id),
        seen=who_can_see_mine(viewer, Audience(Part.WORK, own_teacher=True, about=("assignment", work.id))),
    )


@bp.post("/my-work/<uuid:assignment_id>/steps/<int:number>")
@only(Role.PUPIL)
def do_step(assignment_id: uuid.UUID, number: int) -> AnyResponse:
    """Keep what was given, whichever button was pressed; then check one answer, go on, go back, or say 'stuck'."""
    own = held.to_write(viewer, assignment_id)
    doing = queries.doing(viewer, assignment_id, number)
    form = StepForm()
    form.ask_for(doing.step.proof)
    given = given_by_form(doing, request.form)
    if not form.validate() or too_long(given):
        if too_long(given):
            form.form_errors.append(_("Make your answer shorter: %(limit)d characters at most.", limit=text.TEXT_LIMIT))
        return _page(_as_sent(doing), form, status=422)
    try:
        actions.keep_step(viewer, assignment=own, given=given)
    except OtherAnswers as others:
        return _page(_as_sent(queries.doing(viewer, assignment_id, number)), form, others=others, status=409)
    if doing.step.proof in (Proof.MINUTES, Proof.SCORE):
        brought = {name: form[name].data if name in form else None for name in ("minutes", "score")}
        actions.say_done_elsewhere(viewer, assignment=own, step_id=doing.step_id, **brought)
    return redirect(_onwards(own, doing), 303)


@bp.post("/my-work/<uuid:assignment_id>/steps/<int:number>/photo")
@only(Role.PUPIL)
@unlocked
def step_photo(assignment_id: uuid.UUID, number: int) -> AnyResponse:
    """What a step asks to be photographed, and on to wherever the button leads."""
    doing = queries.doing(viewer, assignment_id, number)
    received, wrong = received_with(assignment_id)
    try:
        with writing():
            own = held.to_write(viewer, assignment_id)
            add(own, received)
            place = _onwards(own, doing)
    except WrongState as error:
        wrong.append(error.because)
    if wrong:
        form = StepForm()
        form.ask_for(doing.step.proof)
        form.form_errors += wrong
        return _page(queries.doing(viewer, assignment_id, number), form, status=422)
    return redirect(place, 303)


def _onwards(own: Assignment, doing: Doing) -> str:
    """Where the button leads."""
    here: dict[str, Any] = {"assignment_id": own.id, "number": doing.number}
    asked = which(doing, request.form.get("check", ""))
    if asked is not None:
        actions.try_answer(viewer, assignment=own, question=asked)
        return url_for("learning.step", **here, checked=asked.id, _anchor=f"question-{asked.id}")
    to = request.form.get("to", "")
    if to == "stuck":
        return url_for("learning.stuck", assignment_id=own.id, step=doing.number)
    number = doing.number + {"next": 1, "back": -1}.get(to, 0)
    actions.go_to(viewer, assignment=own, step_id=doing.step_at(number))
    if number > doing.of:
        return url_for("learning.work", assignment_id=own.id, _anchor="box")
    return url_for("learning.step", **here | {"number": max(number, 1)})


def _as_sent(doing: Doing) -> Doing:
    """With what the form brought in the boxes, so that nothing typed is lost."""
    sent = {one.question.id: one.answer for one in given_by_form(doing, request.form)}
    rows = []
    for one in doing.asked:
        if one.id in sent and not one.is_right:
            question, given = one.question, sent[one.id]
            shown = asking.asked(question.kind, question.shape, question.prompt, name_of(question.id), given)
            one = replace(one, asked=shown, marked=None)
        rows.append(one)
    return replace(doing, asked=rows)


@bp.put("/my-work/<uuid:assignment_id>/answers/<uuid:question_id>/draft")
@only(Role.PUPIL)
def save_answer(assignment_id: uuid.UUID, question_id: uuid.UUID) -> Response:
    """One answer, as it is given."""
    try:
        sent = drafts.read_request()
        own = held.to_write(viewer, assignment_id)
        question = queries.question_of(viewer, assignment_id, question_id)
        given = given_by_script(question, sent.text)
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_answer(
        viewer, assignment=own, question=question, name=name_of(question_id), given=given, sent=sent
    )
