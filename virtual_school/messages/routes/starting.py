"""The threads about one pupil, and beginning one."""

import uuid

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require, unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import Received
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts, once
from virtual_school.messages import actions, hours, policy, queries, words
from virtual_school.messages.actions import Begun, BothKept, account_of
from virtual_school.messages.forms import StartForm
from virtual_school.messages.models import ThreadKind
from virtual_school.messages.queries import Offer
from virtual_school.messages.routes.blueprint import along, bp, received, said, typed
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for

# A route's own word for a kind: any other address is none.
KINDS = "any(mentor, key_adult, family, teacher)"


@bp.get("/messages/about/<uuid:pupil_id>")
@only(*policy.STARTERS)
def about(pupil_id: uuid.UUID) -> Response:
    """What is written about one pupil, and to whom the viewer can write."""
    pupil, access = find(viewer, pupil_id, Part.MESSAGES)
    looked(pupil_id, Part.MESSAGES, "messages")
    return render(
        "messages/about.html",
        pupil=pupil,
        access=access,
        name=name_for(pupil, access),
        threads=queries.about(viewer, pupil_id),
        offers=queries.offers(viewer, pupil_id),
        words=words,
    )


def _offer(pupil_id: uuid.UUID, kind: ThreadKind) -> tuple[Pupil, Offer]:
    """The pupil and what is on offer of this kind; refused in words where there is nobody."""
    pupil, _access = find(viewer, pupil_id, Part.MESSAGES)
    offers = {one.kind: one for one in queries.offers(viewer, pupil_id)}
    require(policy.can_start(viewer, kind, offers))
    return pupil, offers[kind]


@bp.get(f"/messages/about/<uuid:pupil_id>/<{KINDS}:kind>")
@only(*policy.STARTERS)
def new(pupil_id: uuid.UUID, kind: str) -> AnyResponse:
    """The box for the first message; or the thread that goes on."""
    pupil, offer = _offer(pupil_id, ThreadKind(kind))
    if offer.thread_id is not None:
        return redirect(url_for("messages.thread", thread_id=offer.thread_id), 303)
    return _page(pupil, offer)


def _page(
    pupil: Pupil, offer: Offer, form: StartForm | None = None, *, both: BothKept | None = None, status: int = 200
) -> Response:
    draft = queries.draft_of(viewer, queries.subject_of_start(pupil.id, offer.kind))
    if form is None:
        kept = {"text": draft.text, "draft_version": draft.version} if draft else {}
        form = StartForm(formdata=None, **kept)
        _choices(form, offer)
    if both is not None:
        form.draft_version.data, form.once.data = both.version, once.new_key()
    looked(pupil.id, Part.MESSAGES, "message to be written")
    return render(
        "messages/new.html",
        status=status,
        pupil=pupil,
        name=words.first_name(viewer, pupil),
        offer=offer,
        form=form,
        both=both,
        draft=draft,
        along=along(),
        again=bool(request.files.getlist("files")) and request.method == "POST",
        seen=words.who_will_read(viewer, pupil, offer),
        answering=hours.answering_about(viewer, pupil.id, offer.kind),
        words=words,
    )


def _choices(form: StartForm, offer: Offer) -> None:
    """A choice there is, is made by whoever writes: nobody stands chosen."""
    form.people.choices = [(str(one.account_id), one.name) for one in offer.people] if offer.choose else []


@bp.post(f"/messages/about/<uuid:pupil_id>/<{KINDS}:kind>")
@only(*policy.STARTERS)
@unlocked
def start(pupil_id: uuid.UUID, kind: str) -> AnyResponse:
    """The first message, once however often the button is pressed."""
    pupil, offer = _offer(pupil_id, ThreadKind(kind))
    form = StartForm()
    _choices(form, offer)
    came, wrong = received()
    if wrong or not form.validate():
        form.text.errors = [*form.text.errors, *wrong]
        return _page(pupil, offer, form, status=422)
    try:
        with writing():
            place = _start(pupil_id, ThreadKind(kind), form, came)
    except BothKept as both:
        return _page(pupil, offer, form, both=both, status=409)
    except WrongState as error:
        form.text.errors = [error.because]
        return _page(pupil, offer, form, status=422)
    return redirect(place, 303)


def _start(pupil_id: uuid.UUID, kind: ThreadKind, form: StartForm, came: list[Received]) -> str:
    _pupil, offer = _offer(pupil_id, kind)
    key = form.once.data or ""
    went = once.claim(account_of(viewer), key)
    if went:
        return went
    begun = Begun(
        frozenset(one for one in form.people.data or () if one),
        form.subject.data or "",
        with_pupil=bool(form.with_pupil.data),
    )
    sent = actions.start(viewer, pupil_id=pupil_id, offer=offer, begun=begun, typed=typed(form, came))
    place = url_for("messages.thread", thread_id=sent.thread_id)
    once.went_to(account_of(viewer), key, place)
    said(_("Sent."), url_for("messages.undo", message_id=sent.id))
    return place


@bp.put(f"/messages/about/<uuid:pupil_id>/<{KINDS}:kind>/draft")
@only(*policy.STARTERS)
def save_new(pupil_id: uuid.UUID, kind: str) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    pupil, offer = _offer(pupil_id, ThreadKind(kind))
    if viewer.account_id is None:
        raise NotVisible
    return actions.save_draft(viewer, subject=queries.subject_of_start(pupil.id, offer.kind), sent=sent)
