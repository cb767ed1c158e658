"""Something serious happened: eight lines, and who has seen them."""

import uuid

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.hands import Standing
from virtual_school.safeguarding.queries import raising, school_of
from virtual_school.safeguarding.serious import actions, policy, queries, telling, words
from virtual_school.safeguarding.serious.forms import SeriousForm

bp = Blueprint("serious", __name__, url_prefix="/serious")


@bp.route("/new", methods=["GET", "POST"])
@staff()
def new() -> AnyResponse:
    """About the pupil whom the address names."""
    pupil_id = an_id(request.args.get("pupil"))
    if pupil_id is None:
        raise NotVisible
    pupil, opened = pupils.find(viewer, pupil_id, Part.ATTENDANCE)
    require(policy.can_report(viewer, opened))
    around, school = school_of(pupil_id)
    knows = opened.relation is not Relation.WINDOW
    form = SeriousForm()
    form.offer(raising.adults(viewer, opened if knows else None, pupil_id, around))
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _reported(opened, pupil, form, around))
        if went:
            return redirect(went, 303)
    return render(
        "safeguarding/serious_new.html",
        status=form.http_status,
        form=form,
        name=pupils.name_for(pupil, opened),
        pupil_id=pupil_id,
        ring=school.ring if school and knows else None,
        seen=words.who_reads(telling.first(around, ()), school.name if school and knows else None),
        back=url_for("pupils.page", pupil_id=pupil_id) if knows else url_for("pupils.windows"),
    )


def _reported(opened: Access, pupil: Pupil, form: SeriousForm, around: Standing) -> str:
    concerned = raising.concerned(viewer, pupil.id, around, account_id=form.account_id, typed=form.typed, is_staff=True)
    made = actions.report(viewer, opened, pupil, lines=form.lines(), around=around, concerned=concerned)
    return url_for("serious.sent", serious_id=made.id)


@bp.get("/about/<uuid:pupil_id>")
@staff()
def of_pupil(pupil_id: uuid.UUID) -> AnyResponse:
    """From the pages about a pupil to the eight lines."""
    pupils.find(viewer, pupil_id, Part.ATTENDANCE)
    return redirect(url_for("serious.new", pupil=pupil_id))


@bp.get("/sent/<uuid:serious_id>")
@staff()
def sent(serious_id: uuid.UUID) -> Response:
    """That it went, and who has seen it, for who reported it."""
    found = queries.own(viewer, serious_id)
    return render("safeguarding/serious_sent.html", {"receipt": "safeguarding/_serious_sent.html"}, found=found)


@bp.get("")
@staff(*policy.READS)
def index() -> Response:
    number = max(request.args.get("page", 1, type=int), 1)
    rows, more = queries.reported(viewer, min(number, 1000))
    return render("safeguarding/serious_list.html", rows=rows, number=number, more=more, kinds=words.KIND_WORDS)


@bp.get("/<uuid:serious_id>")
@staff(*policy.READS)
def page(serious_id: uuid.UUID) -> Response:
    found = queries.one(viewer, serious_id)
    note("serious.opened", account_id=viewer.account_id, pupil_id=found.pupil.id, object_id=serious_id)
    if found.involves is None:  # else whom it involves may read of it in the log of looks
        looked(found.pupil.id, Part.SAFEGUARDING, "serious", serious_id)
    return render("safeguarding/serious.html", found=found, seen=queries.seen_by(found.serious), kinds=words.KIND_WORDS)


@bp.post("/<uuid:serious_id>/seen")
@staff(*policy.READS)
def seen(serious_id: uuid.UUID) -> AnyResponse:
    actions.see(viewer, queries.one(viewer, serious_id).serious)
    flash(_("They see that you have seen it."))
    return redirect(url_for("serious.page", serious_id=serious_id), 303)
