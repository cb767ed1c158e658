"""'My child won't be in': a parent's or carer's first button, in as few taps as there are."""

import uuid
from typing import Any

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.attendance.absences import actions, policy, queries, spans, words
from virtual_school.attendance.absences.actions import Said
from virtual_school.attendance.absences.forms import AbsenceForm, BackForm
from virtual_school.attendance.absences.queries import Child
from virtual_school.attendance.routes.blueprint import bp
from virtual_school.core import clock, school_days
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.who_can_see import who_can_see

# What the line beside the box is told by: the carer, whatever else their link opens.
BY_CARER = Access(Relation.CARER, frozenset(), "")


@bp.app_context_processor
def who_may_be_reported() -> dict[str, Any]:
    return {"children_to_report": lambda: queries.to_remind_of(viewer) if viewer.role is Role.CARER else []}


def page_for(absence_id: uuid.UUID) -> str:
    return url_for("attendance.absence", absence_id=absence_id)


@bp.get("/children/<uuid:pupil_id>/absence")
@only(Role.CARER)
def wont_be_in(pupil_id: uuid.UUID) -> Response:
    child = queries.child(viewer, pupil_id)
    return _page(child, _form(child, AbsenceForm(formdata=None)))


@bp.post("/children/<uuid:pupil_id>/absence")
@only(Role.CARER)
def tell_absence(pupil_id: uuid.UUID) -> AnyResponse:
    child = queries.child(viewer, pupil_id)
    form = _form(child, AbsenceForm())

    def act() -> str:
        told = (form.sessions, form.why.data, form.words.data)
        flash(thanks(actions.tell(viewer, child, *told, page_for), child.name), "ok")
        return _here(pupil_id)

    if form.validate():
        here = form.makes(viewer.account_id, act)
        if here:
            return redirect(here, 303)
    return _page(child, form, status=422)


@bp.post("/children/<uuid:pupil_id>/absence/back")
@only(Role.CARER)
def will_be_in(pupil_id: uuid.UUID) -> AnyResponse:
    """Better already: they come again, whoever said that they do not, as far as this carer may know of it."""
    child = queries.child(viewer, pupil_id)
    told, form = queries.known_to(child), BackForm()
    form.offer(queries.back_from(told, clock.now(), queries.calendar_of(pupil_id)))
    if not form.moments:
        flash(_("%(name)s is expected as ever.", name=child.name), "ok")
        return redirect(_here(pupil_id), 303)
    if form.validate() and form.carries(lambda: actions.come_back(viewer, told, *form.chosen, page_for)):
        flash(_("Thank you. Whoever expects %(name)s knows.", name=child.name), "ok")
        return redirect(_here(pupil_id), 303)
    return _page(child, _form(child, AbsenceForm(formdata=None)), form, status=422)


@bp.post("/children/<uuid:pupil_id>/absence/<uuid:absence_id>/withdraw")
@only(Role.CARER)
def take_back(pupil_id: uuid.UUID, absence_id: uuid.UUID) -> AnyResponse:
    """Said of the wrong child, or by mistake."""
    child = queries.child(viewer, pupil_id)
    actions.withdraw_own(viewer, queries.own(viewer, pupil_id, absence_id), page_for)
    flash(_("Taken back. %(name)s is expected as ever.", name=child.name), "ok")
    return redirect(_here(pupil_id), 303)


def thanks(said: Said, name: str) -> str:
    """What was understood, so that a slip shows at once; and that what was told before stays."""
    when = words.span(said.row)
    if not said.is_new:
        return str(_("We know already: %(name)s won’t be in, %(when)s.", name=name, when=when))
    if said.stays:
        return str(
            _(
                "Thank you: %(name)s won’t be in, %(when)s. What was told before stays as well. Is %(name)s coming "
                "sooner? Say so below.",
                name=name,
                when=when,
            )
        )
    known = _("Thank you: %(name)s won’t be in, %(when)s. Everybody who must know has been told.", name=name, when=when)
    return str(known)


def _here(pupil_id: uuid.UUID) -> str:
    return url_for("attendance.wont_be_in", pupil_id=pupil_id)


def _form(child: Child, form: AbsenceForm) -> AbsenceForm:
    offer(form, child.pupil.id, _("For longer, please ring the school: they help with more than a note."))
    return form


def offer(form: AbsenceForm, pupil_id: uuid.UUID, longer: str) -> None:
    """The day of which somebody speaks now, and the last that can be said here."""
    days = queries.calendar_of(pupil_id)
    next_day = spans.next_day(clock.now(), days)
    form.offer(next_day, school_days.after(next_day, number("absence_days"), days), longer)


def _page(child: Child, form: AbsenceForm, back: BackForm | None = None, *, status: int = 200) -> Response:
    told = queries.known_to(child)
    if back is None:
        back = BackForm(formdata=None)
        back.offer(queries.back_from(told, clock.now(), queries.calendar_of(child.pupil.id)))
    return render(
        "attendance/wont_be_in.html",
        status=status,
        child=child,
        form=back if back.errors else form,
        asked=form,
        back=back,
        told=told,
        is_own=lambda one: one.carer_id == child.carer.id,
        said=words,
        seen=who_can_see(viewer, BY_CARER, child.pupil, policy.WORDS),
    )
