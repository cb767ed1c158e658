"""When I answer: one's own hours, which pupils and families read before they write."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.db import begin
from virtual_school.core.htmx import render
from virtual_school.identity.hours import actions, policy, queries
from virtual_school.identity.hours.forms import HoursForm
from virtual_school.network.marks import staff
from virtual_school.network.numbers import number
from virtual_school.network.viewer import viewer

bp = Blueprint("hours", __name__, url_prefix="/hours")


@bp.app_context_processor
def whose() -> dict[str, Any]:
    """For the person's menu: in which roles somebody has hours, and days off."""
    return {"answers_pupils": policy.ANSWERS_PUPILS, "sets_days_off": policy.SETS_DAYS_OFF}


@bp.get("")
@staff(*policy.ANSWERS_PUPILS)
def page() -> Response:
    ordinary = number("am_begins"), number("pm_ends")
    return _page(HoursForm.showing(queries.own_hours(viewer), ordinary))


def _page(form: HoursForm) -> Response:
    return render("identity/hours.html", form=form, status=form.http_status if form.errors else 200)


@bp.post("")
@staff(*policy.ANSWERS_PUPILS)
def save() -> AnyResponse:
    form = HoursForm()
    if not form.validate():
        begin(write=False)
        return _page(form)
    actions.set_hours(viewer, form.hours())
    flash(_("Saved. Your pupils read it before they write to you."))
    return redirect(url_for("hours.page"), 303)
