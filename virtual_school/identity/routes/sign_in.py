"""Signing in and out, devices, hats, invitations."""

import uuid
from typing import Any, cast

from flask import Blueprint, Response, current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, signed_in, unlocked
from virtual_school.core.db import begin, enter_network, writing
from virtual_school.core.errors import NotVisible, TooMany
from virtual_school.core.htmx import render
from virtual_school.identity import actions, passwords, queries
from virtual_school.identity.forms import ChoosePasswordForm, SignInForm
from virtual_school.identity.models import Account
from virtual_school.identity.session import Entered, device_words, safe_next
from virtual_school.network import actions as network_actions
from virtual_school.network import queries as networks
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer, viewer

bp = Blueprint("sign_in", __name__)

# The form in place stands on pages that have fields of their own.
HERE = "here-"


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
    people = _people(network)
    account, status = _proved(form)
    if account is not None:
        return _enter(account, shared=form.shared.data, wanted=form.next.data)
    return render("identity/sign_in.html", form=form, people=people, status=status)


def _proved(form: SignInForm) -> tuple[Account | None, int]:
    """Who the form proves; else nobody, with the words in the form and the status to answer."""
    if not form.validate_on_submit():
        return None, form.http_status
    try:
        account = actions.prove(form.name.data, form.password.data, request.remote_addr or "")
    except TooMany as error:
        form.name.errors = [error.because]
        return None, error.status
    if account is None:
        form.name.errors = [_("That name and password do not go together. Check both and try again.")]
    return account, 422


@bp.post("/n/<slug>/as/<uuid:account_id>")
@public
@unlocked
def as_person(slug: str, account_id: uuid.UUID) -> AnyResponse:
    """One tap as any person of a demonstration network. Everywhere else there is no such page."""
    account = queries.demonstration_account(_network(slug), account_id)
    if account is None:
        raise NotVisible
    return _enter(account, shared=False, wanted=request.form.get("next"))


@bp.get("/sign-in/here")
@public
def here() -> AnyResponse:
    """The small form that signs in again in place, without leaving what is being typed."""
    network = _network()
    return render("identity/_sign_in_here.html", form=SignInForm(prefix=HERE), people=_people(network))


@bp.post("/sign-in/here")
@public
@unlocked
def sign_in_here() -> AnyResponse:
    people = _people(_network())
    form = SignInForm(prefix=HERE)
    account, status = _proved(form)
    if account is None:
        return render("identity/_sign_in_here.html", form=form, people=people, status=status)
    _enter(account, shared=form.shared.data, wanted=None)
    return render("identity/_signed_in_here.html", name=account.name)


@bp.post("/sign-in/here/as/<uuid:account_id>")
@public
@unlocked
def as_person_here(account_id: uuid.UUID) -> AnyResponse:
    account = queries.demonstration_account(_network(), account_id)
    if account is None:
        raise NotVisible
    _enter(account, shared=False, wanted=None)
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


@bp.post("/demonstration/day")
@public
def show_day() -> AnyResponse:
    """Show the real day in a demonstration, or its own Tuesday again: for everybody who looks at it."""
    network = _network()
    if not network.is_demonstration:
        raise NotVisible
    by = viewer if g.viewer is not None else Viewer.system("demonstration", network.id)
    network_actions.show_day(by, network, real=request.form.get("real") == "1")
    return redirect(safe_next(request.form.get("next")) or url_for("home.front"), 303)


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
    if queries.invitation(secret) is None:
        return render("identity/invitation_spent.html", status=404)
    form = ChoosePasswordForm()
    if not form.validate_on_submit():
        return render("identity/invitation.html", form=form, status=form.http_status)
    by = Viewer.system("invitation", network.id)
    begin(write=False)
    hashed = passwords.hashed(form.password.data)
    with writing():
        account = actions.accept(secret, hashed, by)
    return _enter(account, shared=form.shared.data, wanted=None)


def _network(slug: str | None = None) -> Network:
    """The network of the address: found by the gate, which has also entered it."""
    if g.network is None or slug not in (None, g.network.slug):
        raise NotVisible
    return cast(Network, g.network)


def _people(network: Network) -> Any:
    """Whom one may be with one tap: nobody outside a demonstration."""
    return current_app.extensions["demonstration_people"](network)


def _enter(account: Account, *, shared: bool, wanted: str | None) -> AnyResponse:
    """Sign this device in and go where the person was going."""
    enter_network(account.network_id)
    held = g.viewer.sign_in_id if g.viewer is not None else None
    words = device_words(request.user_agent.string)
    secret = actions.sign_in(account, device=words, shared=shared, instead_of=held)
    kept = session.get("csrf_token")
    session.clear()
    session["network"] = str(account.network_id)
    if kept:
        # A page that was open when its sign-in ended can still be sent after signing in again.
        session["csrf_token"] = kept
    session.permanent = not shared
    login_user(Entered(secret))
    return redirect(safe_next(wanted) or url_for("home.start"), 303)
