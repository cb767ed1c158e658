"""'Handed to me', and what one has handed over. Where a concern is raised is for the package that owns the thing."""

import uuid

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import actions, policy, queries, words
from virtual_school.safeguarding.forms import ReleaseForm
from virtual_school.safeguarding.glass import queries as glass
from virtual_school.safeguarding.protecting import reviews

bp = Blueprint("concerns", __name__)


@bp.get("/handed-to-me")
@staff(*policy.TAKES_CONCERNS)
def index() -> Response:
    """What was handed to the viewer: not seen first."""
    number = max(request.args.get("page", 1, type=int), 1)
    rows, more = queries.handed(viewer, number)
    return render(
        "safeguarding/handed_to_me.html",
        handed=rows,
        number=number,
        more=more,
        asked=len(queries.asked_for_help(viewer)),
        opened=len(glass.told(viewer)),
        reviews=reviews.reviews(viewer),
        words=words,
    )


@bp.get("/handed-to-me/<uuid:concern_id>")
@staff(*policy.TAKES_CONCERNS)
def handed(concern_id: uuid.UUID) -> Response:
    return _handed(concern_id, ReleaseForm(formdata=None))


def _handed(concern_id: uuid.UUID, form: ReleaseForm) -> Response:
    found = queries.handed_one(viewer, concern_id)
    note("concern.opened", account_id=viewer.account_id, pupil_id=found.pupil.id, object_id=concern_id)
    looked(found.pupil.id, Part.SAFEGUARDING, "concern", concern_id, _by(found))
    status = form.http_status if form.errors else 200
    return render("safeguarding/concern.html", found=found, form=form, words=words, status=status)


def _by(found: queries.Handed) -> Relation | None:
    """What came of a record opened without a link is noted as that: it may be about the staff of the pupil's school."""
    return Relation.GLASS if found.concern.about_kind == "glass" else None


@bp.post("/handed-to-me/<uuid:concern_id>/seen")
@staff(*policy.TAKES_CONCERNS)
def seen(concern_id: uuid.UUID) -> AnyResponse:
    actions.see(viewer, queries.to_change(viewer, concern_id))
    return redirect(url_for("concerns.handed", concern_id=concern_id), 303)


@bp.post("/handed-to-me/<uuid:concern_id>/release")
@staff(*policy.TAKES_CONCERNS)
def release(concern_id: uuid.UUID) -> AnyResponse:
    """Let what it held back go on as before."""
    concern, form = queries.to_change(viewer, concern_id), ReleaseForm()
    if form.validate() and form.carries(lambda: actions.release(viewer, concern, form.because.data)):
        flash(_("It goes on as before."))
        return redirect(url_for("concerns.handed", concern_id=concern_id), 303)
    return _handed(concern_id, form)


@bp.get("/handed-over")
@staff()
def raised() -> Response:
    """What the viewer handed over: that it was, and whether it was seen."""
    return render("safeguarding/handed_over.html", raised=queries.raised(viewer))


@bp.get("/handed-over/<uuid:concern_id>")
@staff()
def receipt(concern_id: uuid.UUID) -> Response:
    found = queries.raised_one(viewer, concern_id)
    return render("safeguarding/receipt.html", {"receipt": "safeguarding/_receipt.html"}, found=found)
