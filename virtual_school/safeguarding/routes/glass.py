"""A record opened without a link: opening it, what was opened, and the concern that comes of it."""

import uuid

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.numbers import number
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding import words
from virtual_school.safeguarding.forms import ConcernForm
from virtual_school.safeguarding.glass import actions, policy, queries
from virtual_school.safeguarding.glass.forms import GlassForm
from virtual_school.safeguarding.queries import recipient

bp = Blueprint("glass", __name__)


@bp.get("/opened-without-a-link")
@staff(*policy.IS_TOLD)
def index() -> Response:
    """What the viewer opened, and what they are told that others opened."""
    own = queries.own(viewer) if policy.can_break(viewer) else []
    return render("safeguarding/opened.html", own=own, told=queries.told(viewer), may_open=policy.can_break(viewer))


@bp.route("/open-without-a-link", methods=["GET", "POST"])
@staff(*policy.BREAKS)
def open_record() -> AnyResponse:
    """By whole name and date of birth: who opens a record like this knows whose it is."""
    require(policy.can_break(viewer))
    form = GlassForm()
    if form.validate_on_submit() and form.born.data is not None:
        pupil = queries.pupil_called(viewer, form.name.data or "", form.born.data)
        if pupil is None:
            form.name.errors = [_("There is nobody with this whole name and date of birth here.")]
        elif _reaches(pupil):
            form.name.errors = [_("You reach this record already: look under Our pupils.")]
        else:
            went = form.makes(viewer.account_id, lambda: _opened(pupil, form))
            if went:
                return redirect(went, 303)
    status = 422 if form.errors else form.http_status
    return render("safeguarding/open_without.html", form=form, hours=number("glass_hours"), status=status)


def _reaches(pupil: Pupil) -> bool:
    """As much as the record would show; a window onto less is no reason to wait."""
    return queries.reaches(viewer, pupil.id)


def _opened(pupil: Pupil, form: GlassForm) -> str:
    actions.break_glass(viewer, pupil, reason=form.reason.data or "", about_staff=bool(form.about_staff.data))
    return url_for("pupils.page", pupil_id=pupil.id)


@bp.post("/opened-without-a-link/<uuid:glass_id>/end")
@staff(*policy.BREAKS)
def end(glass_id: uuid.UUID) -> AnyResponse:
    actions.end(viewer, queries.own_to_end(viewer, glass_id))
    flash(_("Shut. The record is not open to you any more."))
    return redirect(url_for("glass.index"), 303)


@bp.route("/opened-without-a-link/<uuid:glass_id>/concern", methods=["GET", "POST"])
@staff(*policy.BREAKS)
def concern(glass_id: uuid.UUID) -> AnyResponse:
    """The one thing that is written through it: a concern, which goes where every concern goes."""
    found, form = queries.own_open(viewer, glass_id), ConcernForm()
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _handed(found, form))
        if went:
            return redirect(went, 303)
    looked(found.pupil.id, Part.SAFEGUARDING, "concern", found.glass.id, Relation.GLASS)
    return render(
        "safeguarding/raise.html",
        status=form.http_status,
        form=form,
        name=found.pupil.initial,
        copy=found.glass.reason,
        by=found.by,
        readers=_readers(found),
        lead_names="",
        back=url_for("glass.index"),
    )


def _readers(found: queries.Opened) -> str:
    if found.glass.about_staff:
        return str(_("The Virtual School’s safeguarding lead, or you where it has none. Nobody at the pupil’s school."))
    return words.who_reads_concern(recipient(found.pupil.id))


def _handed(found: queries.Opened, form: ConcernForm) -> str:
    made = actions.hand_over(viewer, found, form.words.data or "")
    return url_for("concerns.receipt", concern_id=made.id)
