"""'I'm worried about this': one page beside whatever a pupil or an adult wrote, made or said."""

import uuid

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import Viewer, viewer
from virtual_school.pupils.looking import looked
from virtual_school.safeguarding import actions, queries, words, worried
from virtual_school.safeguarding.forms import WorriedForm
from virtual_school.safeguarding.people import Worry
from virtual_school.safeguarding.queries import raising
from virtual_school.safeguarding.worried import Thing

bp = Blueprint("worried", __name__)


@bp.app_template_global()
def reads_as_staff() -> bool:
    """What `components/worried.html` asks, wherever it was imported: whether there is anything to show this reader."""
    here: Viewer | None = g.get("viewer")
    return here is not None and here.is_staff


@bp.route("/worried/<kind>/<uuid:thing_id>", methods=["GET", "POST"])
@staff()
def page(kind: str, thing_id: uuid.UUID) -> AnyResponse:
    """Hand it over; from then on nobody else reads it until it is let go on."""
    thing, form = worried.find(viewer, kind, thing_id), WorriedForm()
    around, school = queries.school_of(thing.pupil_id)
    opened = raising.opened_to(viewer, thing.pupil_id)
    form.offer(raising.adults(viewer, opened, thing.pupil_id, around), raising.places(viewer))
    if form.validate_on_submit():
        about = worried.about(kind, thing_id, thing)
        went = form.makes(viewer.account_id, lambda: _handed(about, thing, form))
        if went:
            return redirect(went, 303)
    if thing.is_noted:
        looked(thing.pupil_id, thing.part, kind, thing_id)
    return render(
        "safeguarding/worried.html",
        status=form.http_status,
        form=form,
        thing=thing,
        ring=school.ring if school and opened else None,
        readers=words.who_reads_worry(around, school.name if school else None, knows=opened is not None),
    )


def _handed(about: tuple[str, uuid.UUID], thing: Thing, form: WorriedForm) -> str:
    around, _school = queries.school_of(thing.pupil_id)
    concerned = raising.concerned(
        viewer,
        thing.pupil_id,
        around,
        account_id=form.account_id,
        typed=form.typed,
        is_staff=form.is_staff,
        place_id=form.place_id.data,
    )
    made = actions.raise_concern(
        viewer,
        pupil_id=thing.pupil_id,
        about=about,
        copy=thing.copy,
        words=form.words.data or "",
        worry=Worry(concerned, form.place_id.data, bool(form.is_now.data)),
        files=thing.files,
    )
    return url_for("concerns.receipt", concern_id=made.id)
