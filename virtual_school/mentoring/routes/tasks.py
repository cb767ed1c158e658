"""First tasks: done in one tap, and back again for a minute."""

import uuid

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.mentoring import actions, queries, words
from virtual_school.mentoring.routes.blueprint import NOTERS, back, back_url, bp, said
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find


@bp.post("/mentor-tasks/<uuid:task_id>/done")
@staff(*NOTERS)
def do_task(task_id: uuid.UUID) -> AnyResponse:
    task = queries.task_to_change(viewer, task_id)
    _pupil, access = find(viewer, task.pupil_id, Part.NOTES)
    actions.do_task(viewer, task=task, access=access)
    done = _("Done: %(task)s.", task=words.TASK_WORDS[task.kind])
    said(done, url_for("mentoring.undo_task", task_id=task.id, back=back()))
    return redirect(back_url(task.pupil_id, back()), 303)


@bp.post("/mentor-tasks/<uuid:task_id>/undo")
@staff(*NOTERS)
def undo_task(task_id: uuid.UUID) -> AnyResponse:
    task = queries.task_to_change(viewer, task_id)
    _pupil, access = find(viewer, task.pupil_id, Part.NOTES)
    actions.undo_task(viewer, task=task, access=access)
    flash(_("Undone. The task is open again."), "ok")
    return redirect(back_url(task.pupil_id, back()), 303)
