"""Asking for a pupil, and what came of it: for those who look after them."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.asking import actions, policy, queries, words
from virtual_school.asking.forms import AskForm, WithdrawForm
from virtual_school.asking.routes.blueprint import bp
from virtual_school.core import files
from virtual_school.core.access import Decision, require
from virtual_school.core.htmx import render
from virtual_school.library import queries as library
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import name_for


@bp.route("/pupils/<uuid:pupil_id>/ask", methods=["GET", "POST"])
@staff(*policy.ASKERS)
def ask(pupil_id: uuid.UUID) -> AnyResponse:
    """Whom, and for what: known teachers are ticked, a new one is named once."""
    pupil, access = queries.to_ask(viewer, pupil_id)
    school_id = queries.school_for(pupil_id)
    allowed = policy.can_ask(viewer, access, school_id)
    if not allowed or school_id is None:
        return _page(pupil, access, None, allowed)
    known, form = queries.taught(pupil_id, school_id), AskForm()
    form.offer(
        [(one.id, f"{one.subject}: {one.teacher}") for one in known],
        library.subjects(viewer),
        queries.teachers_at(viewer, school_id),
        names=(pupil.given_name, pupil.family_name, pupil.known_as),
        school=queries.school_name(school_id),
    )
    if form.validate_on_submit():
        picks = form.picks((one.id, one.subject_id, one.account_id) for one in known)
        went = form.makes(viewer.account_id, lambda: _asked(pupil, access, school_id, picks, form.words.data or ""))
        if went:
            return redirect(went, 303)
    return _page(pupil, access, form, allowed)


def _asked(
    pupil: Pupil,
    access: Access,
    school_id: uuid.UUID,
    picks: list[actions.Pick],
    said: str,
) -> str:
    actions.ask(viewer, pupil, access, school_id=school_id, picks=picks, words=said)
    flash(_("Asked. You are told when they answer."), "ok")
    return url_for("asking.ask", pupil_id=pupil.id)


def _page(pupil: Pupil, access: Access, form: AskForm | None, allowed: Decision) -> Response:
    looked(pupil.id, Part.WORK, "requests")
    return render(
        "asking/ask.html",
        status=form.http_status if form else 200,
        pupil=pupil,
        name=name_for(pupil, access),
        form=form,
        allowed=allowed,
        requests=queries.of_pupil(viewer, pupil.id),
        words=words,
    )


@bp.get("/requests/<uuid:request_id>")
@staff(*policy.ASKERS)
def request_page(request_id: uuid.UUID) -> Response:
    """How far it is, what came, and what the pupil has of it."""
    return _one(queries.one(viewer, request_id))


def _one(shown: queries.Request, form: WithdrawForm | None = None, *, status: int = 200) -> Response:
    pupil, access = queries.to_ask(viewer, shown.row.pupil_id)
    looked(pupil.id, Part.WORK, "request", shown.row.id)
    return render(
        "asking/request.html",
        status=status,
        shown=shown,
        row=shown.row,
        pupil=pupil,
        name=name_for(pupil, access),
        form=form or WithdrawForm(formdata=None),
        may_withdraw=policy.can_withdraw(viewer, access, shown.row.state),
        may_hand_on=policy.can_hand_on(viewer, access),
        words=words,
    )


@bp.post("/requests/<uuid:request_id>/withdraw")
@staff(*policy.ASKERS)
def withdraw(request_id: uuid.UUID) -> AnyResponse:
    shown, form = queries.one(viewer, request_id), WithdrawForm()
    pupil, access = queries.to_ask(viewer, shown.row.pupil_id)
    if not form.validate():
        return _one(shown, form, status=422)
    actions.withdraw(viewer, access, shown, form.because.data)
    flash(_("Not asked any more."), "ok")
    return redirect(url_for("asking.ask", pupil_id=pupil.id), 303)


@bp.post("/requests/<uuid:request_id>/hand-on")
@staff(*policy.ASKERS)
def hand_on(request_id: uuid.UUID) -> AnyResponse:
    """Give it to the pupil, who had nothing of it until now."""
    shown, form = queries.one(viewer, request_id), WithdrawForm()
    _pupil, access = queries.to_ask(viewer, shown.row.pupil_id)
    require(policy.can_hand_on(viewer, access))
    if not form.carries(lambda: actions.hand_on(viewer, access, shown)):
        return _one(queries.one(viewer, request_id), form, status=422)
    flash(_("The pupil has it now."), "ok")
    return redirect(url_for("asking.request_page", request_id=request_id), 303)


@bp.get("/replies/<uuid:reply_id>/<name>")
@staff(*{*ANSWERERS, *policy.ASKERS})
def reply_file(reply_id: uuid.UUID, name: str) -> Response:
    """The file of an answer, for whoever looks after the pupil, and for who sent it."""
    found = queries.reply_file(viewer, reply_id)
    if found.says_whose:
        looked(found.pupil_id, Part.WORK, "reply", reply_id)
    return files.send(found.stored, found.name, inline=True, to_sender=found.is_mine)
