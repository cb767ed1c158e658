"""'I'm worried about this', beside what somebody said in a plan."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.plans import policy, queries
from virtual_school.plans.queries import Held, Said
from virtual_school.plans.routes.blueprint import bp, home, name_of
from virtual_school.safeguarding import actions as safeguarding
from virtual_school.safeguarding import queries as readers
from virtual_school.safeguarding import words
from virtual_school.safeguarding.forms import ConcernForm


@bp.route("/plans/<uuid:version_id>/worried/<kind>/<uuid:said_id>", methods=["GET", "POST"])
@staff(*policy.READERS)
def worried(version_id: uuid.UUID, kind: str, said_id: uuid.UUID) -> AnyResponse:
    """Hand it over to the safeguarding lead; from then on nobody else reads it until it is released."""
    held = queries.version(viewer, version_id)
    found = queries.said(viewer, held, kind, said_id)
    form = ConcernForm()
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _hand_over(held, found, form.words.data or ""))
        if went:
            return redirect(went, 303)
    to = readers.recipient(held.pupil.id)
    return render(
        "safeguarding/raise.html",
        form=form,
        name=name_of(held.pupil, held.access),
        copy=found.copy,
        by=found.by,
        readers=words.who_reads_concern(to),
        lead_names=words.together(to.names),
        back=home(held),
        status=form.http_status,
    )


def _hand_over(held: Held, found: Said, written: str) -> str:
    safeguarding.raise_concern(viewer, pupil_id=held.pupil.id, about=found.about, copy=found.copy, words=written)
    flash(_("Handed over. Nobody else sees those words until the safeguarding lead lets them go on."), "ok")
    return home(held)
