"""Keeping a pupil safe, for their safeguarding lead: the page, and what is looked at again."""

import uuid

from flask import Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.queries import name_for
from virtual_school.safeguarding.apart import clashes
from virtual_school.safeguarding.protecting import actions, policy, queries
from virtual_school.safeguarding.protecting.forms import AgainForm
from virtual_school.safeguarding.routes.protecting.blueprint import bp, ended, form_page, offer_day, to_stop


@bp.get("/pupils/<uuid:pupil_id>/keep-safe")
@staff(*policy.STOPS)
def page(pupil_id: uuid.UUID) -> Response:
    """What is set, and what stands against it. Whoever may only stop everything sees that alone."""
    pupil, opened = to_stop(pupil_id)
    protects = policy.can_protect(viewer, opened)
    note("protection.opened", account_id=viewer.account_id, pupil_id=pupil.id)
    shown = queries.apart(viewer, pupil_id) if protects else []
    return render(
        "safeguarding/keep_safe.html",
        pupil=pupil,
        opened=opened,
        name=name_for(pupil, opened),
        protects=protects,
        kept=queries.kept(pupil_id) if protects else None,
        apart=[(one, clashes(one.row) if one.own else []) for one in shown],
        stopped=queries.stopped(pupil),
    )


@bp.route(
    "/pupils/<uuid:pupil_id>/keep-safe/<any(whereabouts, apart, stop):what>/<uuid:row_id>/again",
    methods=["GET", "POST"],
)
@staff(*policy.STOPS)
def look_again(pupil_id: uuid.UUID, what: str, row_id: uuid.UUID) -> AnyResponse:
    """It stays as it is; somebody looks again on a later day."""
    pupil, opened = to_stop(pupil_id)
    if what != "stop":
        require(policy.can_protect(viewer, opened))
    row, form = queries.protection(viewer, pupil_id, what, row_id), AgainForm()
    done = ended(
        form,
        pupil,
        lambda: actions.look_again(viewer, opened, row, form.review_on.data or clock.today()),
        _("It stays as it is."),
    )
    offer_day(form, stop=what == "stop")
    lead = [_("Look at what is written there, and ask those who know. If it is still needed, give the next day.")]
    return done or form_page(pupil, opened, form, _("It stays as it is"), lead, _("It stays"))
