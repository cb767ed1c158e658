"""Before every view: which network, who is asking, in which hat; and whether they may knock at all."""

import datetime as dt
import time
import uuid
from typing import cast

import sqlalchemy as sa
from flask import Flask, current_app, g, jsonify, redirect, request, session, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Response

from virtual_school.core import clock, errors, here, jobs, on_device, papers
from virtual_school.core.access import mark_of
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import NotSignedIn, Refused
from virtual_school.core.htmx import htmx
from virtual_school.identity import idle
from virtual_school.identity import queries as identity
from virtual_school.identity.factors import policy as factors
from virtual_school.identity.factors.standing import Standing, due_at, standing
from virtual_school.identity.queries import Device
from virtual_school.identity.reading.queries import on_page
from virtual_school.identity.session import Entered
from virtual_school.network import own_clock
from virtual_school.network.models import Network
from virtual_school.network.numbers import number
from virtual_school.network.queries import own_time
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.viewers import acting, demonstration_people, on_roll_at, viewer_of

csrf = CSRFProtect()
logins = LoginManager()

# Whose pages name their network in their address, because nobody needs to be signed in there.
DOORS = frozenset({"sign_in", "passkeys", "elsewhere", "resets", "theme", "register", "card", "join", "letters_off"})

# A new host name is known on every process within this many seconds.
HOSTS_KEPT = 30.0


class SignedIn(Entered):
    """What Flask-Login holds: the viewer, under the secret of this device's sign-in."""

    def __init__(self, secret: str, viewer: Viewer, device: Device, may_rest: int) -> None:
        super().__init__(secret)
        self.viewer, self.device, self.network, self.may_rest = viewer, device, device.network, may_rest


class HalfSignedIn(NotSignedIn):
    """They gave a password, and this page waits for the second factor."""


def _by_host() -> uuid.UUID | None:
    """The network whose own host name was asked for. Names are kept in process for a short while."""
    kept: dict[str, uuid.UUID]
    kept, until = current_app.extensions.get("network_hosts", ({}, 0.0))
    if time.monotonic() >= until:
        rows = db.session.execute(sa.select(Network.host, Network.id).where(Network.host.is_not(None)))
        kept = {host: network for host, network in rows if host}
        current_app.extensions["network_hosts"] = (kept, time.monotonic() + HOSTS_KEPT)
    return kept.get(request.host.split(":")[0].casefold())


def _by_slug() -> Network | None:
    slug = (request.view_args or {}).get("slug")
    if slug is None or request.blueprint not in DOORS:
        return None
    return db.session.scalar(sa.select(Network).where(Network.slug == slug))


def _only_one() -> Network | None:
    found = list(db.session.scalars(sa.select(Network).order_by(Network.id).limit(2)))
    return found[0] if len(found) == 1 else None


def _from_cookie() -> uuid.UUID | None:
    kept = session.get("network")
    try:
        return uuid.UUID(kept) if kept else None
    except ValueError:
        return None


@logins.user_loader
def _load_user(secret: str) -> SignedIn | None:
    device = identity.device(secret)
    if device is None:
        return None
    _keep_time(device.network)
    viewer = viewer_of(device)
    may_rest = idle.minutes(viewer)
    return None if idle.too_long(device, may_rest) else SignedIn(secret, viewer, device, may_rest)


def _find_network_and_viewer() -> None:
    """Say which network this request is in, before the first query behind the wall; then who is asking.

    The network comes from the host, else the sign-in page's `/n/<slug>/`, else the signed cookie, else there is one.
    """
    by_host, from_cookie = _by_host(), _from_cookie()
    by_slug = _by_slug()
    enter_network(by_host or (by_slug.id if by_slug else None) or from_cookie)
    if from_cookie is not None and by_host in (None, from_cookie) and (by_slug is None or by_slug.id == from_cookie):
        user = current_user._get_current_object()
        if isinstance(user, SignedIn):
            g.viewer, g.network, g.sign_in_id = user.viewer, user.network, user.viewer.sign_in_id
            g.may_rest, g.how_to_read = user.may_rest, on_page(user.device.reading)
            g.standing, g.second_due = _how_far(user.viewer, user.device)
            return
    network = by_slug
    if network is None and (by_host or from_cookie):
        network = db.session.get(Network, by_host or from_cookie)
    network = network or _only_one()
    _keep_time(network)
    g.network = network
    enter_network(network.id if network else None)


def _how_far(viewer: Viewer, device: Device) -> tuple[Standing, dt.datetime | None]:
    """How far the sign-in has come; and from when on a second factor is needed, for staff who have none yet."""
    staff, grace, now = factors.is_staff(viewer), number("second_factor_grace_days"), clock.real()
    found = standing(
        device.proofs,
        is_staff=staff,
        is_carer=factors.is_carer(viewer),
        is_demonstration=device.network.is_demonstration,
        grace_days=grace,
        now=now,
    )
    waits = staff and not device.proofs.has_second and not device.network.is_demonstration
    return found, due_at(device.proofs, grace, now) if waits else None


