"""What I'm proud of: the pupil's own page, and what somebody was let see."""

import datetime as dt
import uuid

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.proud import actions, queries, reading, worried
from virtual_school.proud.forms import ChooseForm, ShareForm
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for

__all__ = ["bp", "worried"]

bp = Blueprint("proud", __name__)

A_TERM = dt.timedelta(days=90)


@bp.get("/proud")
@only(Role.PUPIL)
def mine() -> Response:
    return render("proud/mine.html", things=queries.mine(viewer))


@bp.get("/proud/new")
@only(Role.PUPIL)
def new() -> Response:
    of = _of(request.args.get("hand_in"))
    words, version = actions.draft(viewer)
    form = ChooseForm(
        formdata=None,
        hand_in=str(of.hand_in_id) if of else "",
        title=of.title if of else "",
        why=words,
        draft_version=version,
    )
    form.offer(of)
    return _new(form, of)


def _of(sent: str | None) -> queries.Chosen | None:
    """The hand-in that the address or the form names; words alone where it names none."""
    if not sent:
        return None
    hand_in_id = an_id(sent)
    if hand_in_id is None:
        raise NotVisible
    return queries.chosen(viewer, hand_in_id)


def _new(form: ChooseForm, of: queries.Chosen | None, status: int = 200) -> Response:
    return render("proud/new.html", status=status, form=form, of=of)


@bp.post("/proud/new")
@only(Role.PUPIL)
def choose() -> AnyResponse:
    form = ChooseForm()
    of = _of(form.hand_in.data)
    form.offer(of)

    def act() -> str:
        made = actions.choose(
            viewer, title=form.title.data or "", why=form.why.data or "", of=of, piece_id=form.piece_id
        )
        return url_for("proud.share", thing_id=made.id)

    went = form.makes(viewer.account_id, act) if form.validate() else None
    return redirect(went, 303) if went else _new(form, of, 422)


@bp.put("/proud/draft")
@only(Role.PUPIL)
def save_draft() -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_draft(viewer, sent)


@bp.route("/proud/<uuid:thing_id>/share", methods=["GET", "POST"])
@only(Role.PUPIL)
def share(thing_id: uuid.UUID) -> AnyResponse:
    """With whom, until when. Nobody is ticked beforehand."""
    thing = next((one for one in queries.mine(viewer) if one.id == thing_id), None)
    if thing is None:
        raise NotVisible
    people = queries.people(viewer)
    form = ShareForm() if request.method == "POST" else ShareForm(formdata=None, ends_on=clock.today() + A_TERM)
    form.offer(people)
    if request.method == "POST" and form.validate() and form.ends_on.data:
        try:
            chosen = list(form.people.data or [])
            actions.share(viewer, thing=queries.own(viewer, thing_id), chosen=chosen, ends_on=form.ends_on.data)
        except WrongState as error:
            form.people.errors = [error.because]
        else:
            return redirect(url_for("proud.mine"), 303)
    status = 422 if request.method == "POST" else 200
    return render(
        "proud/share.html",
        status=status,
        thing=thing,
        form=form,
        people=people,
        panel=any(one.key == queries.PANEL for one in people),
    )


@bp.post("/proud/shares/<uuid:share_id>/end")
@only(Role.PUPIL)
def end_share(share_id: uuid.UUID) -> AnyResponse:
    actions.end_share(viewer, share_id=share_id)
    return redirect(url_for("proud.mine"), 303)


@bp.post("/proud/<uuid:thing_id>/take-off")
@only(Role.PUPIL)
def take_off(thing_id: uuid.UUID) -> AnyResponse:
    actions.take_off(viewer, thing=queries.own(viewer, thing_id))
    return redirect(url_for("proud.mine"), 303)


@bp.get("/pupils/<uuid:pupil_id>/proud")
@only(Role.MENTOR, Role.KEY_ADULT, Role.CARER)
def of_pupil(pupil_id: uuid.UUID) -> Response:
    """What the pupil lets this one person see; to everybody else there is nothing."""
    pupil, access = find(viewer, pupil_id, Part.WORK)
    looked(pupil_id, Part.WORK, "work")
    return render(
        "proud/of_pupil.html",
        pupil=pupil,
        name=name_for(pupil, access),
        things=queries.shared_with_me(viewer, pupil_id),
        to_read=queries.to_read(viewer, pupil_id),
        empty_words=_("When %(name)s shares something with you, it is here.", name=pupil.known_as),
    )


@bp.post("/pupils/<uuid:pupil_id>/proud/<uuid:thing_id>/read")
@only(Role.MENTOR, Role.KEY_ADULT)
def read(pupil_id: uuid.UUID, thing_id: uuid.UUID) -> AnyResponse:
    """One adult who knows the pupil has read it: it goes on to whom the pupil chose."""
    pupil, _access = find(viewer, pupil_id, Part.WORK)
    actions.read(viewer, thing=reading.to_read(viewer, thing_id))
    flash(_("Read. It goes on to whom %(name)s chose.", name=pupil.known_as), "ok")
    return redirect(url_for("proud.of_pupil", pupil_id=pupil_id), 303)
