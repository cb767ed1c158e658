"""A paper: asked for, waited for, taken away. Each is its asker's alone."""

import uuid

from flask import Blueprint, Response, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import signed_in, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, Problem, WrongState
from virtual_school.core.htmx import render
from virtual_school.core.papers import queries
from virtual_school.core.papers.asking import ask
from virtual_school.core.papers.forms import AskForm
from virtual_school.core.papers.jobs import digest_of
from virtual_school.core.papers.models import Paper
from virtual_school.core.papers.queries import PaperState
from virtual_school.core.papers.registry import KINDS, page

bp = Blueprint("papers", __name__)


@bp.post("/papers")
@signed_in
@unlocked
def asked() -> AnyResponse:
    """Let a paper be made of what the viewer may see. Pressed twice it is one."""
    form = AskForm()
    form.validate()
    kind, about_id = form.kind.data or "", form.about_id
    if about_id is None:
        raise NotVisible
    page(g.viewer, kind, about_id)
    begin(write=False)
    with writing():
        here = form.makes(g.viewer.account_id, lambda: _place(ask(g.viewer, kind, about_id)))
    if here is None:
        raise NotVisible
    return redirect(here, 303)


def _place(paper: Paper) -> str:
    return url_for("papers.paper", paper_id=paper.id)


@bp.get("/papers/<uuid:paper_id>")
@signed_in
def paper(paper_id: uuid.UUID) -> Response:
    """How far it is; when it is made, the way to take it."""
    found = queries.find(g.viewer, paper_id)
    name = KINDS[found.kind].name if found.kind in KINDS else ""
    state = _state(found).value
    fragments = {"paper": "papers/_paper.html"}
    return render("papers/paper.html", fragments, paper=found, state=state, name=name, because=found.refused or "")


@bp.get("/papers/<uuid:paper_id>/file")
@signed_in
def download(paper_id: uuid.UUID) -> Response:
    """The PDF, while the page that it was made from is still what its asker may see."""
    found = queries.find(g.viewer, paper_id)
    state = _state(found)
    if state is PaperState.CHANGED:
        raise WrongState(_("What this paper shows has changed since it was made. Ask for it again."))
    if state is not PaperState.MADE:
        raise NotVisible
    return files.send(queries.stored_of(found), f"{KINDS[found.kind].name}.pdf")


def _state(found: Paper) -> PaperState:
    if found.refused:
        return PaperState.REFUSED
    if found.made_at is None:
        return PaperState.REFUSED if queries.is_given_up(found) else PaperState.WAITING
    try:
        now = page(g.viewer, found.kind, found.about_id)
    except Problem as problem:
        raise NotVisible from problem
    return PaperState.MADE if digest_of(now) == found.digest else PaperState.CHANGED
