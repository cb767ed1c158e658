"""Signing in and out, devices, hats, invitations."""

import uuid

from flask import Blueprint, Response, g, jsonify, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, signed_in, unlocked
from virtual_school.core.db import enter_network, writing
from virtual_school.core.errors import NotVisible, TooMany
from virtual_school.core.htmx import render
from virtual_school.identity import actions, passwords, queries
from virtual_school.identity.forms import ChoosePasswordForm, SignInForm
from virtual_school.identity.models import Account
from virtual_school.identity.session import Entered, device_words, safe_next
from virtual_school.network import queries as networks
from virtual_school.network.viewer import Viewer, viewer

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
@public
def start() -> AnyResponse:
    """To the network's own sign-in page, or a choice of networks where the installation has several."""
    wanted = safe_next(request.args.get("next"))
    if g.network is not None:
        return redirect(url_for("sign_in.page", slug=g.network.slug, next=wanted))
    return render("identity/networks.html", networks=networks.all_networks(), wanted=wanted)


@bp.route("/n/<slug>/", methods=["GET", "POST"])
@public
@unlocked
def page(slug: str) -> AnyResponse:
    network = _network(slug)
    form = SignInForm(data={"next": request.args.get("next", "")})
    people = queries.demonstration_people(network)
    status = 200
    if form.validate_on_submit():
        try:
            account = actions.prove(form.name.data, form.password.data, request.remote_addr or "")
        except TooMany as error:
            form.name.errors = [error.because]
            return render("identity/sign_in.html", form=form, people=people, status=429)
        if account is not None:
            return _enter(account, shared=form.shared.data, wanted=form.next.data)
        form.name.errors = [_("That name and password do not go together. Check both and try again.")]
    if request.method == "POST":
        status = 422
    return render("identity/sign_in.html", form=form, people=people, status=status)


@bp.post("/n/<slug>/as/<uuid:account_id>")
@public
@unlocked
def as_person(slug: str, account_id: uuid.UUID) -> AnyResponse:
    """One tap as any person of a demonstration network. Everywhere else there is no such page."""
    network = _network(slug)
    account = queries.demonstration_account(network, account_id)
    if account is None:
        raise NotVisible()
    return _enter(account, shared=False, wanted=request.form.get("next"))


@bp.get("/sign-in/here")
@public
def here() -> AnyResponse:
    """The small form that signs in again in place, without leaving what is being typed."""
    if g.network is None:
        raise NotVisible()
    form = SignInForm()
    return render("identity/_sign_in_here.html", form=form, people=queries.demonstration_people(g.network))


@bp.post("/sign-in/here")
@public
@unlocked
def sign_in_here() -> AnyResponse:
    if g.network is None:
        raise NotVisible()
    form = SignInForm()
    account = None
    if form.validate():
        account = actions.prove(form.name.data, form.password.data, request.remote_addr or "")
        if account is None:
            form.name.errors = [_("That name and password do not go together. Check both and try again.")]
    if account is None:
        return render("identity/_sign_in_here.html", form=form, people=[], status=422)
    _enter(account, shared=form.shared.data, wanted=None)
    return render("identity/_signed_in_here.html", name=account.name)


@bp.post("/sign-out")
@public
def sign_out() -> AnyResponse:
    """End this device's sign-in. Works for somebody whose sign-in has already ended."""
    network = g.network
    if g.viewer is not None:
        actions.end_sign_in(viewer, queries.own_sign_in(viewer, viewer.sign_in_id))
    logout_user()
    session.clear()
    response = redirect(url_for("sign_in.page", slug=network.slug) if network else url_for("sign_in.start"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@bp.get("/devices")
@signed_in
def devices() -> Response:
    return render("identity/devices.html", devices=queries.devices(viewer))


@bp.post("/devices/<uuid:sign_in_id>/end")
@signed_in
def end_device(sign_in_id: uuid.UUID) -> AnyResponse:
    actions.end_sign_in(viewer, queries.own_sign_in(viewer, sign_in_id))
    return redirect(url_for("sign_in.devices"), 303)


@bp.post("/hat")
@signed_in
def hat() -> AnyResponse:
    """Act in another of one's own roles, on this device."""
    actions.choose_hat(viewer, queries.own_sign_in(viewer, viewer.sign_in_id), request.form.get("hat", ""))
    return redirect(url_for("home.start"), 303)


@bp.route("/n/<slug>/invitation/<secret>", methods=["GET", "POST"])
@public
@unlocked
def invitation(slug: str, secret: str) -> AnyResponse:
    """Choose a password by a single-use link."""
    network = _network(slug)
    found = queries.invitation(secret)
    if found is None:
        return render("identity/invitation_spent.html", status=404)
    form = ChoosePasswordForm()
    if not form.validate_on_submit():
        return render("identity/invitation.html", form=form, status=422 if form.is_submitted() else 200)
    hashed = passwords.hashed(form.password.data)
    with writing():
        again = queries.invitation(secret)
        if again is None:
            raise NotVisible()
        actions.accept(again, hashed, Viewer.system("invitation", network.id))
    account = queries.open_account(found.account_id)
    if account is None:
        raise NotVisible()
    return _enter(account, shared=False, wanted=None)


def _network(slug: str) -> networks.Network:
    """The network of the address: found by the gate, which has also entered it."""
    if g.network is None or g.network.slug != slug:
        raise NotVisible()
    return g.network


def _enter(account: Account, *, shared: bool, wanted: str | None) -> AnyResponse:
    """Sign this device in and go where the person was going."""
    enter_network(account.network_id)
    secret = actions.sign_in(account, device=device_words(request.user_agent.string), shared=shared)
    kept = session.get("csrf_token")
    session.clear()
    session["network"] = str(account.network_id)
    if kept:
        session["csrf_token"] = kept
    session.permanent = not shared
    login_user(Entered(secret))
    if request.is_json:
        return jsonify({"status": 200})
    return redirect(safe_next(wanted) or url_for("home.start"), 303)
