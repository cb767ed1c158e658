"""Who answers: saying yes, giving back, what nobody answered in time, naming somebody else."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.learning.actions import offering as actions
from virtual_school.learning.forms_offering import GIVE_BACK, LATE, AnotherForm, EndForm, GiveBackForm, OfferForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.policy import offering as policy
from virtual_school.learning.queries import late as queries
from virtual_school.learning.queries import offering, pile, record, setting
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.record import SETTERS
from virtual_school.learning.routes.setting import choices
from virtual_school.library import queries as library
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for

# What others say of who answers ---------------------------------------------------------------------------------------


@bp.get("/i-can-answer")
@staff(*AUTHORS)
def my_answering() -> Response:
    return _mine()


def _mine(form: OfferForm | None = None, end: EndForm | None = None, *, status: int = 200) -> Response:
    there = offering.mine(viewer)
    if form is None:
        form = OfferForm(formdata=None)
        if there is not None:
            form.fill(there.row.a_week, there.subjects, there.row.ends_on)
        form.offer(library.subjects(viewer))
    over = there is not None and (there.row.ends_on or clock.today()) < clock.today()
    named = offering.all_named(viewer)
    return render(
        "learning/i_can_answer.html",
        status=status,
        form=form,
        end=end or EndForm(formdata=None),
        there=None if over else there,
        named=len(named),
    )


@bp.post("/i-can-answer")
@staff(*AUTHORS)
def say_yes() -> AnyResponse:
    form = OfferForm()
    form.offer(library.subjects(viewer))
    if not form.validate() or form.a_week.data is None or form.ends_on.data is None:
        return _mine(form, status=422)
    actions.say_yes(
        viewer,
        a_week=form.a_week.data,
        subjects=[one for one in form.subjects.data or [] if one],
        ends_on=form.ends_on.data,
    )
    flash(_("Saved. Thank you. Nobody can name you for more than that."), "ok")
    return redirect(url_for("learning.my_answering"), 303)


@bp.post("/i-can-answer/end")
@staff(*AUTHORS)
def end_offer() -> AnyResponse:
    form = EndForm()
    if not form.validate():
        return _mine(end=form, status=422)
    because = (form.because.data or "") if form.what.data == GIVE_BACK else ""
    went = actions.end_offer(viewer, because=because)
    flash(_("Ended. Nobody names you for more work."), "ok")
    if went:
        flash(_("Given back: %(count)d. Somebody else is found.", count=went), "ok")
    return redirect(url_for("learning.my_answering"), 303)


@bp.route("/to-answer/<uuid:hand_in_id>/give-back", methods=["GET", "POST"])
@staff(*AUTHORS, Role.HEAD_OF_YEAR, Role.KEY_ADULT)
def give_back(hand_in_id: uuid.UUID) -> AnyResponse:
    """Whoever was named cannot answer this one after all."""
    shown, form = pile.to_answer(viewer, hand_in_id), GiveBackForm()
    looked(shown.pupil_id, Part.WORK, "answer", hand_in_id)
    if form.validate_on_submit():
        work, _answered = pile.to_return(viewer, hand_in_id)
        row = offering.named_as(viewer, work.id)
        actions.give_back(viewer, work=work, row=row, because=form.because.data or "")
        flash(_("Given back. Whoever leads the Virtual School finds somebody else."), "ok")
        return redirect(url_for("learning.pile"), 303)
    return render("learning/give_back.html", status=form.http_status, work=shown, form=form)


# What waits too long, and naming somebody else ------------------------------------------------------------------------


@bp.get("/late-answers")
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def late() -> Response:
    rows = queries.waits_too_long(viewer)
    return render("learning/late.html", rows=rows, takers=queries.takers(viewer, rows), back=LATE)


@bp.get("/assignments/<uuid:assignment_id>/answerer")
@staff(*SETTERS)
def another(assignment_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, record.pupil_of(viewer, assignment_id), Part.WORK)
    work = record.one(viewer, assignment_id)
    require(policy.can_name_another(access, work.state))
    return _another(assignment_id, pupil, access, AnotherForm(formdata=None))


def _another(assignment_id: uuid.UUID, pupil: Pupil, access: Access, form: AnotherForm, status: int = 200) -> Response:
    people = setting.answerers(viewer, pupil, offering.subject_of(assignment_id))
    form.answerer.choices = choices(people)
    looked(pupil.id, Part.WORK, "assignment", assignment_id)
    return render(
        "learning/another.html",
        status=status,
        work=record.one(viewer, assignment_id),
        pupil=pupil,
        name=name_for(pupil, access),
        form=form,
        full=people.full,
    )


@bp.post("/assignments/<uuid:assignment_id>/answerer")
@staff(*SETTERS)
def name_another(assignment_id: uuid.UUID) -> AnyResponse:
    work: Assignment = record.to_change(viewer, assignment_id)
    pupil, access = find(viewer, work.pupil_id, Part.WORK)
    require(policy.can_name_another(access, work.state))
    people, form = setting.answerers(viewer, pupil, offering.subject_of(assignment_id)), AnotherForm()
    form.answerer.choices = choices(people)
    chosen = people.find(form.answerer.data or "")
    if not form.validate() or chosen is None:
        return _another(assignment_id, pupil, access, form, 422)
    actions.name_another(viewer, work=work, access=access, answerer=chosen, because=form.because.data or None)
    flash(_("%(name)s answers it now.", name=chosen.holder.name), "ok")
    if form.then.data == LATE and viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return redirect(url_for("learning.late"), 303)
    return redirect(url_for("learning.assignment", assignment_id=assignment_id), 303)
