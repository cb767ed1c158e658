"""Looking in: for a reason, or at a few."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.messages import actions, policy, queries, words
from virtual_school.messages.forms import LookForm
from virtual_school.messages.routes.blueprint import bp
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for


@bp.get("/messages/oversight")
@staff(*policy.OVERSEERS)
def oversight() -> Response:
    """What the viewer looked into of late, and a few by lot."""
    return render("messages/oversight.html", looks=queries.looks(viewer), words=words)


@bp.post("/messages/oversight/sample")
@staff(*policy.OVERSEERS)
def sample() -> AnyResponse:
    found = actions.sample(viewer)
    flash(_("A few were chosen by lot.") if found else _("There is nothing new to check."), "ok")
    return redirect(url_for("messages.oversight"), 303)


@bp.get("/messages/oversight/of/<uuid:pupil_id>")
@staff(*policy.OVERSEERS)
def of_pupil(pupil_id: uuid.UUID) -> Response:
    return _of_pupil(pupil_id, LookForm(formdata=None))


def _of_pupil(pupil_id: uuid.UUID, form: LookForm) -> Response:
    """Which threads there are about a pupil, and the reason for reading one. No word of any."""
    pupil, access = find(viewer, pupil_id, Part.IDENTITY)
    threads = queries.of_pupil(viewer, pupil_id)
    form.thread.choices = [(str(one.id), words.outside(one)) for one in threads]
    return render(
        "messages/of_pupil.html",
        status=form.http_status if form.errors else 200,
        pupil=pupil,
        access=access,
        name=name_for(pupil, access),
        threads=threads,
        form=form,
    )


@bp.post("/messages/oversight/of/<uuid:pupil_id>")
@staff(*policy.OVERSEERS)
def look(pupil_id: uuid.UUID) -> AnyResponse:
    """For a reason, which is kept: the thread stands open for two hours."""
    find(viewer, pupil_id, Part.IDENTITY)
    form = LookForm()
    form.thread.choices = [(str(one.id), words.outside(one)) for one in queries.of_pupil(viewer, pupil_id)]
    if not form.validate() or form.thread.data is None:
        return _of_pupil(pupil_id, form)
    made = actions.look(viewer, pupil_id=pupil_id, thread_id=form.thread.data, reason=form.reason.data or "")
    return redirect(url_for("messages.looked_into", look_id=made.id), 303)


@bp.get("/messages/oversight/<uuid:look_id>")
@staff(*policy.OVERSEERS)
def looked_into(look_id: uuid.UUID) -> Response:
    """The thread, to read and to pass on; nothing can be written in it."""
    opened = queries.looked_into(viewer, look_id)
    messages, more = queries.to_look_at(viewer, opened, an_id(request.args.get("before")))
    looked(opened.pupil_id, Part.MESSAGES, "thread looked into", opened.id)
    sitters = queries.sitters(viewer, opened)
    return render(
        "messages/looked_into.html",
        look_id=look_id,
        thread=opened,
        sitters=sitters,
        title=words.title(viewer, opened, sitters),
        messages=messages,
        more=more,
        may_withdraw=lambda one: viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) and one.withdrawn is None,
        words=words,
    )


@bp.get("/messages/oversight/<uuid:look_id>/<uuid:message_id>/files/<uuid:file_id>/<name>")
@staff(*policy.OVERSEERS)
def looked_into_file(look_id: uuid.UUID, message_id: uuid.UUID, file_id: uuid.UUID, name: str) -> Response:
    stored, shown, pupil_id, _is_own = queries.file_looked_into(viewer, look_id, message_id, file_id)
    looked(pupil_id, Part.MESSAGES, "message looked into", message_id)
    return files.send(stored, shown, inline=True)
