"""The links for today's registers: made, sent or copied once, and ended by hand."""

import uuid
from urllib.parse import urljoin

from flask import Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.attendance import actions, policy, queries, words
from virtual_school.attendance.forms import PlaceForm, SendForm
from virtual_school.attendance.queries import Place
from virtual_school.attendance.routes.blueprint import bp
from virtual_school.core import clock
from virtual_school.core.errors import NotVisible
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.core.links import mailed
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer


@bp.get("/registers")
@staff(*policy.MAKES_LINKS)
def registers() -> Response:
    return _page(SendForm(formdata=None))


def _page(form: PlaceForm, *, shown: Place | None = None, address: str = "", status: int = 200) -> Response:
    """Today's places, each with its links; `shown` is the one whose form or link is open."""
    return render(
        "attendance/registers.html",
        status=status,
        form=form,
        shown=shown,
        address=address,
        expected_at=queries.places(viewer, clock.today()),
        is_live=lambda link: policy.is_live(link, clock.now()),
        words=words,
    )


def _chosen(form: PlaceForm) -> Place:
    """The place that the form names, of those where pupils whom the viewer knows are expected today."""
    form.organisation_id.choices = options([(request.form.get("organisation_id", ""), "")])
    form.validate()
    if form.organisation_id.data is None or form.session.data is None:
        raise NotVisible
    return queries.one_of(viewer, form.organisation_id.data, form.session.data)


@bp.post("/registers/copy")
@staff(*policy.MAKES_LINKS)
def copy_link() -> AnyResponse:
    """A link, shown this once to be copied."""
    form = PlaceForm()
    place = _chosen(form)
    made: list[str] = []

    def act() -> str:
        made.append(actions.make_link(viewer, place))
        return url_for("attendance.registers")

    here = form.makes(viewer.account_id, act)
    if here and not made:
        return redirect(here, 303)
    if not made:
        return _page(form, shown=place, status=409)
    return _page(SendForm(formdata=None), shown=place, address=urljoin(request.host_url, _path(made[0])))


@bp.post("/registers/send")
@staff(*policy.MAKES_LINKS)
def send_link() -> AnyResponse:
    form = SendForm()
    place = _chosen(form)

    def act() -> str:
        link_for = lambda secret: mailed(_path(secret), g.network.host)  # noqa: E731
        actions.send_link(viewer, place, email=form.email.data, link_for=link_for)
        flash(_("Sent. What %(place)s says stands here as it comes.", place=place.name), "ok")
        return url_for("attendance.registers")

    if not form.errors:
        here = form.makes(viewer.account_id, act)
        if here:
            return redirect(here, 303)
    return _page(form, shown=place, status=422 if form.email.errors else 409)


@bp.post("/registers/<uuid:link_id>/end")
@staff(*policy.MAKES_LINKS)
def end_link(link_id: uuid.UUID) -> AnyResponse:
    actions.end_link(viewer, queries.own_link(viewer, link_id))
    flash(_("That link is dead now. What was said stays."), "ok")
    return redirect(url_for("attendance.registers"), 303)


def _path(secret: str) -> str:
    return url_for("register.register", slug=g.network.slug, token=secret)
