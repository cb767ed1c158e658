"""A folder or a zip that becomes drafts: brought, and what came of it."""

import uuid
from collections.abc import Sequence

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.files.store import filing
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.library import actions as library_actions
from virtual_school.library import policy
from virtual_school.library import queries as library
from virtual_school.library.bundles import actions, queries
from virtual_school.library.bundles.packing import receive_folder
from virtual_school.library.forms import BringForm
from virtual_school.library.routes.blueprint import bp
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer


@bp.route("/lessons/bring", methods=["GET", "POST"])
@staff(*AUTHORS)
@unlocked
def bring() -> AnyResponse:
    require(policy.can_begin(viewer))
    form = BringForm()
    form.offer(library.subjects(viewer))
    if not form.is_submitted():
        return _page(form)
    good = form.validate()
    begin(write=False)
    try:
        received = _received()
    except files.NotTaken as error:
        form.form_errors.append(error.because)
        return _page(form)
    if not good:
        with writing():
            held = library_actions.hold(viewer, [received] if received else [])
        return _page(form, held)
    with writing():
        went = form.makes(viewer.account_id, lambda: _bring(form, received))
    return redirect(went, 303) if went else _page(form, again=True)


@bp.get("/lessons/brought/<uuid:bundle_id>")
@staff(*AUTHORS)
def brought(bundle_id: uuid.UUID) -> Response:
    """How far it is, and what came of each file."""
    found = queries.brought(viewer, bundle_id)
    return render("library/brought.html", {"brought": "library/_brought.html"}, brought=found)


def _received() -> files.Received | None:
    """A zip of a plain form, or else the folder of one."""
    zips = files.receive_form(request.files.getlist("files")[:1])
    return zips[0] if zips else receive_folder(request.files.getlist("folder"))


def _bring(form: BringForm, received: files.Received | None) -> str:
    bundle = actions.bring(
        viewer,
        subject_id=uuid.UUID(form.subject_id.data),
        year=int(form.year.data),
        received=received,
        uploads=_uploads(),
    )
    return url_for("library.brought", bundle_id=bundle.id)


def _uploads() -> list[uuid.UUID]:
    return [found for found in map(an_id, request.form.getlist("upload")) if found]


def _page(form: BringForm, held: Sequence[uuid.UUID] = (), *, again: bool = False) -> Response:
    """The newest zip is the one that counts; none where it was no zip and another has to be sent."""
    uploads = [] if again else [*_uploads(), *held][-1:]
    return render("library/bring.html", status=form.http_status, form=form, uploads=uploads, most=filing().limit)
