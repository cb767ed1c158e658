"""What a pupil told or showed an adult, written down by them; and paper, photographed."""

import uuid

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import Told, account_of
from virtual_school.learning.forms import WithdrawForm, WriteDownForm
from virtual_school.learning.queries import record as queries
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.record import ADULTS
from virtual_school.learning.routes.sent import received_with, uploads
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see


@bp.get("/assignments/<uuid:assignment_id>/write-down")
@only(*ADULTS)
def write_down(assignment_id: uuid.UUID) -> AnyResponse:
    return _page(assignment_id, WriteDownForm(formdata=None))


@bp.post("/assignments/<uuid:assignment_id>/write-down")
@only(*ADULTS)
@unlocked
def write_down_now(assignment_id: uuid.UUID) -> AnyResponse:
    _pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    require(policy.can_write_down(access, queries.one(viewer, assignment_id).state))
    form = WriteDownForm()
    received, wrong = received_with()
    named = uploads()
    if not form.check(len(received) + len(named)) or wrong:
        form.text.errors = [*form.text.errors, *wrong]
        return _page(assignment_id, form, _held(received) + named, status=422)
    place = url_for("learning.assignment", assignment_id=assignment_id)
    try:
        with writing():
            said = _write(assignment_id, form, received, named, place)
    except WrongState as error:
        form.text.errors = [error.because]
        return _page(assignment_id, form, status=422)
    flash(said, "ok")
    return redirect(place, 303)


@bp.route("/assignments/<uuid:assignment_id>/written-down/<uuid:written_id>/withdraw", methods=["GET", "POST"])
@only(*ADULTS)
def withdraw_note(assignment_id: uuid.UUID, written_id: uuid.UUID) -> AnyResponse:
    """Whoever wrote it down takes it away: it was about another child, or is not so."""
    form = WithdrawForm()
    pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    made = queries.own_written_down(viewer, assignment_id, written_id, lock=form.is_submitted())
    place = url_for("learning.assignment", assignment_id=assignment_id)
    if form.validate_on_submit():
        work, because = queries.to_change(viewer, assignment_id), form.because.data or ""
        actions.withdraw_written_down(viewer, assignment=work, access=access, made=made, because=because)
        flash(_("Taken away."), "ok")
        return redirect(place, 303)
    looked(pupil.id, Part.WORK, "assignment", assignment_id)
    name = name_for(pupil, access)
    return render(
        "learning/withdraw_note.html", status=form.http_status, form=form, made=made, name=name, back_url=place
    )


def _write(
    assignment_id: uuid.UUID, form: WriteDownForm, received: list[Received], named: list[uuid.UUID], place: str
) -> str:
    """Once, however often it is pressed; what to say of it."""
    work = queries.to_change(viewer, assignment_id)
    pupil, access = find(viewer, work.pupil_id, Part.WORK)
    if once.claim(account_of(viewer), form.once.data or ""):
        return str(_("This is with their work already."))
    hand_in = request.form.get("then") == "hand_in"
    told = Told(form.how.data, form.text.data or "", received, named)
    handed_in = actions.write_down(viewer, assignment=work, access=access, told=told, hand_in=hand_in)
    once.went_to(account_of(viewer), form.once.data or "", place)
    said = _("It is with %(name)s’s work. They hand it in.", name=pupil.known_as)
    if handed_in:
        said = _("Handed in for %(name)s, and it says who wrote it down.", name=pupil.known_as)
    elif hand_in:
        said = _("%(name)s has begun something here too. Yours is with it, and they hand it in.", name=pupil.known_as)
    return str(said)


def _held(received: list[Received]) -> list[uuid.UUID]:
    """What came with a form that has to be mended stays for the next press."""
    with writing():
        return [files.hold(account_of(viewer), one) for one in received]


def _page(
    assignment_id: uuid.UUID, form: WriteDownForm, kept: list[uuid.UUID] | None = None, *, status: int = 200
) -> AnyResponse:
    shown = queries.one(viewer, assignment_id)
    pupil, access = find(viewer, queries.pupil_of(viewer, assignment_id), Part.WORK)
    require(policy.can_write_down(access, shown.state))
    return render(
        "learning/write_down.html",
        status=status,
        form=form,
        kept=files.waiting_uploads(account_of(viewer), kept or []),
        work=shown,
        pupil=pupil,
        name=name_for(pupil, access),
        seen=who_can_see(
            viewer, access, pupil, Audience(Part.WORK, own_teacher=True, about=("assignment", assignment_id))
        ),
    )
