"""'On this phone': what a pupil's own device keeps for when there is no line, and what waits there to be sent."""

import hashlib
import hmac
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, url_for
from flask_babel import gettext as _

from virtual_school.core.access import on_device, public
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer

bp = Blueprint("phone", __name__)

# Served from the root, because a worker reaches no address above its own. It is let loose on the pupil's pages alone.
WORKER = Path(__file__).parents[3] / "static/js/phone_worker.js"

# What a pupil may agree to, in millions of bytes: pages without files, some files, many.
SIZES = (5, 25, 100)


@bp.app_context_processor
def sealing() -> dict[str, Any]:
    return {"sealing_key": _key}


def _key() -> str:
    """What somebody's pages seal with what their browser keeps, so that nobody else who signs in there can read it.

    Two keys of 32 bytes: one for what waits in a database, one for words.
    """
    said = f"sealed:{viewer.account_id}".encode()
    return hmac.new(str(current_app.secret_key).encode(), said, hashlib.sha512).hexdigest()


@bp.get("/on-this-phone")
@only(Role.PUPIL)
@on_device
def page() -> Response:
    """The server knows nothing of what is kept: the device itself fills this page in."""
    return render("home/phone.html", sizes=SIZES)


@bp.get("/on-this-phone/app.webmanifest")
@only(Role.PUPIL)
@on_device
def manifest() -> Response:
    """As what a phone puts it beside its other apps."""
    names: dict[str, str] = current_app.extensions["static_names"]
    mark = {"src": f"/static/{names['img/mark.svg']}", "sizes": "any", "type": "image/svg+xml"}
    name = g.network.name
    said = jsonify(
        id="/today",
        name=name,
        short_name=name[:12].strip(),
        description=str(_("Your work, your week, and the people who help you.")),
        start_url=url_for("home.today"),
        scope="/",
        display="standalone",
        background_color="#f3f6f4",
        theme_color=g.network.accent or "#0b5a4a",
        icons=[mark],
    )
    said.mimetype = "application/manifest+json"
    return said


@bp.get("/phone-worker.js")
@public
def worker() -> Response:
    """What answers on a pupil's device without a line: it knows no address and no word of anybody."""
    return Response(WORKER.read_text("utf-8"), mimetype="text/javascript")
