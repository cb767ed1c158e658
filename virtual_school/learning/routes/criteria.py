"""What an answerer looks for in a hand-in: met, or not yet."""

import uuid

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.errors import WrongState
from virtual_school.learning import actions
from virtual_school.learning.forms_marking import SAID, CriterionForm
from virtual_school.learning.queries import pile as queries
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.pile import hand_in_page
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer


@bp.post("/to-answer/<uuid:hand_in_id>/criteria")
@staff(*ANSWERERS)
def mark_criterion(hand_in_id: uuid.UUID) -> AnyResponse:
    work, has_answer = queries.to_return(viewer, hand_in_id)
    form, is_met = CriterionForm(), SAID.get(request.form.get("said", ""))
    if not form.validate() or is_met is None:
        form.looked_for.errors = form.looked_for.errors or [_("Choose Met or Not yet.")]
        return hand_in_page(hand_in_id, beside={"criterion": form}, status=422)
    try:
        actions.mark_criterion(
            viewer,
            assignment=work,
            hand_in_id=hand_in_id,
            has_answer=has_answer,
            words=form.looked_for.data or "",
            is_met=is_met,
        )
    except WrongState as error:
        form.looked_for.errors = [error.because]
        return hand_in_page(hand_in_id, beside={"criterion": form}, status=409)
    return redirect(url_for("learning.answer", hand_in_id=hand_in_id, _anchor="criteria"), 303)


@bp.post("/to-answer/<uuid:hand_in_id>/criteria/<uuid:criterion_id>/remove")
@staff(*ANSWERERS)
def remove_criterion(hand_in_id: uuid.UUID, criterion_id: uuid.UUID) -> AnyResponse:
    work, has_answer = queries.to_return(viewer, hand_in_id)
    actions.remove_criterion(
        viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer, criterion_id=criterion_id
    )
    return redirect(url_for("learning.answer", hand_in_id=hand_in_id, _anchor="criteria"), 303)
