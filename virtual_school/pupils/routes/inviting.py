"""A school invites a parent or carer: a letter with a link, and a code by another way."""

import uuid
from urllib.parse import urljoin

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.core.links import mailed
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries
from virtual_school.pupils.access import Access
from virtual_school.pupils.forms import CarerLinkForm
from virtual_school.pupils.joining import actions, policy
from virtual_school.pupils.joining import queries as joining
from virtual_school.pupils.models import Carer, Part, Pupil
from virtual_school.pupils.routes.blueprint import bp, choices, page_of


def _to_invite(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    pupil, opened = queries.find(viewer, pupil_id, Part.FAMILY)
    require(policy.can_invite(viewer, opened))
    return pupil, opened


@bp.route("/pupils/<uuid:pupil_id>/care/carer", methods=["GET", "POST"])
@only(*policy.INVITERS)
def let_in_carer(pupil_id: uuid.UUID) -> AnyResponse:
    """Invite a carer, with the rights they will have. The code is shown this once."""
    pupil, opened = _to_invite(pupil_id)
    form, carers = CarerLinkForm(), queries.carers(pupil_id)
    form.carer_id.choices = choices([(one.id, f"{one.name} ({one.called})") for one in carers])
    made: list[tuple[Carer, str]] = []

    def act() -> str:
        values = form.values()
        carer = queries.carer(pupil.id, values.pop("carer_id"))
        made.append((carer, actions.invite(viewer, pupil, opened, carer, g.network, _link, **values)))
        return page_of(pupil.id, "family")

    if form.validate_on_submit():
        here = form.makes(viewer.account_id, act)
        if here and not made:
            return redirect(here, 303)
        if here:
            carer, code = made[0]
            name = queries.name_for(pupil, opened)
            return render("pupils/joining_code.html", pupil=pupil, name=name, carer=carer, code=code)
    return render(
        "pupils/carer_link.html",
        form=form,
        pupil=pupil,
        name=queries.name_for(pupil, opened),
        status=form.http_status,
        orders=[(one.called, one.order_in_force) for one in carers if one.order_in_force],
        waiting=joining.waiting(pupil_id),
    )


@bp.post("/pupils/<uuid:pupil_id>/care/carer/<uuid:row_id>/end")
@only(*policy.INVITERS)
def end_joining(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    pupil, opened = _to_invite(pupil_id)
    actions.end(viewer, pupil, opened, joining.one_waiting(pupil_id, row_id))
    flash(_("That letter opens nothing any more."), "ok")
    return redirect(url_for("pupils.let_in_carer", pupil_id=pupil_id), 303)


def _link(secret: str) -> str:
    path = url_for("join.open_letter", slug=g.network.slug, secret=secret)
    return mailed(path, g.network.host) or urljoin(request.host_url, path)
