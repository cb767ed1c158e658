"""Signing in and out, devices, hats, invitations."""

import uuid
from typing import Any, cast

from flask import Blueprint, Response, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import also_half, public, signed_in, unlocked
from virtual_school.core.errors import NotVisible, TooMany
from virtual_school.core.htmx import render
from virtual_school.identity import actions, queries
from virtual_school.identity.actions import Proved
from virtual_school.identity.elsewhere import queries as providers
from virtual_school.identity.factors.standing import Standing
from virtual_school.identity.forms import SignInForm
from virtual_school.identity.routes import second
from virtual_school.identity.routes.entering import enter
from virtual_school.identity.session import safe_next
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
    network = network_of(slug)
    form = SignInForm(data={"next": request.args.get("next", "")})
    proved, status = prove(form)
    if proved is not None:
        return enter(proved.account, shared=form.shared.data, wanted=then(proved, form.next.data), how=proved.how)
    elsewhere = providers.at_door(network.id)
    return render("identity/sign_in.html", form=form, people=_people(network), elsewhere=elsewhere, status=status)


def then(proved: Proved, wanted: str | None) -> str | None:
    """Whoever was let in for this once is asked to take words of their own first."""
    return url_for("card.new_words") if proved.how == "slip" else wanted


def prove(form: SignInForm) -> tuple[Proved | None, int]:
    """Who the form proves; else nobody, with the words in the form and the status to answer."""
    if not form.validate_on_submit():
        return None, form.http_status
    try:
        proved = actions.prove(form.name.data, form.password.data, request.remote_addr or "")
    except TooMany as error:
        form.name.errors = [error.because]
        return None, error.status
    if proved is None:
        form.name.errors = [str(form.refused)]
    return proved, 422


@bp.post("/n/<slug>/as/<uuid:account_id>")
@public
@unlocked
def as_person(slug: str, account_id: uuid.UUID) -> AnyResponse:
    """One tap as any person of a demonstration network. Everywhere else there is no such page."""
    account = queries.demonstration_account(network_of(slug), account_id)
    if account is None:
        raise NotVisible
    return enter(account, shared=False, wanted=request.form.get("next"))


@bp.get("/sign-in/here")
@public
def here() -> AnyResponse:
    """The small form that signs in again in place, without leaving what is being typed."""
    network = network_of()
    return render("identity/_sign_in_here.html", form=SignInForm(prefix=HERE), people=_people(network))


@bp.post("/sign-in/here")
@public
@unlocked
def sign_in_here() -> AnyResponse:
    network = network_of()
    form = SignInForm(prefix=HERE)
    proved, status = prove(form)
    if proved is None:
        return render("identity/_sign_in_here.html", form=form, people=_people(network), status=status)
    enter(proved.account, shared=form.shared.data, wanted=None, how=proved.how)
    return second.in_place(proved.account) or render("identity/_signed_in_here.html", name=proved.account.name)


@bp.post("/sign-in/here/again")
@public
def here_again() -> AnyResponse:
    """They came in on another page, by a card or a school account, and go on where they were."""
    people = _people(network_of())
    if g.viewer is not None:
        return render("identity/_signed_in_here.html", name=viewer.name)
    form = SignInForm(prefix=HERE, formdata=None)
    return render("identity/_sign_in_here.html", form=form, people=people, again=True, status=422)


@bp.post("/sign-in/here/as/<uuid:account_id>")
@public
@unlocked
def as_person_here(account_id: uuid.UUID) -> AnyResponse:
    account = queries.demonstration_account(network_of(), account_id)
    if account is None:
        raise NotVisible
    enter(account, shared=False, wanted=None)
    return render("identity/_signed_in_here.html", name=account.name)


@bp.post("/sign-out")
@public
@also_half(Standing.ASK, Standing.SET_UP)
def sign_out() -> AnyResponse:
    """End this device's sign-in. Works for somebody whose sign-in has already ended."""
    if g.viewer is not None:
        actions.end_sign_in(viewer, queries.own_sign_in(viewer, viewer.sign_in_id))
    return _leave()


def _leave() -> AnyResponse:
    """To the door, with nothing kept on this device."""
    network = g.network
    logout_user()
    session.clear()
    response = redirect(url_for("sign_in.page", slug=network.slug) if network else url_for("sign_in.start"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@bp.post("/demonstration/day")
@public
def show_day() -> AnyResponse:
    """Show the real day in a demonstration, or its own Tuesday again: for everybody who looks at it."""
    network = network_of()
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


@bp.post("/devices/end")
@signed_in
def end_devices() -> AnyResponse:
    """End all the others; and this one as well, for whoever asks for it."""
    actions.end_other_sign_ins(viewer)
    if request.form.get("here_too"):
        actions.end_sign_in(viewer, queries.own_sign_in(viewer, viewer.sign_in_id))
        return _leave()
    flash(_("You are signed out everywhere else. You are still signed in here."), "ok")
    return redirect(url_for("sign_in.devices"), 303)


@bp.post("/hat")
@signed_in
def hat() -> AnyResponse:
    """Act in another of one's own roles, on this device."""
    actions.choose_hat(viewer, queries.own_sign_in(viewer, viewer.sign_in_id), request.form.get("hat", ""))
    return redirect(url_for("home.start"), 303)


def network_of(slug: str | None = None) -> Network:
    """The network of the address: found by the gate, which has also entered it."""
    if g.network is None or slug not in (None, g.network.slug):
        raise NotVisible
    return cast(Network, g.network)


def _people(network: Network) -> Any:
    """Whom one may be with one tap: nobody outside a demonstration."""
    return current_app.extensions["demonstration_people"](network)
