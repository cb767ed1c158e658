"""A carer joins: the letter's link, the school's code, then an account of theirs, new or their own."""

import json
from typing import Any, cast

from flask import Blueprint, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.htmx import render
from virtual_school.core.ids import digest
from virtual_school.identity import passwords, throttle
from virtual_school.identity import queries as people
from virtual_school.identity.forms import ChoosePasswordForm
from virtual_school.identity.routes.entering import enter
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer, viewer
from virtual_school.pupils.joining import actions, queries
from virtual_school.pupils.joining.forms import CodeForm

bp = Blueprint("join", __name__)

# What a browser holds from the letter on: its digest and whether the code was right, signed, for half an hour.
COOKIE, LASTS = "join", 30 * 60


def _network(slug: str) -> Network:
    if g.network is None or slug != g.network.slug:
        raise NotVisible
    return cast(Network, g.network)


def _signed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="join")


def _keep(response: AnyResponse, slug: str, shown: bytes, *, opened: bool) -> AnyResponse:
    response.set_cookie(
        COOKIE,
        _signed().dumps(json.dumps([shown.hex(), opened])),
        max_age=LASTS,
        path=url_for("join.page", slug=slug),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return _told_nobody(response)


def _told_nobody(response: Any) -> AnyResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    return cast(AnyResponse, response)


def _held() -> tuple[bytes, bool] | None:
    """The letter that this browser has opened, and whether its code was right."""
    try:
        shown, opened = json.loads(_signed().loads(request.cookies.get(COOKIE, ""), max_age=LASTS))
        return bytes.fromhex(shown), opened is True
    except (BadData, ValueError, TypeError):
        return None


def _opened() -> bytes:
    held = _held()
    if held is None or not held[1]:
        raise NotVisible
    return held[0]


@bp.get("/n/<slug>/join/<secret>")
@public
def open_letter(slug: str, secret: str) -> AnyResponse:
    """Where the letter leads. Every link is answered alike, and leaves the address at once."""
    _network(slug)
    return _keep(redirect(url_for("join.page", slug=slug), 303), slug, digest(secret), opened=False)


@bp.route("/n/<slug>/join", methods=["GET", "POST"])
@public
@unlocked
def page(slug: str) -> AnyResponse:
    """The code; and once it was right, whose account it is to be."""
    _network(slug)
    held = _held()
    if held is None:
        return _told_nobody(render("pupils/join_how.html", status=404))
    shown, opened = held
    if opened:
        return _choose(shown, ChoosePasswordForm(formdata=None))
    form = CodeForm()
    if form.validate_on_submit():
        came_from = request.remote_addr or ""
        throttle.may_try(shown.hex(), came_from)
        if actions.opens(shown, form.code.data or ""):
            return _keep(redirect(url_for("join.page", slug=slug), 303), slug, shown, opened=True)
        throttle.refused(shown.hex(), came_from)
        form.code.errors = [_("This code and your letter do not go together. Check both, or ask the school again.")]
    return _told_nobody(render("pupils/join.html", form=form, status=form.http_status))


def _choose(shown: bytes, form: ChoosePasswordForm, status: int = 200) -> AnyResponse:
    found = queries.joining(shown)
    if found is None:
        return _told_nobody(render("pupils/join_how.html", status=404))
    row, carer, pupil = found
    known = people.account_for(row.email) is not None
    return _told_nobody(
        render("pupils/join_choose.html", form=form, row=row, carer=carer, pupil=pupil, known=known, status=status)
    )


@bp.post("/n/<slug>/join/new")
@public
@unlocked
def join_new(slug: str) -> AnyResponse:
    network, shown = _network(slug), _opened()
    found = queries.joining(shown)
    form = ChoosePasswordForm(about=(found[1].name, found[0].email) if found else ())
    if not form.validate():
        return _choose(shown, form, 422)
    begin(write=False)
    hashed = passwords.hashed(form.password.data or "")
    try:
        with writing():
            account = actions.join_new(shown, hashed, Viewer.system("joining", network.id))
    except WrongState as error:
        form.form_errors.append(error.because)
        return _choose(shown, form, 409)
    return _done(enter(account, shared=form.shared.data, wanted=url_for("pupils.children")), slug)


@bp.post("/n/<slug>/join/mine")
@public
def join_mine(slug: str) -> AnyResponse:
    """Add the child to the account that is signed in here."""
    _network(slug)
    shown = _opened()
    if g.viewer is None:
        return redirect(url_for("sign_in.page", slug=slug, next=url_for("join.page", slug=slug)), 303)
    actions.join_mine(viewer, shown)
    flash(_("Done. You find all your children here."), "ok")
    return _done(redirect(url_for("pupils.children"), 303), slug)


def _done(response: AnyResponse, slug: str) -> AnyResponse:
    response.delete_cookie(COOKIE, path=url_for("join.page", slug=slug))
    return response
