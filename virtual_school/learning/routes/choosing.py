"""'I'll do this': a pupil takes a lesson out of the library that is open to them, and can put it back."""

import uuid
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.learning import actions
from virtual_school.learning.queries import choosing as queries
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils


@bp.post("/find-work/<uuid:lesson_id>/choose")
@only(Role.PUPIL)
def choose(lesson_id: uuid.UUID) -> AnyResponse:
    mine = pupils.mine(viewer)
    posted = library.from_shelf(viewer, lesson_id)
    work, is_new = actions.choose_work(viewer, mine=mine, revision=posted.revision)
    if is_new:
        undo = url_for("learning.put_back", assignment_id=work.id)
        said: Any = {"words": _("It is in your work now. Start when you like."), "undo": undo}
        flash(said, "ok")
    return redirect(url_for("learning.work", assignment_id=work.id), 303)


@bp.post("/my-work/<uuid:assignment_id>/put-back")
@only(Role.PUPIL)
def put_back(assignment_id: uuid.UUID) -> AnyResponse:
    work = queries.chosen(viewer, assignment_id)
    actions.put_back(viewer, assignment=work)
    flash(_("You put it back. You can choose it again later."), "ok")
    return redirect(url_for("home.today"), 303)
