"""A forgotten password: asking for a letter, and choosing another by its link."""

from typing import cast

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, TooMany, WrongState
from virtual_school.core.htmx import render
from virtual_school.identity import passwords
from virtual_school.identity.forms import NewPasswordForm
from virtual_school.identity.resets import actions, queries
from virtual_school.identity.resets.forms import ForgottenForm
from virtual_school.identity.resets.links import base_of
from virtual_school.identity.resets.queries import Link
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer

bp = Blueprint("resets", __name__, url_prefix="/n/<slug>")


@bp.route("/forgotten", methods=["GET", "POST"])
@public
def forgotten(slug: str) -> AnyResponse:
    """Ask for a letter. The answer is the same for an address that is somebody's and for one that is nobody's."""
    network, form, status = _network(slug), ForgottenForm(), 0
    base = base_of(network)
    if base is None:
        return render("identity/forgotten.html", form=None, status=503)
    if form.validate_on_submit():
        try:
            actions.ask(form.email.data, request.remote_addr or "", base)
            return redirect(url_for("resets.sent", slug=slug), 303)
        except TooMany as error:
            form.email.errors, status = [error.because], error.status
    return render("identity/forgotten.html", form=form, status=status or form.http_status)


@bp.get("/forgotten/sent")
@public
def sent(slug: str) -> Response:
    _network(slug)
    return render("identity/forgotten_sent.html", minutes=int(actions.LASTS.total_seconds() // 60))


@bp.route("/reset/<secret>", methods=["GET", "POST"])
@public
@unlocked
def choose(slug: str, secret: str) -> AnyResponse:
    """Another password by a link in a letter. Nobody is signed in by it: a second factor is asked for as ever."""
    network, found = _network(slug), queries.look(secret)
    if found.account is None or found.state is not Link.GOOD:
        return _spent(found.state)
    form = NewPasswordForm(about=(found.account.name, found.account.email, network.name))
    if not form.validate_on_submit():
        return render("identity/reset.html", form=form, status=form.http_status)
    begin(write=False)
    hashed = passwords.hashed(form.password.data)
    try:
        with writing():
            actions.choose(secret, hashed, Viewer.system("reset", network.id))
    except WrongState:  # somebody pressed twice
        return _spent(queries.look(secret).state)
    flash(_("Your password is changed, and every device is signed out. Sign in with it now."))
    return redirect(url_for("sign_in.page", slug=slug), 303)


def _spent(state: Link) -> Response:
    return render("identity/reset_spent.html", state=state.value, status=404)


def _network(slug: str) -> Network:
    if g.network is None or slug != g.network.slug:
        raise NotVisible
    return cast(Network, g.network)
