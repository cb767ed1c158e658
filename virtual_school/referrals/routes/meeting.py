"""A meeting: its list, who is there, what is put before it."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.errors import WrongState
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.referrals.actions import panel as actions
from virtual_school.referrals.forms.panel import ListForm, TakeOffForm, ThereForm
from virtual_school.referrals.policy import panel as policy
from virtual_school.referrals.policy.panel import PANEL_ROLES
from virtual_school.referrals.queries import meeting as queries
from virtual_school.referrals.queries import panel as panels
from virtual_school.referrals.routes.panels import bp, then


@bp.get("/meetings/<uuid:meeting_id>")
@staff(*PANEL_ROLES)
def meeting(meeting_id: uuid.UUID) -> Response:
    """The panel's list: what is before this meeting, and who is there."""
    return _page(meeting_id)


def _page(meeting_id: uuid.UUID, form: ListForm | None = None, *, status: int = 200) -> Response:
    found, panel = queries.meeting(viewer, meeting_id)
    room = panels.room(panel, found.id)
    can_run = policy.can_run_meetings(viewer)
    ready = queries.ready(viewer) if can_run and found.closed_at is None else []
    if form is None:
        form = _list_form(ready)
    return render(
        "referrals/meeting.html",
        status=status,
        meeting=found,
        panel=panel,
        agenda=queries.agenda(viewer, found.id),
        room=room,
        ready=ready,
        form=form,
        can_run=can_run,
        can_note=policy.can_note_who_is_there(viewer, room.seat(viewer.account_id)),
    )


def _list_form(ready: list[queries.Waiting]) -> ListForm:
    form = ListForm()
    form.referral_id.choices = options(
        ((one.id, f"{one.first_name}, {_('Year %(year)d', year=one.year)}, {one.school}") for one in ready),
        first=_("Choose…"),
    )
    return form


def _here(meeting_id: uuid.UUID, part: str | None = None) -> AnyResponse:
    return redirect(url_for("panels.meeting", meeting_id=meeting_id, _anchor=part), 303)


@bp.post("/meetings/<uuid:meeting_id>/cases")
@staff(Role.PANEL_CLERK)
def put_before(meeting_id: uuid.UUID) -> AnyResponse:
    """Put a referral that is ready before this meeting."""
    found, _panel = queries.meeting(viewer, meeting_id)
    form = _list_form(queries.ready(viewer))
    if not form.validate():
        return _page(meeting_id, form, status=422)
    done = url_for("panels.meeting", meeting_id=meeting_id, _anchor="agenda")
    chosen = queries.to_list(viewer, form.referral_id.data)
    here = form.makes(viewer.account_id, lambda: then(done, actions.put_before(viewer, found, chosen)))
    if here is None:
        return _page(meeting_id, form, status=409)
    flash(_("It is before this meeting. The members can read it now."))
    return redirect(here, 303)


@bp.post("/meetings/<uuid:meeting_id>/cases/<uuid:case_id>/off")
@staff(Role.PANEL_CLERK)
def take_off(meeting_id: uuid.UUID, case_id: uuid.UUID) -> AnyResponse:
    case, form = _case_of(meeting_id, case_id), TakeOffForm()
    if not form.validate():
        raise WrongState(form.because.errors[0])
    actions.take_off(viewer, case.row, form.because.data or "")
    flash(_("It is off this meeting and waits for another. The members read it no more."))
    return _here(meeting_id, "agenda")


@bp.post("/meetings/<uuid:meeting_id>/cases/<uuid:case_id>/earlier")
@staff(Role.PANEL_CLERK)
def earlier(meeting_id: uuid.UUID, case_id: uuid.UUID) -> AnyResponse:
    actions.earlier(viewer, _case_of(meeting_id, case_id).row)
    return _here(meeting_id, "agenda")


def _case_of(meeting_id: uuid.UUID, case_id: uuid.UUID) -> queries.Case:
    found, _panel = queries.meeting(viewer, meeting_id)
    return queries.case(viewer, case_id, of=found.id)


@bp.post("/meetings/<uuid:meeting_id>/came")
@staff(Role.PANEL_CLERK, Role.PANEL_MEMBER)
def came(meeting_id: uuid.UUID) -> AnyResponse:
    return _note(meeting_id, came=True)


@bp.post("/meetings/<uuid:meeting_id>/left")
@staff(Role.PANEL_CLERK, Role.PANEL_MEMBER)
def left(meeting_id: uuid.UUID) -> AnyResponse:
    return _note(meeting_id, came=False)


def _note(meeting_id: uuid.UUID, *, came: bool) -> AnyResponse:
    found, panel = queries.meeting(viewer, meeting_id, lock=True)
    form = ThereForm()
    actions.note_who_is_there(viewer, found, panels.room(panel, found.id), form.account, came=came)
    return _here(meeting_id, "there")


@bp.post("/meetings/<uuid:meeting_id>/close")
@staff(Role.PANEL_CLERK, Role.PANEL_MEMBER)
def close(meeting_id: uuid.UUID) -> AnyResponse:
    """The meeting is over. What was not reached waits for another one."""
    found, panel = queries.meeting(viewer, meeting_id, lock=True)
    actions.close(viewer, found, panels.room(panel, found.id))
    flash(_("The meeting is closed. What was not reached is ready for another one."))
    return _here(meeting_id)
