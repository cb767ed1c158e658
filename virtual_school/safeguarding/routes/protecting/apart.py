"""Who must not meet."""

import uuid

from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.network import queries as networks
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.queries import name_for
from virtual_school.safeguarding.protecting import actions, policy, queries
from virtual_school.safeguarding.protecting.forms import ApartForm, EndForm
from virtual_school.safeguarding.routes.protecting.blueprint import bp, ended, form_page, made, offer_day, to_protect


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/apart", methods=["GET", "POST"])
@staff(*policy.PROTECTS)
def keep_apart(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_protect(pupil_id)
    form = ApartForm()
    offer_day(form)
    places = [(one.id, one.name) for one in networks.organisations(viewer)]
    form.offer(queries.pupils_known(viewer, pupil_id), places, queries.people(viewer))
    done = made(
        form,
        pupil,
        lambda: actions.keep_apart(
            viewer, opened, pupil, reason=form.reason.data or "", ends_on=form.last, review_on=form.review_on.data,
            other_id=form.other_id.data, number=(form.number.data or "").upper(), place_id=form.place_id.data,
            account_id=form.account_id.data,
        ),
        _("Kept apart from now on. If something stands already, it is shown below."),
    )  # fmt: skip
    lead = [
        _(
            "From now on they are put in no half day at the same place, no pack and no care link together. "
            "Whoever tries is told to ask you, and nothing else."
        ),
        _("What stands already is not undone: you see it afterwards, and have it changed."),
    ]
    title = _("Keep %(name)s apart", name=name_for(pupil, opened))
    return done or form_page(pupil, opened, form, title, lead, _("Keep apart"))


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/apart/<uuid:keep_id>/end", methods=["GET", "POST"])
@staff(*policy.PROTECTS)
def end_apart(pupil_id: uuid.UUID, keep_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_protect(pupil_id)
    row, form = queries.one_apart(viewer, pupil_id, keep_id), EndForm()
    done = ended(
        form,
        pupil,
        lambda: actions.end_apart(viewer, opened, row, form.because.data or ""),
        _("It is ended. Nothing keeps them apart any more."),
    )
    lead = [_("From now on nobody is stopped from putting them together.")]
    return done or form_page(pupil, opened, form, _("No longer kept apart"), lead, _("End it"))
