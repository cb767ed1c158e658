"""What waits for me; how I am told; what was sent; and the link in a letter that ends letters."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import public, require, signed_in
from virtual_school.core.errors import NotVisible
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.network.viewer import Viewer, viewer
from virtual_school.notices import actions, choosing, letters, policy, queries, words
from virtual_school.notices.forms import ChoicesForm, PupilChoicesForm, ShownForm

bp = Blueprint("notices", __name__, url_prefix="/notices")
off = Blueprint("letters_off", __name__, url_prefix="/n/<slug>/letters-off")
blueprints = [bp, off]


@bp.get("")
@signed_in
def index() -> Response:
    found = queries.waiting(viewer, an_id(request.args.get("before")))
    return render("notices/index.html", found=found, words=words)


@bp.post("/<uuid:notice_id>/open")
@signed_in
def open_notice(notice_id: uuid.UUID) -> AnyResponse:
    return redirect(actions.open_notice(viewer, notice_id), 303)


@bp.post("/<uuid:notice_id>/seen")
@signed_in
def seen(notice_id: uuid.UUID) -> AnyResponse:
    actions.see(viewer, notice_id)
    return redirect(url_for("notices.index"), 303)


@bp.post("/seen")
@signed_in
def all_seen() -> AnyResponse:
    """All that stood on the page; not what came while it was read."""
    newest = ShownForm().newest.data
    if newest is not None:
        actions.see_shown(viewer, newest)
    return redirect(url_for("notices.index"), 303)


@bp.get("/sent")
@signed_in
def sent() -> Response:
    """What was sent to whom, and what waits: one's own; for who leads the Virtual School, others' as well."""
    others = request.args.get("whose") == "others"
    may_see = policy.can_see_others(viewer)
    if others:
        require(may_see)
    found = queries.told(viewer, an_id(request.args.get("before")), others=others)
    return render("notices/sent.html", found=found, others=others, may_see=may_see, words=words)


@bp.route("/choices", methods=["GET", "POST"])
@signed_in
def choices() -> AnyResponse:
    form = _form()
    if form.validate_on_submit() and form.carries(lambda: actions.choose(viewer, form.values())):
        flash(_("It is kept. From now on you are told like this."))
        return redirect(url_for("notices.choices"), 303)
    must = policy.answers_for_children(viewer.hats)
    status = 422 if form.errors else form.http_status
    return render("notices/choices.html", form=form, status=status, must_be_told=must)


def _form() -> PupilChoicesForm:
    """With what holds now in it: what was chosen, else the network's own hours."""
    if viewer.account_id is None:
        raise NotVisible
    now: Any = choosing.chosen([viewer.account_id])[viewer.account_id]
    given = {"phone": now.phone, "urgent_text": now.urgent_text}
    if policy.is_pupil(viewer.hats):
        return PupilChoicesForm(data=given)
    given |= {name: getattr(now, name) for name in ("letter", "letter_at", "soon", "urgent_email", "ring_me")}
    return ChoicesForm(data=given | {"quiet_from": now.quiet.begins, "quiet_until": now.quiet.ends})


@off.get("/<token>")
@public
def page(slug: str, token: str) -> Response:
    """A question, so that no program that follows links in letters ends them."""
    _whose(token)
    return render("notices/off.html", slug=slug, token=token)


@off.post("/<token>")
@public
def end(slug: str, token: str) -> AnyResponse:
    actions.letters_off(Viewer.system("letters off", g.network.id), _whose(token))
    return redirect(url_for("letters_off.ended", slug=slug), 303)


@off.get("/")
@public
def ended(slug: str) -> Response:
    return render("notices/off_ended.html")


def _whose(token: str) -> uuid.UUID:
    account_id = letters.signed_for(token)
    if account_id is None or not choosing.chosen([account_id]):
        raise NotVisible
    return account_id
