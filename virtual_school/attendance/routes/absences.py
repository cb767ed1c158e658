"""Who will not be in: one absence for whoever is told of it, the list, and what a carer said by phone."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.attendance.absences import actions, policy, queries, words
from virtual_school.attendance.absences.forms import BackForm, CallForm, WithdrawForm
from virtual_school.attendance.absences.queries import Told
from virtual_school.attendance.routes.blueprint import bp
from virtual_school.attendance.routes.family import offer, page_for, thanks
from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import Refused
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Carer, Part, Pupil
from virtual_school.pupils.who_can_see import who_can_see


@bp.get("/absences")
@staff(*policy.LOOKS_AFTER)
def absences() -> Response:
    """Who will not be in today or later; and whom a call is about, found by name."""
    named = request.args.get("q", "")[:100].strip()
    return render(
        "attendance/absences.html",
        told=queries.listed(viewer),
        named=named,
        found=queries.found(viewer, named) if named else [],
        takes_calls=viewer.is_any(*policy.TAKES_CALLS),
        reads_why=viewer.is_any(*policy.READS_WHY),
        said=words,
    )


@bp.get("/absences/<uuid:absence_id>")
@only(*policy.READS)
def absence(absence_id: uuid.UUID) -> Response:
    return _page(*_found(absence_id))


@bp.post("/absences/<uuid:absence_id>/back")
@only(*policy.TAKES_CALLS)
def comes_back(absence_id: uuid.UUID) -> AnyResponse:
    told, opened = _found(absence_id)
    require(policy.can_take_call(viewer, opened))
    rows, form = queries.coming(told.pupil.id), BackForm()
    form.offer(queries.back_from(rows, clock.now(), queries.calendar_of(told.pupil.id)))
    if not form.moments:
        flash(_("%(name)s is expected as ever.", name=told.pupil.known_as), "ok")
        return redirect(page_for(absence_id), 303)
    if form.validate() and form.carries(lambda: actions.come_back_for(viewer, opened, rows, *form.chosen, page_for)):
        flash(_("Noted: %(name)s is expected again.", name=told.pupil.known_as), "ok")
        return redirect(page_for(absence_id), 303)
    return _page(told, opened, back=form, status=422)


@bp.post("/absences/<uuid:absence_id>/withdraw")
@only(*policy.TAKES_CALLS)
def withdraw_absence(absence_id: uuid.UUID) -> AnyResponse:
    """Entered on the wrong child: gone from every view but this, which says that it was taken back."""
    told, opened = _found(absence_id)
    require(policy.can_take_call(viewer, opened))
    form = WithdrawForm()
    if not form.validate():
        return _page(told, opened, withdraw=form, status=422)
    actions.withdraw(viewer, opened, told.row, form.because.data, page_for)
    flash(_("Taken back. %(name)s is expected as ever.", name=told.pupil.known_as), "ok")
    return redirect(page_for(absence_id), 303)


def _found(absence_id: uuid.UUID) -> tuple[Told, Access]:
    told = queries.one(viewer, absence_id)
    try:
        _pupil, opened = pupils.find(viewer, told.pupil.id, Part.ATTENDANCE)
    except Refused:  # by the week alone, as a place that expects them
        _pupil, opened = pupils.find(viewer, told.pupil.id, Part.WEEK)
    looked(told.pupil.id, Part.ATTENDANCE, "absence", absence_id)
    return told, opened


def _page(
    told: Told,
    opened: Access,
    back: BackForm | None = None,
    withdraw: WithdrawForm | None = None,
    *,
    status: int = 200,
) -> Response:
    if back is None:
        back = BackForm(formdata=None)
        back.offer(queries.back_from([told.row], clock.now(), queries.calendar_of(told.pupil.id)))
    withdraw = withdraw or WithdrawForm(formdata=None)
    return render(
        "attendance/absence.html",
        status=status,
        form=withdraw if withdraw.errors else back,
        told=told,
        opened=opened,
        name=pupils.name_for(told.pupil, opened),
        reads_why=policy.reads_why(viewer, opened),
        reads_words=policy.reads_words(viewer, opened),
        may_change=policy.can_take_call(viewer, opened),
        back=back,
        withdraw=withdraw,
        said=words,
    )


# By phone -------------------------------------------------------------------------------------------------------------


@bp.get("/pupils/<uuid:pupil_id>/absence")
@only(*policy.TAKES_CALLS)
def call(pupil_id: uuid.UUID) -> Response:
    pupil, opened, carers = _to_enter(pupil_id)
    return _call_page(pupil, opened, _call_form(pupil, carers, CallForm(formdata=None)))


@bp.post("/pupils/<uuid:pupil_id>/absence")
@only(*policy.TAKES_CALLS)
def take_call(pupil_id: uuid.UUID) -> AnyResponse:
    """What a carer said by phone, read back to them."""
    pupil, opened, carers = _to_enter(pupil_id)
    form = _call_form(pupil, carers, CallForm())

    def act() -> str:
        carer = next(one for one in carers if one.id == form.carer_id.data)
        told = (form.sessions, form.why.data, form.words.data)
        said = actions.take_call(viewer, opened, pupil, carer, *told, page_for)
        flash(thanks(said, pupil.known_as), "ok")
        return page_for(said.row.id)

    if form.validate():
        here = form.makes(viewer.account_id, act)
        if here:
            return redirect(here, 303)
    return _call_page(pupil, opened, form, status=422)


def _to_enter(pupil_id: uuid.UUID) -> tuple[Pupil, Access, list[Carer]]:
    pupil, opened = pupils.find(viewer, pupil_id, Part.ATTENDANCE)
    require(policy.can_take_call(viewer, opened))
    return pupil, opened, queries.callers(pupil.id)


def _call_form(pupil: Pupil, carers: list[Carer], form: CallForm) -> CallForm:
    offer(form, pupil.id, _("For longer, open ‘Away for a while’."))
    form.name((one.id, f"{one.called} ({one.name})") for one in carers)
    return form


def _call_page(pupil: Pupil, opened: Access, form: CallForm, *, status: int = 200) -> Response:
    looked(pupil.id, Part.ATTENDANCE, "absence")
    return render(
        "attendance/call.html",
        status=status,
        pupil=pupil,
        name=pupils.name_for(pupil, opened),
        form=form,
        next_page=url_for("attendance.pupil", pupil_id=pupil.id),
        seen=who_can_see(viewer, opened, pupil, policy.WORDS),
    )
