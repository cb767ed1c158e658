"""What makes work fair for a pupil: set once, shown with all their work."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.plans import actions, policy, queries
from virtual_school.plans.forms import AdjustmentForm, EndAdjustmentForm
from virtual_school.plans.routes.blueprint import bp, name_of
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find


@bp.get("/pupils/<uuid:pupil_id>/adjustments")
@staff(*policy.READERS)
def adjustments(pupil_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    return _page(pupil, access, AdjustmentForm(formdata=None))


def _page(pupil: Pupil, access: Access, form: AdjustmentForm, *, status: int = 200) -> Response:
    looked(pupil.id, Part.PLAN, "adjustments")
    return render(
        "plans/adjustments.html",
        status=status,
        pupil=pupil,
        name=name_of(pupil, access),
        rows=queries.adjustments_set(viewer, pupil.id),
        form=form,
        may=policy.can_adjust(viewer, access),
    )


@bp.post("/pupils/<uuid:pupil_id>/adjustments")
@staff(*policy.ADJUSTERS)
def set_adjustment(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    require(policy.can_adjust(viewer, access))
    form = AdjustmentForm()
    if form.validate():
        went = form.makes(viewer.account_id, lambda: _set(pupil, access, form))
        if went:
            return redirect(went, 303)
    return _page(pupil, access, form, status=422)


def _set(pupil: Pupil, access: Access, form: AdjustmentForm) -> str:
    actions.set_adjustment(viewer, pupil, access, **form.says())
    flash(_("Set. It stands with all of %(name)s’s work from that day.", name=pupil.known_as), "ok")
    return url_for("plans.adjustments", pupil_id=pupil.id)


@bp.route("/pupils/<uuid:pupil_id>/adjustments/<uuid:adjustment_id>/end", methods=["GET", "POST"])
@staff(*policy.ADJUSTERS)
def end_adjustment(pupil_id: uuid.UUID, adjustment_id: uuid.UUID) -> AnyResponse:
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    form = EndAdjustmentForm()
    row = queries.adjustment(viewer, pupil.id, adjustment_id, lock=form.is_submitted())
    require(policy.can_adjust(viewer, access))
    place = url_for("plans.adjustments", pupil_id=pupil.id)
    if form.validate_on_submit():
        actions.end_adjustment(viewer, access, row, form.because.data or "")
        flash(_("Ended. What was handed in with it still says so."), "ok")
        return redirect(place, 303)
    return render(
        "plans/adjustment_end.html",
        status=form.http_status,
        form=form,
        row=row,
        said=queries.Adjusted(row.kind, row.percent, row.words).said,
        name=name_of(pupil, access),
        back_url=place,
    )
