"""'Handed to me', and what one has handed over. Where a concern is raised is for the package that owns the thing."""

import uuid

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import actions, policy, queries, words
from virtual_school.safeguarding.forms import CopiedForm, ReleaseForm
from virtual_school.safeguarding.glass import queries as glass
from virtual_school.safeguarding.glass.policy import IS_TOLD
from virtual_school.safeguarding.hands import Hands
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
        opened=len(glass.told(viewer)) if viewer.is_any(*IS_TOLD) else None,
        reviews=reviews.reviews(viewer),
        words=words,
    )


@bp.get("/handed-to-me/<uuid:concern_id>")
@staff(*policy.TAKES_CONCERNS)
def handed(concern_id: uuid.UUID) -> Response:
    return _handed(concern_id)


def _handed(concern_id: uuid.UUID, form: ReleaseForm | None = None, copied_form: CopiedForm | None = None) -> Response:
    found = queries.handed_one(viewer, concern_id)
    note("concern.opened", account_id=viewer.account_id, pupil_id=found.pupil.id, object_id=concern_id)
    _looked(found)
    sent = form or copied_form
    return render(
        "safeguarding/concern.html",
        found=found,
        files=[] if found.is_sealed else queries.files_of(concern_id),
        form=form or ReleaseForm(formdata=None),
        copied_form=copied_form or CopiedForm(formdata=None),
        words=words,
        status=sent.http_status if sent is not None and sent.errors else 200,
    )


def _looked(found: queries.Handed) -> None:
    """No look at what is about staff is noted: the safeguarding lead whom it may be about would read of it in the log.

    That it was opened is kept with the concern. What came of a record opened without a link is noted as that: it may
    be about the staff of the pupil's school.
    """
    if found.to is Hands.LEAD:
        by = Relation.GLASS if found.concern.about_kind == "glass" else None
        looked(found.pupil.id, Part.SAFEGUARDING, "concern", found.concern.id, by)


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


@bp.post("/handed-to-me/<uuid:concern_id>/copied")
@staff(*policy.TAKES_CONCERNS)
def copied(concern_id: uuid.UUID) -> AnyResponse:
    """It stands in their own system now: the words here are sealed."""
    concern, form = queries.to_change(viewer, concern_id), CopiedForm()
    if not form.validate():
        return _handed(concern_id, copied_form=form)
    actions.copied(viewer, concern, form.reference.data or None)
    flash(_("Sealed. The words here are for you and who raised it."))
    return redirect(url_for("concerns.handed", concern_id=concern_id), 303)


@bp.get("/handed-to-me/<uuid:concern_id>/files/<uuid:file_id>/<name>")
@staff(*policy.TAKES_CONCERNS)
def file(concern_id: uuid.UUID, file_id: uuid.UUID, name: str) -> Response:
    """A photo or file that the concern carries."""
    stored, shown, found = queries.file_of(viewer, concern_id, file_id)
    _looked(found)
    return files.send(stored, shown, inline=True)


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


@bp.get("/handed-over/<uuid:concern_id>/words")
@staff()
def own_words(concern_id: uuid.UUID) -> Response:
    """What the viewer wrote, and what went with it: theirs to read again, sealed or not."""
    written, copy = queries.own_words(viewer, concern_id)
    return render("safeguarding/own_words.html", concern_id=concern_id, written=written, copy=copy)
