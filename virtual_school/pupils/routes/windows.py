"""Windows onto a pupil, as the lead opens and closes them."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.identity import queries as people
from virtual_school.identity.queries import Holder
from virtual_school.network.marks import only
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import actions, policy, queries
from virtual_school.pupils.access import Access
from virtual_school.pupils.forms import EndForm, WindowForm
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.routes.blueprint import bp, choices, page_of, then, to_change


@bp.route("/pupils/<uuid:pupil_id>/windows/new", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def open_window(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_change(pupil_id)
    form = WindowForm()
    form.offer(opened.parts)
    holders = {one.membership.id: one for one in people.holders(viewer.network_id, policy.WINDOW_HOLDERS)}
    form.membership_id.choices = choices([(key, _said(one)) for key, one in holders.items()])
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _opened(pupil, opened, holders, form))
        if here:
            flash(_("The window is open."))
            return redirect(here, 303)
    return render(
        "pupils/window_new.html",
        form=form,
        pupil=pupil,
        name=queries.name_for(pupil, opened),
        status=form.http_status,
        nobody=not holders,
    )


def _said(holder: Holder) -> str:
    return f"{holder.name} · {ROLE_WORDS[holder.membership.role]}, {holder.organisation}"


def _opened(pupil: Pupil, opened: Access, holders: dict[uuid.UUID, Holder], form: WindowForm) -> str:
    values = form.values()
    holder = holders[values.pop("membership_id")].membership
    return then(page_of(pupil.id, "windows"), actions.open_window(viewer, pupil, opened, holder, **values))


@bp.post("/pupils/<uuid:pupil_id>/windows/<uuid:row_id>/close")
@only(Role.VIRTUAL_SCHOOL_LEAD)
def close_window(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    to_change(pupil_id)
    form = EndForm()
    form.validate()
    actions.close_window(viewer, queries.window_onto(pupil_id, row_id), form.because.data)
    flash(_("The window is closed. Nothing is seen through it from now on."))
    return redirect(page_of(pupil_id, "windows"), 303)
