"""'I'm worried about this', beside a message, for its adult reader."""

import uuid

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.messages import policy, queries
from virtual_school.messages.models import Message
from virtual_school.messages.routes.blueprint import bp
from virtual_school.messages.sitting import Open
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import actions as safeguarding
from virtual_school.safeguarding import queries as readers
from virtual_school.safeguarding import words
from virtual_school.safeguarding.forms import ConcernForm


@bp.route("/messages/<uuid:message_id>/worried", methods=["GET", "POST"])
@staff(*policy.STAFF_WRITERS)
def worried(message_id: uuid.UUID) -> AnyResponse:
    """Hand it over to the safeguarding lead; from then on only its writer finds it, until it is released."""
    message = queries.message(viewer, message_id)
    thread = queries.opened(viewer, message.thread_id)
    by = next((one.by for one in queries.latest(viewer, thread)[0] if one.id == message_id), "")
    form = ConcernForm()
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _hand_over(message, thread, form.words.data or ""))
        if went:
            return redirect(went, 303)
    looked(thread.pupil_id, Part.MESSAGES, "worried", message_id)
    to = readers.recipient(thread.pupil_id)
    return render(
        "safeguarding/raise.html",
        form=form,
        name=thread.pupil,
        copy=message.text,
        by=by,
        readers=words.who_reads_concern(to),
        lead_names=words.together(to.names),
        back=url_for("messages.thread", thread_id=thread.id),
        status=form.http_status,
    )


def _hand_over(message: Message, thread: Open, written: str) -> str:
    safeguarding.raise_concern(
        viewer, pupil_id=thread.pupil_id, about=("message", message.id), copy=message.text, words=written
    )
    flash(_("Handed over. Nobody else sees those words until the safeguarding lead lets them go on."), "ok")
    return url_for("messages.thread", thread_id=thread.id)
