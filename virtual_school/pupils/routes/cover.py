"""Days off, and who stands in: one's own; to who leads the Virtual School everybody's."""

import uuid

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.db import begin
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.identity import queries as people
from virtual_school.identity.hours import policy
from virtual_school.identity.hours import queries as hours
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.cover import actions, queries
from virtual_school.pupils.cover.forms import OffForm, People

bp = Blueprint("cover", __name__, url_prefix="/days-off")


@bp.get("")
@staff(*policy.SETS_DAYS_OFF)
def index() -> Response:
    return _page(_form(formdata=None))


def _form(**how: None) -> OffForm:
    form = OffForm(**how)
    mentors = queries.mentors_to_name(viewer)
    own = None if policy.sets_for_others(viewer) else viewer.account_id
    form.offer(_who_may_be_off(), [one for one in mentors if one[0] != own], own)
    return form


def _who_may_be_off() -> People:
    if viewer.account_id is None:
        return []
    if not policy.sets_for_others(viewer):
        return [(viewer.account_id, viewer.name)]
    held = people.holders(viewer.network_id, frozenset(policy.ANSWERS_PUPILS))
    return list(dict.fromkeys((one.membership.account_id, one.name) for one in held))


def _page(form: OffForm) -> Response:
    mentors = {one for one, _name in queries.mentors_to_name(viewer)}
    return render(
        "pupils/days_off.html",
        form=form,
        for_others=policy.sets_for_others(viewer),
        names_cover=policy.sets_for_others(viewer) or viewer.account_id in mentors,
        days=hours.days_off(viewer),
        uncovered=queries.uncovered(viewer),
        standing_in=queries.standing_in(viewer),
        status=form.http_status if form.errors else 200,
    )


@bp.post("")
@staff(*policy.ANSWERS_PUPILS)
def add() -> AnyResponse:
    """One's own days."""
    return _add(_form())


@bp.post("/for-somebody")
@only(Role.VIRTUAL_SCHOOL_LEAD)
def add_for() -> AnyResponse:
    """Somebody's who may not be able to enter them: they are ill."""
    form = _form()
    if form.account_id.data and form.account_id.data not in {one for one, _name in _who_may_be_off()}:
        raise NotVisible
    return _add(form)


def _add(form: OffForm) -> AnyResponse:
    if form.validate():
        here = form.makes(viewer.account_id, lambda: _set(form))
        if here:
            return redirect(here, 303)
    begin(write=False)
    return _page(form)


def _set(form: OffForm) -> str:
    done = url_for("cover.index")
    left = actions.set_off(viewer, **form.values(), where=done)
    if left:
        flash(_("Saved. For %(count)d of the pupils nobody stands in: they are listed below.", count=left))
    else:
        flash(_("Saved. Pupils read it on their pages on these days."))
    return done


@bp.post("/<uuid:off_id>/end")
@staff(*policy.SETS_DAYS_OFF)
def end(off_id: uuid.UUID) -> AnyResponse:
    """Back, or never off."""
    actions.end_off(viewer, hours.off_to_change(viewer, off_id))
    flash(_("Ended. Whoever stood in is let out."))
    return redirect(url_for("cover.index"), 303)
