"""Handing in, and the receipt."""

import uuid

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import BothKept, LeftBehind, Nothing, account_of
from virtual_school.learning.forms import HandInForm
from virtual_school.learning.queries import held, one, promised
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.sent import add, add_link, beside_words, link_in, received_with, typed_in, uploads
from virtual_school.learning.routes.work_page import work_page
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer


@bp.post("/my-work/<uuid:assignment_id>/hand-in")
@only(Role.PUPIL)
@unlocked
def hand_in(assignment_id: uuid.UUID) -> AnyResponse:
    one.is_own(viewer, assignment_id)
    form = HandInForm()
    received, wrong = received_with(assignment_id)
    if wrong or not form.validate() or link_in(form)[1]:
        return beside_words(assignment_id, form, lambda own: add(own, received), wrong)
    try:
        with writing():
            place = _hand_in(assignment_id, form, received)
    except BothKept as both:
        return work_page(assignment_id, form, both=both, status=409)
    except LeftBehind as error:  # there is no box any more at which to say it
        form.form_errors.append(error.because)
        return work_page(assignment_id, form, status=422)
    except (Nothing, WrongState) as error:
        form.text.errors = [error.because]
        return work_page(assignment_id, form, status=422)
    return redirect(place, 303)


def _hand_in(assignment_id: uuid.UUID, form: HandInForm, received: list[Received]) -> str:
    """Where the receipt is. The same words again are the same hand-in; other words are shown, never dropped."""
    own = held.to_write(viewer, assignment_id)
    went = once.claim(account_of(viewer), form.once.data or "")
    if went and actions.sent_before(viewer, assignment=own, typed=typed_in(form)):
        return went
    is_new = bool(policy.can_write(own.state)) and not went
    if is_new:
        actions.add_pieces(viewer, assignment=own, received=received, uploads=uploads())
        add_link(own, form, link_in(form)[0])
    made = actions.hand_in(viewer, assignment=own, number=form.number.data, typed=typed_in(form), felt=form.felt.data)
    if not is_new:
        actions.went_with(viewer, made, received=received, uploads=uploads())
    place = went or url_for("learning.receipt", assignment_id=assignment_id, hand_in_id=made.id)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return place


@bp.get("/my-work/<uuid:assignment_id>/receipt/<uuid:hand_in_id>")
@only(Role.PUPIL)
def receipt(assignment_id: uuid.UUID, hand_in_id: uuid.UUID) -> AnyResponse:
    if one.was_taken_back(viewer, assignment_id, hand_in_id):
        return redirect(url_for("learning.work", assignment_id=assignment_id))
    shown, go = one.receipt(viewer, assignment_id, hand_in_id)
    return render(
        "learning/receipt.html", work=shown, go=go, first=shown.readers.first, by_when=promised.by_when(viewer, go)
    )


@bp.post("/my-work/<uuid:assignment_id>/hand-ins/<uuid:hand_in_id>/take-back")
@only(Role.PUPIL)
def take_back(assignment_id: uuid.UUID, hand_in_id: uuid.UUID) -> AnyResponse:
    """To change it, until somebody opens it."""
    own = held.to_write(viewer, assignment_id)
    reader = one.work(viewer, assignment_id).readers.first
    opened = one.is_opened(viewer, hand_in_id)
    actions.take_back(viewer, assignment=own, hand_in_id=hand_in_id, reader=reader, is_opened=opened)
    flash(_("You have it back. Change what you like, then hand it in again."), "ok")
    return redirect(url_for("learning.work", assignment_id=assignment_id, _anchor="box"), 303)
