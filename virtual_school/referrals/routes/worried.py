"""'I'm worried about this', beside what came with a yes or a no to taking part."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, TakePart
from virtual_school.referrals.actions import contribution as actions
from virtual_school.referrals.policy import contribution as policy
from virtual_school.referrals.queries import contribution as queries
from virtual_school.referrals.queries import referral as referrals
from virtual_school.referrals.routes.blueprint import back_to, bp
from virtual_school.safeguarding import queries as safeguarding
from virtual_school.safeguarding.forms import ConcernForm
from virtual_school.safeguarding.words import together, who_reads_concern


@bp.route("/referrals/<uuid:referral_id>/said/<uuid:take_part_id>/worried", methods=["GET", "POST"])
@staff(*policy.KNOW_THEM)
def worried_about_answer(referral_id: uuid.UUID, take_part_id: uuid.UUID) -> AnyResponse:
    form = ConcernForm()
    if form.is_submitted():
        referrals.to_work_on_now(viewer, referral_id)
    pupil, said = queries.said_with_answer(viewer, referral_id, take_part_id)
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _hand_over(said, form.words.data or "", referral_id))
        if here:
            flash(_("The safeguarding lead has it now. Nobody else sees these words until they say so. Thank you."))
            return redirect(here, 303)
    looked(pupil.id, Part.REFERRAL, "worried", take_part_id)
    to = safeguarding.recipient(pupil.id)
    return render(
        "safeguarding/raise.html",
        status=form.http_status,
        form=form,
        name=pupil.initial,
        copy=said.words,
        by=pupil.known_as if said.carer_id is None else _("a parent or carer"),
        readers=who_reads_concern(to),
        lead_names=together(to.names),
        back=back_to(referral_id),
    )


def _hand_over(said: TakePart, words: str, referral_id: uuid.UUID) -> str:
    actions.worry_about_answer(viewer, said, words)
    return back_to(referral_id)