def _keep_time(network: Network | None) -> None:
    """Let this request run by the network's own clock, where it has one."""
    _let_time_run()
    if network is not None and network.is_demonstration:
        g.here = here.enter(own_clock.here(network, clock.real()))


def _let_time_run(error: BaseException | None = None) -> None:
    if "here" in g:
        here.leave(g.pop("here"))


def _may_knock() -> None:
    """Hold the route's mark against who is asking."""
    if request.routing_exception is not None:
        return
    mark = mark_of(current_app.view_functions[request.endpoint or ""])
    if mark is None:
        raise RuntimeError(f"{request.endpoint} has no access mark")
    half = g.standing is not Standing.WHOLE and g.standing not in mark.half
    if mark.public:
        if half:  # as to anybody
            g.viewer = g.second_due = None
        return
    if g.viewer is None:
        raise NotSignedIn
    if half:
        raise HalfSignedIn
    if mark.hats and g.viewer.role not in mark.hats:
        raise Refused(_("This page is for another role than the one you are acting in."))


def _before() -> None:
    g.viewer = g.network = g.second_due = g.sign_in_id = None
    g.standing = Standing.WHOLE
    if request.blueprint == "health":
        return
    app = cast(App, current_app._get_current_object())  # type: ignore[attr-defined]
    if not isinstance(request.routing_exception, NotFound | MethodNotAllowed):
        csrf.protect()
    app.begin_request()
    _find_network_and_viewer()
    _may_knock()


def _remember_activity(response: FlaskResponse) -> FlaskResponse:
    """A person's own step counts; what a page asks by itself, every few seconds, does not."""
    by_itself = request.method == "GET" and (htmx.wants_fragment or on_device.is_by_itself())
    if g.get("viewer") is not None and not by_itself:
        idle.remember(response, g.viewer, g.get("may_rest", 0))
    return response


def _say_who_may_keep(response: FlaskResponse) -> FlaskResponse:
    """A pupil, on a device of their own, and only what is marked for it."""
    asks: Viewer | None = g.get("viewer")
    mark = mark_of(current_app.view_functions[request.endpoint]) if request.endpoint else None
    if mark and mark.on_device and asks and asks.is_pupil and not asks.shared_computer and not htmx.wants_fragment:
        on_device.say(response, asks.account_id)
    return response


def _set_the_stage(viewer: Viewer) -> None:
    """What a page finds in a request, for one that a job makes."""
    g.viewer, g.network = viewer, db.session.get(Network, viewer.network_id)


def _sign_in_first(error: NotSignedIn) -> Response:
    """A page goes to the sign-in page and back; a fragment or script is told where to sign in, in place."""
    half = isinstance(error, HalfSignedIn)
    in_place = url_for("second.here" if half else "sign_in.here")
    if errors.wants_json() or request.headers.get("X-Requested-With") or htmx.wants_fragment:
        response = jsonify({"status": 401, "sign_in": in_place})
        response.status_code = 401
        return response
    if half:
        g.viewer = g.second_due = None
    if errors.typed():  # their sign-in ended while they wrote, and no script kept the words
        return errors.answer(401, _("You were signed out while you wrote. Copy your words, then sign in and go on."))
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    start = {Standing.ASK: "second.page", Standing.SET_UP: "account.page"}[g.standing] if half else "sign_in.start"
    return redirect(url_for(start, next=back or None), 303)


def _forged(error: CSRFError) -> Response:
    return errors.answer(
        400,
        _(
            "This page was open for too long or in another tab. Go back, copy what you typed, "
            "load the page again and send it once more."
        ),
    )


def init_app(app: Flask) -> None:
    # The sign-in page stands below the pupils, and cannot say by itself who is one.
    app.extensions["demonstration_people"] = demonstration_people
    app.extensions["on_roll_at"] = on_roll_at
    jobs.set_acting(acting)
    papers.set_stage(_set_the_stage)
    csrf.init_app(app)
    logins.init_app(app)
    logins.session_protection = None
    jobs.set_time(own_time)
    app.before_request(_before)
    app.after_request(_remember_activity)
    app.after_request(_say_who_may_keep)
    app.context_processor(lambda: {"second_due": g.get("second_due"), "how_to_read": g.get("how_to_read") or {}})
    app.teardown_request(_let_time_run)
    app.register_error_handler(NotSignedIn, _sign_in_first)
    app.register_error_handler(CSRFError, _forged)
