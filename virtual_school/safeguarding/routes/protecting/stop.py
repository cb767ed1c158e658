"""Stop everything, and let it go on."""

import uuid

from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.safeguarding.protecting import actions, policy, queries
from virtual_school.safeguarding.protecting.forms import EndForm, StopForm
from virtual_school.safeguarding.routes.protecting.blueprint import bp, ended, form_page, made, offer_day, to_stop


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/stop", methods=["GET", "POST"])
@staff(*policy.STOPS)
def stop(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_stop(pupil_id)
    form = StopForm()
    offer_day(form, stop=True)
    form.offer(queries.around(pupil_id))
    done = made(
        form,
        pupil,
        lambda: actions.stop(
            viewer,
            opened,
            pupil,
            reason=form.reason.data or "",
            account_id=form.account_id.data,
            review_on=form.review_on.data,
        ),
        _("Stopped. What was on its way waits."),
    )
    lead = [
        _(
            "No letter, notice or reminder about %(name)s goes out, and no list has a line about them. "
            "What is on its way waits.",
            name=pupil.known_as,
        ),
        _("The record stays open to those who work with it. You, or whoever else may do this, can let it go on."),
    ]
    return done or form_page(pupil, opened, form, _("Stop everything"), lead, _("Stop everything"))


@bp.route("/pupils/<uuid:pupil_id>/keep-safe/stop/<uuid:hold_id>/end", methods=["GET", "POST"])
@staff(*policy.STOPS)
def let_go_on(pupil_id: uuid.UUID, hold_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_stop(pupil_id)
    row, form = queries.one_hold(pupil_id, hold_id), EndForm()
    letters, texts = queries.held_letters(pupil, row), queries.held_texts(pupil, row)
    done = ended(
        form,
        pupil,
        lambda: actions.let_go_on(viewer, opened, row, form.because.data or ""),
        _("It goes on. What waited goes out within minutes."),
    )
    lead = [_("What waits goes out then, and lists have them again.")]
    say = _("Let it go on")
    return done or form_page(pupil, opened, form, say, lead, say, letters=letters, texts=texts)
