"""The reason for a list that is large or sensitive, and then the list."""

from flask import Blueprint, g, redirect
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import taking
from virtual_school.core.access import signed_in
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.core.taking.forms import TakeForm

bp = Blueprint("taking", __name__)


@bp.post("/taking")
@signed_in
def say_why() -> AnyResponse:
    """Keep the reason; whether they may have the list is asked by the list itself."""
    form = TakeForm()
    if not form.validate():
        return render("core/take.html", form=form, rows=None, status=422)
    address, because = form.address.data or "", form.because.data or ""
    here = form.makes(g.viewer.account_id, lambda: taking.ask(g.viewer, address=address, because=because)[1])
    if here is None:
        raise NotVisible
    return redirect(here, 303)
