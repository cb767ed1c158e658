"""Panels, their members and meetings: made by the lead and the clerk."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.identity import queries as people
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.forms import EndForm
from virtual_school.referrals.actions import panel as actions
from virtual_school.referrals.forms.panel import MeetingForm, MemberForm, PanelForm
from virtual_school.referrals.policy import panel as policy
from virtual_school.referrals.policy.panel import PANEL_ROLES
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries import meeting as meetings
from virtual_school.referrals.queries import panel as queries
from virtual_school.referrals.routes.panels import bp

# So many of those that are ready are on the page at first: they are put before a panel in the order of their waiting.
FIRST, MOST = 20, 100


@bp.get("/panels")
@staff(*PANEL_ROLES)
def index() -> Response:
    """Where lead, clerk and members begin: meetings, what is ready, families not told yet."""
    whole = request.args.get("all") == "1"
    ready = meetings.ready(viewer, MOST if whole else FIRST + 1)
    return render(
        "referrals/panels.html",
        panels=queries.panels(viewer, whole=whole),
        meetings=queries.meetings(viewer, whole=whole),
        more=not whole and queries.has_more(viewer),
        ready=ready if whole else ready[:FIRST],
        more_ready=not whole and len(ready) > FIRST,
        untold=decisions.untold(viewer),
        can_make=policy.can_make_panels(viewer),
        can_run=policy.can_run_meetings(viewer),
    )


@bp.route("/panels/new", methods=["GET", "POST"])
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def new() -> AnyResponse:
    form = PanelForm()
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _page_of(actions.make_panel(viewer, **form.values()).id))
        if here:
            return redirect(here, 303)
    return render("referrals/panel_new.html", form=form, status=form.http_status)


def _page_of(panel_id: uuid.UUID) -> str:
    return url_for("panels.panel", panel_id=panel_id)


@bp.get("/panels/<uuid:panel_id>")
@staff(*PANEL_ROLES)
def panel(panel_id: uuid.UUID) -> Response:
    found = queries.panel(viewer, panel_id)
    return render(
        "referrals/panel.html",
        panel=found,
        members=queries.members(found.id),
        can_make=policy.can_make_panels(viewer),
        can_run=policy.can_run_meetings(viewer),
    )


@bp.route("/panels/<uuid:panel_id>/members/new", methods=["GET", "POST"])
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def add_member(panel_id: uuid.UUID) -> AnyResponse:
    found, form = queries.panel(viewer, panel_id), MemberForm()
    holders = {one.membership.id: one for one in people.holders(viewer.network_id, frozenset({Role.PANEL_MEMBER}))}
    form.membership_id.choices = options(
        ((key, f"{one.name}, {one.organisation}") for key, one in holders.items()), first=_("Choose…")
    )
    if form.validate_on_submit():
        holder = holders[form.membership_id.data].membership
        here = form.makes(viewer.account_id, lambda: _added(found.id, holder.id, form))
        if here:
            flash(_("They sit on the panel now. What is listed already is open to them."))
            return redirect(here, 303)
    return render("referrals/member_new.html", form=form, panel=found, nobody=not holders, status=form.http_status)


def _added(panel_id: uuid.UUID, membership_id: uuid.UUID, form: MemberForm) -> str:
    holder = next(
        one.membership
        for one in people.holders(viewer.network_id, frozenset({Role.PANEL_MEMBER}))
        if one.membership.id == membership_id
    )
    actions.add_member(viewer, queries.panel(viewer, panel_id), holder, chairs=form.chairs.data)
    return _page_of(panel_id)


@bp.post("/panels/<uuid:panel_id>/members/<uuid:row_id>/end")
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def end_member(panel_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    found, form = queries.panel(viewer, panel_id), EndForm()
    form.validate()
    actions.end_member(viewer, queries.member(found.id, row_id), form.because.data)
    flash(_("They sit on this panel no more. What was open to them is shut."))
    return redirect(_page_of(found.id), 303)


@bp.route("/panels/<uuid:panel_id>/meetings/new", methods=["GET", "POST"])
@staff(Role.PANEL_CLERK)
def new_meeting(panel_id: uuid.UUID) -> AnyResponse:
    found, form = queries.panel(viewer, panel_id), MeetingForm()
    require(policy.can_run_meetings(viewer))
    if form.validate_on_submit():
        here = form.makes(
            viewer.account_id,
            lambda: _meeting(
                actions.make_meeting(viewer, found, starts_at=form.starts_at, place=form.place.data or "").id
            ),
        )
        if here:
            return redirect(here, 303)
    return render("referrals/meeting_new.html", form=form, panel=found, status=form.http_status)


def _meeting(meeting_id: uuid.UUID) -> str:
    return url_for("panels.meeting", meeting_id=meeting_id)
