"""Saying something of a part of what was handed in; and the pupil, that they have seen to it."""

import uuid

from flask import redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.errors import WrongState
from virtual_school.core.saving import once
from virtual_school.learning import actions
from virtual_school.learning.actions import NotThere, account_of
from virtual_school.learning.forms import RemarkForm
from virtual_school.learning.forms_marking import PinForm
from virtual_school.learning.places import point_in
from virtual_school.learning.queries import held
from virtual_school.learning.queries import pile as queries
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.pile import hand_in_page
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import ANSWERERS, Role
from virtual_school.network.viewer import viewer


@bp.post("/to-answer/<uuid:hand_in_id>/remarks")
@staff(*ANSWERERS)
def remark(hand_in_id: uuid.UUID) -> AnyResponse:
    work, has_answer = queries.to_return(viewer, hand_in_id)
    form = RemarkForm()
    if not form.validate():
        return hand_in_page(hand_in_id, beside={"remark": form}, status=422)
    place = url_for("learning.answer", hand_in_id=hand_in_id)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    try:
        actions.remark(
            viewer,
            assignment=work,
            hand_in_id=hand_in_id,
            has_answer=has_answer,
            quote=form.quote.data or "",
            near=form.near.data or 0,
            words=form.words.data or "",
        )
    except NotThere as error:
        form.quote.errors = [error.because]
        return hand_in_page(hand_in_id, beside={"remark": form}, status=422)
    except WrongState as error:
        form.words.errors = [error.because]
        return hand_in_page(hand_in_id, beside={"remark": form}, status=409)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


@bp.post("/to-answer/<uuid:hand_in_id>/pins")
@staff(*ANSWERERS)
def pin(hand_in_id: uuid.UUID) -> AnyResponse:
    """On a place of a photo: pointed at, or chosen by its name."""
    work, has_answer = queries.to_return(viewer, hand_in_id)
    form = PinForm()
    if not form.validate():
        return hand_in_page(hand_in_id, beside={"pin": form}, status=422)
    place = url_for("learning.answer", hand_in_id=hand_in_id, _anchor="handed-photos")
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    try:
        actions.pin(
            viewer,
            assignment=work,
            hand_in_id=hand_in_id,
            has_answer=has_answer,
            piece_id=form.piece.data,
            point=point_in(form.place.data, form.x.data, form.y.data),
            words=form.words.data or "",
        )
    except NotThere as error:
        form.piece.errors = [error.because]
        return hand_in_page(hand_in_id, beside={"pin": form}, status=422)
    except WrongState as error:
        form.words.errors = [error.because]
        return hand_in_page(hand_in_id, beside={"pin": form}, status=409)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


@bp.post("/to-answer/<uuid:hand_in_id>/remarks/<uuid:remark_id>/remove")
@staff(*ANSWERERS)
def remove_remark(hand_in_id: uuid.UUID, remark_id: uuid.UUID) -> AnyResponse:
    work, has_answer = queries.to_return(viewer, hand_in_id)
    actions.remove_remark(viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer, remark_id=remark_id)
    return redirect(url_for("learning.answer", hand_in_id=hand_in_id), 303)


@bp.post("/my-work/<uuid:assignment_id>/remarks/<uuid:remark_id>/seen-to")
@only(Role.PUPIL)
def act_on_remark(assignment_id: uuid.UUID, remark_id: uuid.UUID) -> AnyResponse:
    """The pupil ticks what they have seen to; whoever said it sees that they did."""
    actions.act_on(viewer, assignment=held.to_write(viewer, assignment_id), remark_id=remark_id)
    return redirect(url_for("learning.work", assignment_id=assignment_id, _anchor=f"remark-{remark_id}"), 303)
