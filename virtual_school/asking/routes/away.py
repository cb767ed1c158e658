"""My pupils away: whom a teacher answers and teaches, what each did, what came back, a line for the day of return."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.asking import actions, queries
from virtual_school.asking.forms import LineForm
from virtual_school.asking.queries.own import own_of
from virtual_school.asking.queries.teaching import TEACHERS
from virtual_school.asking.routes.blueprint import bp
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part


@bp.get("/i-answer")
@staff(*ANSWERERS)
def my_pupils() -> Response:
    """A name and the days, never why."""
    return render("asking/my_pupils.html", pupils=queries.my_pupils(viewer), teaches=viewer.is_any(*TEACHERS))


@bp.get("/i-answer/<uuid:pupil_id>")
@staff(*ANSWERERS)
def pupil_away(pupil_id: uuid.UUID) -> Response:
    return _page(queries.pupil_away(viewer, pupil_id))


def _page(shown: queries.PupilAway, form: LineForm | None = None, *, status: int = 200) -> Response:
    looked(shown.pupil.id, Part.WORK, "away", shown.away.id if shown.away else None, by=Relation.SCHOOL)
    said = shown.line.words if shown.line else ""
    return render(
        "asking/pupil_away.html",
        status=status,
        shown=shown,
        pupil=shown.pupil,
        back_on=shown.back_on(),
        requests=own_of(viewer, shown.pupil.id),
        form=form or LineForm(formdata=None, words=said),
    )


@bp.post("/i-answer/<uuid:pupil_id>/line")
@staff(*ANSWERERS)
def write_line(pupil_id: uuid.UUID) -> AnyResponse:
    shown, form = queries.pupil_away(viewer, pupil_id), LineForm()
    if not form.validate():
        return _page(shown, form, status=422)
    try:
        actions.write_line(viewer, shown, form.words.data or "")
    except WrongState as error:
        flash(error.because, "warm")
    else:
        flash(_("Saved. They read it before they are back."), "ok")
    return redirect(url_for("asking.pupil_away", pupil_id=pupil_id), 303)
