"""Rolls: begun and ended."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import actions, queries
from virtual_school.pupils.forms import EndRollForm, RollForm
from virtual_school.pupils.routes.blueprint import bp, page_of, school_choices, then, to_place


@bp.route("/pupils/<uuid:pupil_id>/rolls/new", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def enrol(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_place(pupil_id)
    form = RollForm()
    form.organisation_id.choices = school_choices()
    if form.validate_on_submit():
        done = page_of(pupil_id, "rolls")
        here = form.makes(viewer.account_id, lambda: then(done, actions.enrol(viewer, pupil, **form.values())))
        if here:
            return redirect(here, 303)
    name = queries.name_for(pupil, opened)
    return render("pupils/roll.html", form=form, pupil=pupil, name=name, status=form.http_status)


@bp.route("/pupils/<uuid:pupil_id>/rolls/<uuid:row_id>/end", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def end_enrolment(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_place(pupil_id)
    row, form = queries.roll(pupil_id, row_id), EndRollForm()
    if form.validate_on_submit():
        if form.carries(lambda: actions.end_enrolment(viewer, row, **form.values())):
            flash(_("The roll ends as you said."))
            return redirect(page_of(pupil_id, "rolls"), 303)
    name = queries.name_for(pupil, opened)
    return render("pupils/roll_end.html", form=form, pupil=pupil, name=name, row=row, status=form.http_status)
