"""Where a pupil is, kept in confidence; and who may know all the same."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.safeguarding.protecting import actions, policy, queries
from virtual_school.safeguarding.protecting.forms import EndForm, KeepForm, ReaderForm
from virtual_school.safeguarding.routes.protecting.blueprint import (
    bp,
    ended,
    form_page,
    here,
    made,
    offer_day,
    to_protect,
)


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/whereabouts", methods=["GET", "POST"])
@staff(*policy.PROTECTS)
def keep_whereabouts(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_protect(pupil_id)
    form = KeepForm()
    offer_day(form)
    done = made(
        form,
        pupil,
        lambda: actions.keep_whereabouts(
            viewer, opened, pupil, reason=form.reason.data or "", ends_on=form.last, review_on=form.review_on.data
        ),
        _("Kept in confidence from now on. Name who has to know where they are."),
    )
    lead = [
        _(
            "No place is on anybody’s page, print, list or link: "
            "not for the mentor, not for parents or carers, not for the school."
        ),
        _(
            "You and the pupil see it as before. Then you name, one by one, who has to know: "
            "often the mentor, the head of year and the attendance officer."
        ),
    ]
    return done or form_page(pupil, opened, form, _("Keep where they are in confidence"), lead, _("Keep it so"))


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/whereabouts/end", methods=["GET", "POST"])
@staff(*policy.PROTECTS)
def open_whereabouts(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_protect(pupil_id)
    form = EndForm()
    done = ended(
        form,
        pupil,
        lambda: actions.open_whereabouts(viewer, opened, pupil, form.because.data or ""),
        _("It is ended. Those who saw it before see it again."),
    )
    lead = [_("Everybody who saw the week and its places before sees them again, at once.")]
    return done or form_page(pupil, opened, form, _("No longer in confidence"), lead, _("End it"))


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/whereabouts/readers", methods=["GET", "POST"])
@staff(*policy.PROTECTS)
def name_reader(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_protect(pupil_id)
    form = ReaderForm()
    around = queries.around(pupil_id)
    known = {account_id for account_id, _words in around}
    form.offer([*around, *(one for one in queries.people(viewer) if one[0] not in known)])
    done = ended(
        form,
        pupil,
        lambda: actions.name_reader(viewer, opened, pupil, form.account_id.data),
        _("They see the week and its places as before, as far as their role lets them."),
    )
    lead = [_("Naming somebody opens nothing new to them. They see what they saw before it was kept in confidence.")]
    return done or form_page(pupil, opened, form, _("Who may know where they are"), lead, _("Name this person"))


@bp.post("/pupils/<uuid:pupil_id>/keep-safe/whereabouts/readers/<uuid:account_id>/end")
@staff(*policy.PROTECTS)
def end_reader(pupil_id: uuid.UUID, account_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_protect(pupil_id)
    actions.end_reader(viewer, opened, pupil, account_id)
    flash(_("They do not see it any more."))
    return redirect(here(pupil_id), 303)
