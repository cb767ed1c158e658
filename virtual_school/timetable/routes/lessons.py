"""Lessons out: added to the plan that is being drafted, and taken out of it again."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.forms import EndForm
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience, among
from virtual_school.pupils.who_can_see import said
from virtual_school.timetable import actions, policy, queries
from virtual_school.timetable.forms import LessonOutForm
from virtual_school.timetable.routes.blueprint import bp, responsible_people, week_url


@bp.route("/pupils/<uuid:pupil_id>/lessons-out/new", methods=["GET", "POST"])
@staff(*policy.LAY_OUT)
def add_lesson_out(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, access = find(viewer, pupil_id, Part.WEEK)
    require(policy.can_lay_out(access))
    pattern, form = queries.open_pattern(pupil_id), LessonOutForm()
    may_change = policy.can_change(access, pattern)
    form.offer_people(responsible_people())
    if form.is_submitted():
        require(may_change)
        if form.validate() and (here := form.makes(viewer.account_id, lambda: _added(pupil_id, form))):
            flash(_("It is in the draft. It holds once everybody has agreed to the plan."))
            return redirect(here, 303)
    whole, reason = Audience(Part.WEEK), Audience(Part.WEEK).without(Relation.SELF)
    found = who_reads(viewer, pupil_id, whole)
    return render(
        "timetable/lesson_out.html",
        status=form.http_status,
        form=form,
        pupil=pupil,
        name=name_for(pupil, access),
        seen=said(viewer, access, pupil, whole, found),
        seen_reason=said(viewer, access, pupil, reason, among(found, reason)),
        may_change=may_change,
    )


def _added(pupil_id: uuid.UUID, form: LessonOutForm) -> str:
    _pupil, access = find(viewer, pupil_id, Part.WEEK)
    actions.add_lesson_out(viewer, access, queries.open_pattern(pupil_id), **form.values())
    return week_url(pupil_id)


@bp.post("/lessons-out/<uuid:lesson_out_id>/end")
@staff(*policy.LAY_OUT)
def end_lesson_out(lesson_out_id: uuid.UUID) -> AnyResponse:
    """Take one out of the draft again that nobody has agreed to; or end an agreed one whose return is prepared."""
    row = queries.lesson_out(lesson_out_id)
    _pupil, access = find(viewer, row.pupil_id, Part.WEEK)
    form = EndForm()
    form.validate()
    actions.end_lesson_out(viewer, access, queries.open_pattern(row.pupil_id), row, form.because.data or None)
    held = row.agreed_at is not None
    flash(_("Back in %(lesson)s from now on.", lesson=row.lesson) if held else _("It is out of the draft."))
    return redirect(week_url(row.pupil_id), 303)
