"""A version of a lesson that nobody may read any more."""

import uuid

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.learning import hiding
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.library.use.forms import HideForm
from virtual_school.library.use.showing import version_page
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer


@bp.post("/lessons/<uuid:lesson_id>/versions/<int:number>/hide")
@staff(*AUTHORS)
def hide_version(lesson_id: uuid.UUID, number: int) -> AnyResponse:
    sheet = library.sheet(viewer, lesson_id, lock=True)
    hiding.to_hide(viewer, sheet, number)
    form = HideForm()
    if not form.validate():
        return version_page(viewer, sheet, number, hiding=form, status=422)
    hiding.hide(viewer, sheet, number, because=form.because.data or "")
    flash(_("Nobody can read that version any more. Pupils who had it have the newest now."), "ok")
    return redirect(url_for("library.versions", lesson_id=lesson_id), 303)
