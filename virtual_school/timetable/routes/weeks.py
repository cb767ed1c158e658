"""The week as it holds and as it is laid out: for staff, for the pupil, for a carer who may know where they are."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from flask import Response, url_for

from virtual_school.core import clock, on_device
from virtual_school.core.access import on_device as kept_on_device
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.looking_in.holders import is_kept
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for
from virtual_school.timetable import days, grid, policy, queries, register, returns
from virtual_school.timetable.grid import GridDay
from virtual_school.timetable.models import WeekPattern
from virtual_school.timetable.routes.blueprint import asked_date, bp

# How far ahead a page looks for the next school day and for returns: over the longest holiday.
A_WEEK, A_SUMMER = dt.timedelta(weeks=1), dt.timedelta(weeks=10)


@bp.get("/pupils/<uuid:pupil_id>/week")
@staff()
def week(pupil_id: uuid.UUID) -> Response:
    """What holds this week; for who lays it out, what is being laid out, each half day a link to change it."""
    pupil, opened = find(viewer, pupil_id, Part.WEEK)
    looked(pupil.id, Part.WEEK, "week")
    outs = queries.outs_of(pupil.id)
    return render(
        "timetable/week.html",
        pupil=pupil,
        opened=opened,
        name=name_for(pupil, opened),
        reasons=policy.can_see_reasons(opened),
        may_prepare=policy.can_prepare(viewer, opened),
        outs=queries.in_sight(outs),
        draft=_draft(pupil, opened, outs),
        **_as_it_holds(pupil.id, asked_date()),
    )


def _as_it_holds(pupil_id: uuid.UUID, on: dt.date) -> dict[str, Any]:
    """The week of a date as a page draws it, and the returns that are near."""
    today, dates = clock.today(), days.week(on)
    # The week with today in it is read far ahead: for the next school day, and for what is counted until a return.
    here = dates[0] == days.monday(today)
    first, last = (min(dates[0], today), dates[-1] + A_SUMMER) if here else (dates[0], dates[-1])
    found = queries.days(viewer, [pupil_id], first, last)[pupil_id]
    week = [day for day in found if dates[0] <= day.on <= dates[-1]]
    return {
        "held": grid.of_days(week),
        "nothing": not any(day.is_laid_out or day.off for day in week),
        "monday": dates[0],
        "before": dates[0] - A_WEEK,
        "after": dates[0] + A_WEEK,
        "this_week": here,
        "today": next((day for day in found if day.on == today), None),
        "goes_on": next((day.on for day in found if day.halves and day.off is None and day.on >= today), None),
        "coming": returns.of_pupil(pupil_id, today, found[0].calendar if here else None),
    }


def _draft(pupil: Pupil, opened: Access, outs: list[queries.Out]) -> dict[str, Any] | None:
    """The week that is being laid out, for who lays it out."""
    if not policy.can_lay_out(opened):
        return None
    pattern = queries.open_pattern(pupil.id)
    may_change = policy.can_change(opened, pattern)
    if pattern is None:
        return {"pattern": None, "may_change": may_change}
    laid = queries.laid_out(pattern.id)
    slots, known = [one.slot for one in laid], queries.footings_of(pupil.id)
    return {
        "pattern": pattern,
        "may_change": may_change,
        "grid": _with_addresses(grid.of_pattern(laid, outs), pattern, bool(may_change)),
        "register": register.words(slots, known, [out.row for out in outs], pupil.known_as),
        "outs": [out for out in outs if out.row.agreed_at is None],
    }


def _with_addresses(shown: list[GridDay], pattern: WeekPattern, may_change: bool) -> list[GridDay]:
    """Each half day with the address at which it is changed."""
    if not may_change:
        return shown
    return [
        replace(
            one,
            cells=tuple(
                replace(
                    cell,
                    url=url_for("timetable.cell", pupil_id=pattern.pupil_id, day=cell.day, session=cell.session.value),
                )
                for cell in one.cells
            ),
        )
        for one in shown
    ]


@bp.get("/my-week")
@only(Role.PUPIL)
@kept_on_device
def my_week() -> Response:
    """Today first, then the week: where, when, who is there.

    A device keeps it when it asks by itself, and never where somebody is whose whereabouts are kept in confidence.
    """
    if viewer.pupil_id is None:
        raise NotVisible
    if not on_device.is_by_itself() or is_kept(viewer.pupil_id):
        on_device.stays_away()
    today, shown = clock.today(), _as_it_holds(viewer.pupil_id, asked_date())
    is_on = shown["goes_on"] == today
    off = shown["today"].off if shown["today"] else None
    shown["coming"] = [one for one in shown["coming"] if one.is_shown_to_pupil]
    return render(
        "timetable/my_week.html",
        today_only=next((one for one in shown["held"] if one.is_today), None) if is_on else None,
        no_school=off.words if off else "",
        next_day=None if is_on or not shown["this_week"] else shown["goes_on"],
        outs=queries.in_sight(queries.outs_of(viewer.pupil_id)),
        **shown,
    )


@bp.get("/children/<uuid:pupil_id>/week")
@only(Role.CARER)
def child_week(pupil_id: uuid.UUID) -> Response:
    """For a carer who may know where their child is. To any other there is no such page."""
    try:
        pupil, _opened = find(viewer, pupil_id, Part.WEEK)
    except Refused as error:
        raise NotVisible from error
    shown = _as_it_holds(pupil.id, asked_date())
    shown["coming"] = [one for one in shown["coming"] if one.is_shown_to_pupil]
    return render(
        "timetable/child_week.html",
        pupil=pupil,
        name=pupil.known_as,
        outs=queries.in_sight(queries.outs_of(pupil.id)),
        **shown,
    )
