"""Setting work: a posted lesson, who answers it, a day that suits."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import account_of
from virtual_school.learning.forms import SetForm
from virtual_school.learning.queries import setting as queries
from virtual_school.learning.queries.setting import Answerers
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.record import SETTERS
from virtual_school.library import queries as library
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for


@bp.get("/pupils/<uuid:pupil_id>/set")
@staff(*SETTERS)
def set_work(pupil_id: uuid.UUID) -> Response:
    """First the lesson, then who answers."""
    pupil, access = find(viewer, pupil_id, Part.WORK)
    require(policy.can_set_work(access))
    chosen = request.args.get("lesson", type=uuid.UUID)
    if chosen is None:
        words = request.args.get("q", "")[:200]
        return render(
            "learning/choose.html",
            pupil=pupil,
            name=name_for(pupil, access),
            words=words,
            found=queries.posted(viewer, words),
        )
    people = queries.answerers(viewer, pupil, library.newest(viewer, chosen).revision.subject_id)
    form = SetForm(formdata=None, lesson=str(chosen))
    return _page(pupil, access, form, people, chosen)


def _page(
    pupil: Pupil, access: Access, form: SetForm, people: Answerers, lesson_id: uuid.UUID, status: int = 200
) -> Response:
    form.answerer.choices = choices(people)
    posted = library.newest(viewer, lesson_id)
    return render(
        "learning/set.html",
        status=status,
        pupil=pupil,
        name=name_for(pupil, access),
        form=form,
        posted=posted,
        full=people.full,
    )


def choices(people: Answerers) -> dict[str, list[tuple[str, str]]]:
    """Nobody first, then oneself, then people by school."""
    groups = {"": [("", _("Choose a person"))]}
    if people.oneself:
        groups[_("Me")] = [(people.oneself.key, _("I answer it myself"))]
    for school, them in people.by_school.items():
        groups[school] = [(choice.key, choice.words) for choice in them]
    return groups


@bp.post("/pupils/<uuid:pupil_id>/set")
@staff(*SETTERS)
def set_work_now(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, access = find(viewer, pupil_id, Part.WORK)
    require(policy.can_set_work(access))
    form = SetForm()
    lesson_id = queries.identifier(form.lesson.data)
    people = queries.answerers(viewer, pupil, library.newest(viewer, lesson_id).revision.subject_id)
    form.answerer.choices = choices(people)
    answerer = people.find(form.answerer.data or "")
    if not form.validate() or answerer is None:
        return _page(pupil, access, form, people, lesson_id, 422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    revision = library.newest(viewer, lesson_id).revision
    made = actions.set_work(
        viewer, pupil=pupil, access=access, revision_id=revision.id, answerer=answerer, due_on=form.due_on.data
    )
    words = _("Set. %(who)s answers it.", who=answerer.holder.name)
    flash({"words": words, "undo": url_for("learning.undo_setting", assignment_id=made.id)}, "ok")  # type: ignore[arg-type]
    place = url_for("learning.assignment", assignment_id=made.id)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)
