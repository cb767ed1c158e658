"""How I sign in: one's own password, authenticator app, recovery codes and passkeys."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import also_half, signed_in, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import TooMany
from virtual_school.core.htmx import render
from virtual_school.core.text import TooLong, line
from virtual_school.identity import actions as identity
from virtual_school.identity import passwords, sealed
from virtual_school.identity.factors import actions, codes, policy, queries
from virtual_school.identity.factors.forms import ChangePasswordForm, CodeForm, ProveForm
from virtual_school.identity.factors.standing import Standing
from virtual_school.identity.models import Account
from virtual_school.identity.routes import challenges
from virtual_school.identity.session import device_words, safe_next
from virtual_school.network.viewer import viewer

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
@signed_in
@also_half(Standing.SET_UP)
def page() -> Response:
    return _page()


def _page(status: int = 200, **forms: Any) -> Response:
    held, row = queries.held(viewer.account_id), queries.sign_in_here(viewer)
    here, now, required = actions.proved_at(row), clock.real(), policy.is_staff(viewer)
    ways = len(held.passkeys) + (held.authenticator is not None)
    shown = {
        "form": None,
        "password_form": ChangePasswordForm(formdata=None),
        "prove_form": ProveForm(formdata=None, prefix="prove-"),
        "may_have": policy.can_have_second(viewer),
        "may_change": policy.can_change_ways(viewer, here, now),
        "may_end": policy.can_end_way(viewer, here, now, required=required, others=ways - 1),
        "must_set_up": g.standing is Standing.SET_UP,
        "passkeys_work": challenges.where_or_none() is not None,
        "wanted": safe_next(request.args.get("next")),
        "suggested": device_words(request.user_agent.string),
    }
    return render("identity/account.html", status=status, held=held, **{**shown, **forms})


@bp.post("/password")
@signed_in
@unlocked
def change_password() -> AnyResponse:
    form, account = ChangePasswordForm(), _account()
    about = (account.name, account.email, account.login_name, g.network.name)
    if not form.validate() or not _proves(account, form.current) or not form.is_strong(*about):
        return _page(422, form=form, password_form=form)
    begin(write=False)
    hashed = passwords.hashed(form.new.data)
    with writing():
        actions.change_password(viewer, hashed, g.network)
    flash(_("Your password is changed. Every other device has been signed out."))
    return redirect(url_for("account.page"), 303)


@bp.post("/prove")
@signed_in
@also_half(Standing.SET_UP)
@unlocked
def prove() -> AnyResponse:
    """The password once more, because it is a while since they signed in."""
    form = ProveForm(prefix="prove-")
    if actions.may_change(viewer) or not policy.can_have_second(viewer):
        return redirect(url_for("account.page"), 303)
    if not form.validate() or not _proves(_account(), form.password):
        return _page(422, form=form, prove_form=form)
    with writing():
        actions.proved_again(viewer)
    return redirect(url_for("account.page"), 303)


def _account() -> Account:
    return actions.account_of(viewer)


def _proves(account: Account, field: Any) -> bool:
    """Whether the password in the field is theirs; if not, the words stand beside it."""
    try:
        proved = identity.prove(account.login_name or account.email or "", field.data, request.remote_addr or "")
    except TooMany as error:
        field.errors = [error.because]
        return False
    if proved is None or proved.account.id != account.id or proved.how != "password":
        field.errors = [_("That is not your password.")]
        return False
    return True


@bp.post("/authenticator")
@signed_in
@also_half(Standing.SET_UP)
def begin_authenticator() -> AnyResponse:
    actions.begin_authenticator(viewer)
    return redirect(url_for("account.authenticator", next=safe_next(request.form.get("next"))), 303)


@bp.route("/authenticator/code", methods=["GET", "POST"])
@signed_in
@also_half(Standing.SET_UP)
def authenticator() -> AnyResponse:
    """The picture for the app, and the box for its first code."""
    row = queries.authenticator(viewer.account_id, confirmed=False)
    if row is None:
        return redirect(url_for("account.page"), 303)
    form, status, wanted = CodeForm(), 200, safe_next(request.args.get("next"))
    if form.is_submitted():
        status = 422
        made = _confirmed(form)
        if made is not None:
            return _after_set_up(made, wanted)
    secret, account = sealed.unseal(row.sealed), _account()
    name = account.email or account.login_name or account.name
    return render(
        "identity/authenticator.html",
        status=status,
        form=form,
        picture=codes.qr(secret, name, g.network.name),
        secret=codes.in_fours(secret),
    )


def _confirmed(form: CodeForm) -> list[str] | None:
    if not form.validate():
        return None
    try:
        made = actions.confirm_authenticator(viewer, form.code.data, g.network)
    except TooMany as error:
        form.code.errors = [error.because]
        return None
    if made is None:
        form.code.errors = [_("This code does not fit. Wait for the next one, and type that.")]
    return made


def _after_set_up(made: list[str], wanted: str | None) -> AnyResponse:
    if made:
        return _codes_once(made, wanted)
    flash(_("Your authenticator app is set up."))
    return redirect(wanted or url_for("account.page"), 303)


@bp.post("/authenticator/end")
@signed_in
def end_authenticator() -> AnyResponse:
    actions.end_authenticator(viewer, g.network, required=policy.is_staff(viewer))
    flash(_("The authenticator app does not count any more."))
    return redirect(url_for("account.page"), 303)


@bp.post("/codes")
@signed_in
def make_codes() -> AnyResponse:
    """Ten new codes, shown this once."""
    return _codes_once(actions.make_codes(viewer, g.network), None)


def _codes_once(made: list[str], wanted: str | None) -> Response:
    return render("identity/codes.html", codes=made, wanted=wanted or url_for("account.page"))


@bp.post("/passkeys/options")
@signed_in
@also_half(Standing.SET_UP)
def passkey_options() -> AnyResponse:
    where = challenges.where()
    return jsonify(actions.ask_to_make(viewer, where, challenges.ask("make"), g.network))


@bp.post("/passkeys")
@signed_in
@also_half(Standing.SET_UP)
def add_passkey() -> AnyResponse:
    where, (challenge, answer) = challenges.where(), challenges.answered("make")
    try:
        name = line(challenges.said("name")) or device_words(request.user_agent.string)
    except TooLong:
        name = device_words(request.user_agent.string)
    actions.add_passkey(viewer, where, challenge, answer, name=name, network=g.network)
    flash(_("Your passkey “%(name)s” is set up.", name=name))
    return jsonify({"go": safe_next(challenges.said("next")) or url_for("account.page")})


@bp.post("/passkeys/<uuid:passkey_id>/end")
@signed_in
def end_passkey(passkey_id: uuid.UUID) -> AnyResponse:
    row = queries.own_passkey(viewer, passkey_id)
    actions.end_passkey(viewer, row, g.network, required=policy.is_staff(viewer))
    flash(_("The passkey “%(name)s” does not work any more.", name=row.name))
    return redirect(url_for("account.page"), 303)
