"""Setting work: a posted lesson, who answers it, a day that suits."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import account_of
from virtual_school.learning.forms import SetForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import setting as queries
from virtual_school.learning.queries.setting import Answerers, Choice
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
            swap=request.args.get("swap", "")[:40] or None,
            found=queries.posted(viewer, words),
        )
    people = queries.answerers(viewer, pupil, library.newest(viewer, chosen).revision.subject_id)
    form = SetForm(formdata=None, lesson=str(chosen), swap=request.args.get("swap", "")[:40])
    return _page(pupil, access, form, people, chosen)


def _page(
    pupil: Pupil, access: Access, form: SetForm, people: Answerers, lesson_id: uuid.UUID, status: int = 200
) -> Response:
    _offer(pupil, form, people)
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


def _offer(pupil: Pupil, form: SetForm, people: Answerers) -> None:
    form.answerer.choices = choices(people)
    form.also.choices = queries.pupils_too(viewer, pupil)
    form.choice_with.choices = [("", _("Nothing: they do this one")), *queries.not_begun(viewer, pupil)]


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
    _offer(pupil, form, people)
    answerer = people.find(form.answerer.data or "")
    if not form.validate() or answerer is None:
        return _page(pupil, access, form, people, lesson_id, 422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    made = _set(pupil, access, form, answerer, lesson_id)
    _say(made, form, answerer)
    place = url_for("learning.assignment", assignment_id=made.id)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


def _set(pupil: Pupil, access: Access, form: SetForm, answerer: Choice, lesson_id: uuid.UUID) -> Assignment:
    """To this pupil, and to each one ticked: all of them or nobody."""
    revision = library.newest(viewer, lesson_id).revision
    suits = {"revision_id": revision.id, "due_on": form.due_on.data, "when_ready": bool(form.when_ready.data)}
    old = queries.of_pupil(viewer, pupil, queries.identifier(form.swap.data)) if form.swap.data else None
    beside = queries.of_pupil(viewer, pupil, form.choice_with.data) if form.choice_with.data else None
    made = actions.set_work(viewer, pupil=pupil, access=access, answerer=answerer, beside=beside, **suits)
    if old is not None:
        actions.swap(viewer, old=old, new=made, access=access, said=form.said.data or "")
    for pupil_id in form.also.data or []:
        other, opened = find(viewer, pupil_id, Part.WORK)
        named = queries.answerers(viewer, other, revision.subject_id).find(answerer.key)
        if named is None:
            raise WrongState(
                _("%(who)s cannot answer %(pupil)s. Nothing was set.", who=answerer.holder.name, pupil=other.initial)
            )
        actions.set_work(viewer, pupil=other, access=opened, answerer=named, **suits)
    return made


def _say(made: Assignment, form: SetForm, answerer: Choice) -> None:
    words = _("Set. %(who)s answers it.", who=answerer.holder.name)
    if form.also.data or form.swap.data:  # one press takes back no more than one
        flash(words, "ok")
    else:
        flash({"words": words, "undo": url_for("learning.undo_setting", assignment_id=made.id)}, "ok")  # type: ignore[arg-type]
