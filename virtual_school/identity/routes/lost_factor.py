"""A second factor that somebody has lost, taken away by whoever has seen that it is them."""

import uuid

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.identity import queries
from virtual_school.identity.factors import actions, policy
from virtual_school.identity.factors import queries as factors
from virtual_school.identity.factors.forms import TakeAwayForm
from virtual_school.network.marks import only
from virtual_school.network.policy import KEEPERS
from virtual_school.network.viewer import viewer

bp = Blueprint("lost_factor", __name__, url_prefix="/people")


@bp.route("/<uuid:account_id>/second", methods=["GET", "POST"])
@only(*KEEPERS)
def page(account_id: uuid.UUID) -> AnyResponse:
    account, form = queries.account(viewer, account_id), TakeAwayForm()
    held, may = factors.held(account.id), policy.can_take_away(viewer, account.id, queries.roles_of(account.id))
    if form.is_submitted() and (not may or not held.has_second or form.validate()):
        actions.take_away(viewer, account, g.network, form.because.data)
        flash(_("It is taken away. They are signed out everywhere, and set up another when they sign in."))
        return redirect(url_for("people.page", account_id=account_id), 303)
    return render("identity/lost_factor.html", status=form.http_status, form=form, account=account, may=may, held=held)
