"""A pack of what a pupil was set: by the pupil, and by whoever sets it."""

import uuid

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.learning.routes.record import SETTERS
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.packs import actions, policy, queries
from virtual_school.packs.forms import WorkForm
from virtual_school.packs.models import WorkPack
from virtual_school.packs.routes.blueprint import bp
from virtual_school.packs.routes.choosing import place
from virtual_school.plans.models import AdjustmentKind
from virtual_school.plans.queries import adjustments_now
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for


@bp.route("/my-work/pack", methods=["GET", "POST"])
@only(Role.PUPIL)
def mine() -> AnyResponse:
    work = queries.own_open_work(viewer)
    form = _form(work, viewer.pupil_id)
    if work and form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: place(_own(form)))
        if here:
            return redirect(here, 303)
    return render("packs/mine.html", status=form.http_status, form=form, work=work)


def _own(form: WorkForm) -> WorkPack:
    return actions.make_of_own_work(viewer, form.ticked, shape=form.wanted, is_large=form.is_large.data)


@bp.route("/pupils/<uuid:pupil_id>/pack", methods=["GET", "POST"])
@staff(*SETTERS)
def of_pupil(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, access = find(viewer, pupil_id, Part.WORK)
    require(policy.can_pack_for(viewer, access))
    looked(pupil_id, Part.WORK, "work")
    work = queries.open_work_of(viewer, pupil_id)
    form = _form(work, pupil_id)
    if work and form.validate_on_submit():
        here = form.makes(
            viewer.account_id,
            lambda: place(
                actions.make_of_work(
                    viewer, pupil_id, access, form.ticked, shape=form.wanted, is_large=form.is_large.data
                )
            ),
        )
        if here:
            return redirect(here, 303)
    return _of_pupil(form, work, name_for(pupil, access), url_for("learning.pupil_work", pupil_id=pupil_id))


def _of_pupil(form: WorkForm, work: list[queries.Work], name: str, back: str) -> Response:
    return render("packs/of_pupil.html", status=form.http_status, form=form, work=work, name=name, back=back)


def _form(work: list[queries.Work], pupil_id: uuid.UUID | None) -> WorkForm:
    """Everything is ticked at first, or the work from whose page somebody comes; large print where that helps."""
    form = WorkForm()
    form.offer_work(work)
    if not form.is_submitted():
        one = an_id(request.args.get("work"))
        fair = adjustments_now(viewer, pupil_id) if pupil_id else []
        form.is_large.data = any(there.kind is AdjustmentKind.LARGE_PRINT for there in fair)
        form.work.data = [there.id for there in work if one in (None, there.id)]
    return form
