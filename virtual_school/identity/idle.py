"""Signing out whoever has left: how long ago the last step was on this device.

It is kept in a signed cookie beside the sign-in's own, because a page that only reads writes nothing to the database,
and because an answer that was long under way must not put back an older sign-in. Without it, or with another device's,
the time counts from the sign-in.
"""

import datetime as dt
import uuid

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from virtual_school.core import clock
from virtual_school.identity.factors import policy
from virtual_school.identity.queries import Device
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer

COOKIE = "school_step"
# The cookie is written anew no more often than this.
EVERY = 60


def minutes(viewer: Viewer) -> int:
    """After how many minutes this person is signed out; 0 is never. A pupil's own device stays as it is."""
    if policy.is_staff(viewer):
        return number("idle_minutes_staff")
    if policy.is_carer(viewer):
        return number("idle_minutes_carer")
    return number("idle_minutes_pupil") if viewer.shared_computer else 0


def too_long(device: Device, allowed: int) -> bool:
    if not allowed:
        return False
    last = max(_last_step(device.sign_in_id) or device.created_at, device.created_at)
    return clock.real() - last > dt.timedelta(minutes=allowed)


def remember(response: Response, viewer: Viewer, allowed: int) -> None:
    """This was a step of theirs. How long they may rest is given: by now the request's transaction is over."""
    if viewer.sign_in_id is None or not allowed:
        return
    now, last = clock.real(), _last_step(viewer.sign_in_id)
    if last is not None and dt.timedelta(0) <= now - last < dt.timedelta(seconds=EVERY):
        return
    config = current_app.config
    response.set_cookie(
        COOKIE,
        _signed().dumps([viewer.sign_in_id.hex, int(now.timestamp())]),
        max_age=None if viewer.shared_computer else config["PERMANENT_SESSION_LIFETIME"],
        secure=config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _last_step(sign_in_id: uuid.UUID) -> dt.datetime | None:
    try:
        whose, seconds = _signed().loads(request.cookies.get(COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return None
    if whose != sign_in_id.hex or not isinstance(seconds, int):
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _signed() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="last step")
