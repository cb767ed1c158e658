"""An account over the years: reopened, at another address, a school's link ended."""

import uuid

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.identity import queries
from virtual_school.identity.elsewhere import actions as elsewhere
from virtual_school.identity.elsewhere import queries as providers
from virtual_school.identity.forms import BecauseForm
from virtual_school.identity.returning import actions, policy
from virtual_school.identity.returning.forms import AddressForm, ReopenForm
from virtual_school.network.marks import only
from virtual_school.network.policy import KEEPERS
from virtual_school.network.viewer import viewer

bp = Blueprint("ways_in", __name__, url_prefix="/people/<uuid:account_id>")


@bp.route("/reopen", methods=["GET", "POST"])
@only(*KEEPERS)
def reopen(account_id: uuid.UUID) -> AnyResponse:
    """A leaver who returns: the account is opened with a reason, and with nothing else of before."""
    account, form = queries.account(viewer, account_id), ReopenForm()
    if account.closed_at is None:
        return redirect(url_for("people.page", account_id=account_id), 303)
    if form.validate_on_submit():
        if form.carries(lambda: actions.reopen(viewer, account, form.because.data)):
            flash(_("The account is open. They have no role and no way in yet: give them a role, and invite them."))
            return redirect(url_for("people.page", account_id=account_id), 303)
    return render("identity/reopen.html", account=account, form=form, status=form.http_status)


@bp.route("/address", methods=["GET", "POST"])
@only(*KEEPERS)
def address(account_id: uuid.UUID) -> AnyResponse:
    account, form = queries.account(viewer, account_id), AddressForm()
    require(policy.can_change_address(viewer))
    if form.validate_on_submit():
        if form.carries(lambda: actions.change_address(viewer, account, form.email.data, g.network)):
            flash(_("Letters go to the new address. The old one was told that it is not theirs any more."))
            return redirect(url_for("people.page", account_id=account_id), 303)
    return render("identity/address.html", account=account, form=form, status=form.http_status)


@bp.post("/links/<uuid:identity_id>/end")
@only(*KEEPERS)
def end_link(account_id: uuid.UUID, identity_id: uuid.UUID) -> AnyResponse:
    account, form = queries.account(viewer, account_id), BecauseForm()
    form.validate()
    elsewhere.end_link(viewer, providers.link(account.id, identity_id), form.because.data)
    flash(_("The link has ended, and its sign-ins with it. Only an invitation links them again."))
    return redirect(url_for("people.page", account_id=account_id), 303)
