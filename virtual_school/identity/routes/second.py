"""Asking for the second factor: after a right password, before anything else opens."""

import uuid
from typing import Any

from flask import Blueprint, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import errors
from virtual_school.core.access import also_half, signed_in
from virtual_school.core.errors import TooMany
from virtual_school.core.htmx import render
from virtual_school.identity.factors import actions, passkeys, queries
from virtual_school.identity.factors.forms import CodeForm
from virtual_school.identity.factors.standing import Standing
from virtual_school.identity.models import Account
from virtual_school.identity.routes import challenges
from virtual_school.identity.session import safe_next
from virtual_school.network.viewer import viewer

bp = Blueprint("second", __name__, url_prefix="/second")

# The form in place stands on pages that have fields of their own.
HERE = "second-"


@bp.route("", methods=["GET", "POST"])
@signed_in
@also_half(Standing.ASK)
def page() -> AnyResponse:
    wanted = safe_next(request.args.get("next")) or url_for("home.start")
    if g.standing is Standing.WHOLE:
        return redirect(wanted, 303)
    form = CodeForm()
    status = _shown(form)
    if status == 200:
        return redirect(wanted, 303)
    return render("identity/second.html", status=status or 200, form=form, wanted=wanted, **_ways(viewer.account_id))


def _shown(form: CodeForm) -> int:
    """200 when the form's code holds; else the status to show the form with, its words in it."""
    if not form.validate_on_submit():
        return 422 if form.is_submitted() else 0
    try:
        if actions.show_code(viewer, form.code.data):
            return 200
    except TooMany as error:
        form.code.errors = [error.because]
        return error.status
    form.code.errors = [_("This code does not fit, or was used already. Wait for the next one, and type that.")]
    return 422


def _ways(account_id: uuid.UUID | None) -> dict[str, Any]:
    """What the person has to show here."""
    where = challenges.where_or_none()
    keys = queries.passkeys(account_id, where.rp_id) if where else []
    return {"has_passkey": bool(keys), "has_app": queries.authenticator(account_id) is not None}


@bp.post("/passkey/options")
@signed_in
@also_half(Standing.ASK)
def passkey_options() -> AnyResponse:
    where = challenges.where()
    held = queries.passkeys(viewer.account_id, where.rp_id)
    return jsonify(passkeys.to_ask(where, challenges.ask("second"), held))


@bp.post("/passkey")
@signed_in
@also_half(Standing.ASK)
def passkey() -> AnyResponse:
    where, (challenge, answer) = challenges.where(), challenges.answered("second")
    if not actions.show_passkey(viewer, where, challenge, answer):
        return errors.answer(422, _("This passkey is not one of yours here. Use another, or type a code."))
    return jsonify({"go": safe_next(challenges.said("next")) or url_for("home.start")})


@bp.route("/here", methods=["GET", "POST"])
@signed_in
@also_half(Standing.ASK, Standing.SET_UP)
def here() -> AnyResponse:
    """The small form that asks for it in place, without leaving what is being typed."""
    if g.standing is Standing.WHOLE:
        return render("identity/_signed_in_here.html", name=viewer.name)
    if g.standing is Standing.SET_UP:
        return render("identity/_set_up_here.html", again=request.method == "POST", status=_not_yet())
    form = CodeForm(prefix=HERE)
    status = _shown(form)
    if status == 200:
        return render("identity/_signed_in_here.html", name=viewer.name)
    return render("identity/_second_here.html", status=status or 200, form=form, **_ways(viewer.account_id))


def in_place(account: Account) -> AnyResponse | None:
    """What still waits after a right password in place: the next small form, or None when nothing does."""
    waits = actions.after_password(account.id, g.network)
    if waits is Standing.ASK:
        form = CodeForm(prefix=HERE, formdata=None)
        return render("identity/_second_here.html", status=401, form=form, **_ways(account.id))
    return render("identity/_set_up_here.html", status=401) if waits is Standing.SET_UP else None


def _not_yet() -> int:
    return 422 if request.method == "POST" else 200
