"""One pupil's last weeks: where they were expected, what the place said, who saw them; and 'seen' in one tap."""

import datetime as dt
import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.attendance import actions, policy, queries, words
from virtual_school.attendance.absences import policy as absences
from virtual_school.attendance.forms import SeenForm
from virtual_school.attendance.routes.blueprint import bp
from virtual_school.core import clock, school_days
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.identity.session import safe_next
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.policy import LISTS_PUPILS
from virtual_school.pupils.queries import find, name_for

WEEKS = 4


@bp.get("/pupils/<uuid:pupil_id>/attendance")
@only(*LISTS_PUPILS)
def pupil(pupil_id: uuid.UUID) -> Response:
    found, opened = find(viewer, pupil_id, Part.ATTENDANCE)
    looked(found.id, Part.ATTENDANCE, "attendance")
    today = clock.today()
    first = today - dt.timedelta(days=7 * WEEKS - 1 + today.weekday())
    rows = queries.facts(viewer, [found.id], first, today)[found.id]
    return render(
        "attendance/pupil.html",
        pupil=found,
        opened=opened,
        name=name_for(found, opened),
        # Where somebody is expected is their week: whoever may not see that is told what was said and seen alone.
        shows_where=opened.opens(Part.WEEK),
        today_rows=[row for row in rows if row.on == today],
        weeks=_by_week([row for row in rows if row.on < today and _is_told(row)]),
        is_school_day=school_days.is_one(today),
        may_note=policy.can_note_seen(opened),
        may_take_call=absences.can_take_call(viewer, opened),
        reads_why=absences.reads_why(viewer, opened),
        form=SeenForm(formdata=None),
        words=words,
    )


def _is_told(row: queries.Fact) -> bool:
    return bool(row.half.is_expected or row.half.slot or row.half.off or row.said or row.seen or row.away or row.told)


def _by_week(rows: list[queries.Fact]) -> list[tuple[dt.date, list[queries.Fact]]]:
    """The newest week first, each under its Monday."""
    found: dict[dt.date, list[queries.Fact]] = {}
    for row in rows:
        found.setdefault(row.on - dt.timedelta(days=row.on.weekday()), []).append(row)
    return sorted(found.items(), reverse=True)


@bp.post("/pupils/<uuid:pupil_id>/seen")
@only(*LISTS_PUPILS)
def see(pupil_id: uuid.UUID) -> AnyResponse:
    """Seen, rung or answered. Goes back to where it was pressed."""
    found, opened = find(viewer, pupil_id, Part.ATTENDANCE)
    form = SeenForm()
    if not form.validate():
        raise NotVisible
    back = safe_next(request.form.get("next")) or url_for("attendance.pupil", pupil_id=pupil_id)

    def act() -> str:
        actions.see(viewer, opened, found, **form.values())
        flash(_("Noted: %(name)s has been seen.", name=name_for(found, opened)), "ok")
        return back

    went = form.makes(viewer.account_id, act)
    if went is None:
        flash(form.form_errors[0], "warm")
    return redirect(went or back, 303)
