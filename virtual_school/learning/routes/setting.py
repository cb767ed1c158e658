"""Setting work: a posted lesson, who answers it, a day that suits."""

import uuid
from dataclasses import replace

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import For, Suits, account_of
from virtual_school.learning.forms import SetForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import setting as queries
from virtual_school.learning.queries.setting import Answerers, Choice
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.record import SETTERS
from virtual_school.library import queries as library
from virtual_school.library.queries import Posted
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.plans import queries as plans
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for


@bp.get("/pupils/<uuid:pupil_id>/set")
@staff(*SETTERS)
def set_work(pupil_id: uuid.UUID) -> Response:
    """First the lesson, then who answers."""
    pupil, access = find(viewer, pupil_id, Part.WORK)
    require(policy.can_set_work(access))
    looked(pupil.id, Part.WORK, "work")
    chosen = request.args.get("lesson", type=uuid.UUID)
    if chosen is None:
        words = request.args.get("q", "")[:200]
        return render(
            "learning/choose.html",
            pupil=pupil,
            name=name_for(pupil, access),
            words=words,
            kept=_kept(),
            found=queries.posted(viewer, words),
        )
    form = SetForm(formdata=None, lesson=str(chosen), swap=request.args.get("swap", "")[:40])
    form.goal.data = an_id(request.args.get("goal"))
    return _page(pupil, access, form, library.newest(viewer, chosen))


@bp.get("/lessons/<uuid:lesson_id>/set")
@staff(*SETTERS)
def set_lesson(lesson_id: uuid.UUID) -> Response:
    """From the library: first the lesson, then to whom."""
    posted = library.newest(viewer, lesson_id)
    pupils = queries.pupils_too(viewer, lesson_id)
    return render("learning/set_lesson.html", posted=posted, pupils=pupils, most=queries.MOST)


def _kept() -> dict[str, str]:
    """What the first choice takes along to the next page: the work that is replaced, the goal that it is for."""
    return {name: request.args[name][:40] for name in ("swap", "goal") if request.args.get(name)}


def _page(pupil: Pupil, access: Access, form: SetForm, posted: Posted, status: int = 200) -> Response:
    people = _offer(pupil, access, form, posted)
    return render(
        "learning/set.html",
        status=status,
        pupil=pupil,
        name=name_for(pupil, access),
        form=form,
        posted=posted,
        full=people.full,
    )


def _offer(pupil: Pupil, access: Access, form: SetForm, posted: Posted) -> Answerers:
    people = queries.answerers(viewer, pupil, posted.revision.subject_id)
    form.answerer.choices = choices(people)
    form.also.choices = [one.choice for one in queries.pupils_too(viewer, posted.revision.lesson_id, pupil)]
    form.choice_with.choices = [("", _("Nothing: they do this one")), *queries.not_begun(viewer, pupil)]
    form.goal.choices = [("", _("No goal in particular")), *plans.goals_ahead(viewer, pupil.id, access)]
    return people


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
    posted = library.newest(viewer, queries.identifier(form.lesson.data))
    answerer = _offer(pupil, access, form, posted).find(form.answerer.data or "")
    if not form.validate() or answerer is None:
        return _page(pupil, access, form, posted, 422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    made = _set(For(pupil, access, answerer, form.goal.data), form, posted)
    _say(made, form, answerer)
    place = url_for("learning.assignment", assignment_id=made.id)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


def _set(first: For, form: SetForm, posted: Posted) -> Assignment:
    """To this pupil, and to each one ticked: all of them or nobody."""
    old = queries.of_pupil(viewer, first.pupil, queries.identifier(form.swap.data)) if form.swap.data else None
    beside = queries.of_pupil(viewer, first.pupil, form.choice_with.data) if form.choice_with.data else None
    made = actions.set_work(
        viewer,
        [first, *(_too(pupil_id, first, posted) for pupil_id in dict.fromkeys(form.also.data or []))],
        revision_id=posted.revision.id,
        suits=Suits(form.due_on.data, bool(form.when_ready.data)),
        beside=beside,
    )
    if old is not None:
        actions.swap(viewer, old=old, new=made[0], access=first.access, said=form.said.data or "")
    return made[0]


def _too(pupil_id: uuid.UUID, first: For, posted: Posted) -> For:
    """Another pupil, with the same person to answer it where they may."""
    pupil, access = find(viewer, pupil_id, Part.WORK)
    answerer = queries.answerers(viewer, pupil, posted.revision.subject_id).find(first.answerer.key)
    if answerer is None:
        raise actions.nobody_answers(replace(first, pupil=pupil))
    return For(pupil, access, answerer)


def _say(made: Assignment, form: SetForm, answerer: Choice) -> None:
    words = _("Set. %(who)s answers it.", who=answerer.holder.name)
    if form.also.data:
        many = len(form.also.data) + 1
        words = _n(
            "Set to one pupil. %(who)s answers it.",
            "Set to %(num)s pupils. %(who)s answers it.",
            many,
            who=answerer.holder.name,
        )
    if form.also.data or form.swap.data:  # one press takes back no more than one
        flash(words, "ok")
    else:
        flash({"words": words, "undo": url_for("learning.undo_setting", assignment_id=made.id)}, "ok")  # type: ignore[arg-type]
