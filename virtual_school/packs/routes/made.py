"""Somebody's packs: how far each is, and the file, while it is still what they may have."""

import uuid

from flask import Response, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.packs import actions, content, policy, queries, words
from virtual_school.packs.forms import ShapeForm
from virtual_school.packs.models import PackState, WorkPack
from virtual_school.packs.routes.blueprint import bp
from virtual_school.packs.routes.choosing import place

CHANGED, GIVEN_UP = "changed", "given_up"


@bp.get("/packs")
@only(*policy.PACKERS)
def index() -> Response:
    return render("packs/index.html", packs=queries.packs(viewer))


@bp.get("/packs/<uuid:pack_id>")
@only(*policy.PACKERS)
def pack(pack_id: uuid.UUID) -> Response:
    """How far it is; when it is made, the way to take it, and to have it in another shape."""
    return _page(queries.pack(viewer, pack_id), None)


@bp.get("/packs/<uuid:pack_id>/file")
@only(*policy.PACKERS)
def take(pack_id: uuid.UUID) -> Response:
    """The file, asked again: while everything that is in it is still what its owner may have, and pupils may open."""
    found = queries.pack(viewer, pack_id)
    if found.state is not PackState.MADE:
        raise NotVisible
    if _state(found, queries.items(viewer, found.id)) == CHANGED:
        raise WrongState(_("What is in this pack has changed since it was made. Make it again."))
    return files.send(queries.stored_of(found), words.file_name(found))


@bp.post("/packs/<uuid:pack_id>/again")
@only(*policy.PACKERS)
def again(pack_id: uuid.UUID) -> AnyResponse:
    """The same lessons in another shape, or as they are now."""
    found = queries.pack(viewer, pack_id)
    form = ShapeForm()
    form.offer(answers=viewer.is_author)
    if form.validate():
        here = form.makes(viewer.account_id, lambda: place(_again(found, form)))
        if here:
            return redirect(here, 303)
    return _page(queries.pack(viewer, pack_id), form)


def _again(found: WorkPack, form: ShapeForm) -> WorkPack:
    return actions.make_again(viewer, found, shape=form.wanted, is_large=form.is_large.data)


def _state(found: WorkPack, there: list[queries.Item]) -> str:
    if found.state is PackState.WAITING and queries.is_given_up(found):
        return GIVEN_UP
    if found.state is PackState.MADE and content.digest(found, there) != found.digest:
        return CHANGED
    return found.state.value


def _page(found: WorkPack, form: ShapeForm | None) -> Response:
    there = queries.items(viewer, found.id)
    status = form.http_status if form else 200
    if form is None:
        form = ShapeForm(formdata=None, shape=found.shape, is_large=found.is_large)
        form.offer(answers=viewer.is_author and not any(item.from_work for item in there))
    stored = queries.stored_of(found) if found.state is PackState.MADE else None
    return render(
        "packs/pack.html",
        {"pack": "packs/_pack.html"},
        status=status,
        pack=found,
        state=_state(found, there),
        items=there,
        left_out=queries.count(found.id) - len(there),
        stored=stored,
        form=form,
    )
