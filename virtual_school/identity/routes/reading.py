"""How the pages look to whoever is signed in: a plain form, and it is so on every page from the next one on."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import signed_in
from virtual_school.core.htmx import render
from virtual_school.identity.reading import actions, queries
from virtual_school.identity.reading.forms import ReadingForm
from virtual_school.network.viewer import viewer

bp = Blueprint("reading", __name__, url_prefix="/reading-settings")


@bp.get("")
@signed_in
def page() -> Response:
    return render("identity/reading.html", form=ReadingForm.showing(queries.own(viewer)))


@bp.post("")
@signed_in
def save() -> AnyResponse:
    if "usual" in request.form:
        actions.choose(viewer, ReadingForm.showing(None).values())
        flash(_("Everything is as it was at first."), "ok")
        return redirect(url_for("reading.page"), 303)
    form = ReadingForm()
    if not form.validate():
        return render("identity/reading.html", status=422, form=form)
    actions.choose(viewer, form.chosen())
    flash(_("Saved. Every page looks like this for you now, on every device."), "ok")
    return redirect(url_for("reading.page"), 303)
