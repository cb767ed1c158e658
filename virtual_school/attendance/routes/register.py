"""The public register of one session at one place, behind a link: first names, and one tap for each.

Whoever holds the link learns who is expected there now and nothing else; dead, it tells nothing of any child.
"""

import hashlib

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.attendance import actions, policy, queries, words
from virtual_school.attendance.models import Mark, RegisterLink
from virtual_school.core import clock
from virtual_school.core.access import public
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.network.viewer import Viewer

bp = Blueprint("register", __name__)

GONE, NOTHING = 410, 404


@bp.get("/n/<slug>/register/<token>")
@public
def register(slug: str, token: str) -> AnyResponse:
    link = _live(slug, token)
    if isinstance(link, Response):
        return link
    note("register.opened", object_id=link.id)
    return _unlisted(_page(link, token))


@bp.post("/n/<slug>/register/<token>")
@public
def say(slug: str, token: str) -> AnyResponse:
    """Here, late, not here, left; said again it is another row, and the last one holds."""
    link = _live(slug, token, lock=True)
    if isinstance(link, Response):
        return link
    key, _colon, mark = request.form.get("said", "").partition(":")
    known = {one.value: one for one in Mark}
    if mark not in known:
        raise NotVisible
    by = Viewer.system("register link", link.network_id)
    actions.say(by, link, queries.on_register(link), key=key, mark=known[mark])
    return _unlisted(redirect(url_for("register.register", slug=slug, token=token, _anchor=f"p-{key}"), 303))


def _live(slug: str, token: str, *, lock: bool = False) -> RegisterLink | Response:
    """The link, while it works; else the page that says whom to ring, the same whatever it once stood for."""
    if g.network is None or g.network.slug != slug:
        raise NotVisible
    place = hashlib.sha256(f"register:{request.remote_addr or ''}".encode()).digest()
    actions.may_try(place)
    link = queries.link_behind(token, lock=lock)
    if link is not None and policy.is_live(link, clock.now()):
        return link
    if link is None:
        note("register.refused", key=place)
    page = render("attendance/register_over.html", status=NOTHING if link is None else GONE)
    return _unlisted(page)


def _page(link: RegisterLink, token: str) -> Response:
    return render(
        "attendance/register.html",
        link=link,
        token=token,
        place=queries.place_of(link),
        register=queries.on_register(link),
        words=words,
    )


def _unlisted(answer: AnyResponse) -> Response:
    """In no search engine, in no cache, and its address in no other site's log."""
    response = make_response(answer)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response
