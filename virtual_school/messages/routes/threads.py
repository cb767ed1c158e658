"""The list of threads; one thread; writing in it; reading it."""

import uuid

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock, files
from virtual_school.core.access import unlocked
from virtual_school.core.db import writing
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import htmx, render
from virtual_school.core.saving import drafts, once
from virtual_school.messages import actions, hours, policy, queries, words
from virtual_school.messages.actions import BothKept, account_of
from virtual_school.messages.forms import MessageForm
from virtual_school.messages.queries import Shown
from virtual_school.messages.routes.blueprint import along, bp, page_number, received, said, typed
from virtual_school.messages.sitting import who
from virtual_school.network.marks import only
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part

FRAGMENTS = {"messages": "messages/_messages.html"}


@bp.get("/messages")
@only(*policy.WRITERS)
def index() -> Response:
    """Every thread that the viewer reads: what waits first, then the latest."""
    number = page_number()
    threads, more = queries.listed(viewer, number)
    first = (number - 1) * queries.PAGE + 1
    return render(
        "messages/index.html",
        threads=threads,
        more=more,
        number=number,
        first=first,
        words=words,
        pupil_id=viewer.pupil_id,
    )


@bp.get("/messages/<uuid:thread_id>")
@only(*policy.WRITERS)
def thread(thread_id: uuid.UUID) -> Response:
    """The latest messages below the box; or, asked again by the page itself, whether there is anything new."""
    known = request.args.get("known")
    if known and htmx.wants_fragment and queries.stamp(viewer, thread_id) == known:
        return Response(status=204)
    return _page(thread_id)


def _page(
    thread_id: uuid.UUID, form: MessageForm | None = None, *, both: BothKept | None = None, status: int = 200
) -> Response:
    """The page of one thread, with whatever was typed still in its box."""
    opened = queries.opened(viewer, thread_id)
    sitters = queries.sitters(viewer, opened)
    before = an_id(request.args.get("before")) if request.method == "GET" else None
    messages, more = queries.latest(viewer, opened, before)
    queries.add_receipts(viewer, opened, messages, sitters)
    draft = None if htmx.wants_fragment else queries.draft_of(viewer, queries.subject_of(thread_id))
    if both is not None and form is not None:
        kept = {"text": form.text.data, "draft_version": both.version, "once": once.new_key()}
        form = MessageForm(formdata=None, **kept)
    elif form is None:
        kept = {"text": draft.text, "draft_version": draft.version} if draft else {}
        form = MessageForm(formdata=None, **kept)
    form.readers.raw_data, form.readers.data = None, who(sitters)
    looked(opened.pupil_id, Part.MESSAGES, "thread", thread_id)
    return render(
        "messages/thread.html",
        FRAGMENTS,
        status=status,
        thread=opened,
        title=words.title(viewer, opened, sitters),
        seen=words.who_reads(viewer, opened, sitters),
        sitters=sitters,
        messages=messages,
        more=more,
        before=before,
        stamp=queries.stamp(viewer, thread_id),
        may_write=policy.can_write(viewer, [one.account_id for one in sitters]),
        may_withdraw=_may_withdraw,
        answering="" if htmx.wants_fragment else hours.answering(viewer, opened),
        form=form,
        both=both,
        draft=draft,
        along=along(),
        again=bool(request.files.getlist("files")) and request.method == "POST",
        words=words,
    )


def _may_withdraw(one: Shown) -> bool:
    """Asked of each message of the page: the policy is asked of the viewer's own alone."""
    is_own = one.written_by == viewer.account_id and one.text is not None
    return is_own and bool(policy.can_withdraw(viewer, one.written_by, one.at, clock.now()))


@bp.put("/messages/<uuid:thread_id>/draft")
@only(*policy.WRITERS)
def save(thread_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    opened = queries.opened(viewer, thread_id)
    return actions.save_draft(viewer, subject=queries.subject_of(opened.id), sent=sent)


@bp.post("/messages/<uuid:thread_id>")
@only(*policy.WRITERS)
@unlocked
def send(thread_id: uuid.UUID) -> AnyResponse:
    """Send it, once however often the button is pressed."""
    queries.opened(viewer, thread_id)
    form = MessageForm()
    came, wrong = received()
    if wrong or not form.validate():
        form.text.errors = [*form.text.errors, *wrong]
        return _page(thread_id, form, status=422)
    try:
        with writing():
            place = _send(thread_id, form, came)
    except BothKept as both:
        return _page(thread_id, form, both=both, status=409)
    except WrongState as error:
        form.text.errors = [error.because]
        return _page(thread_id, form, status=422)
    return redirect(place, 303)


def _send(thread_id: uuid.UUID, form: MessageForm, came: list[files.Received]) -> str:
    opened = queries.opened(viewer, thread_id)
    key = form.once.data or ""
    went = once.claim(account_of(viewer), key)
    if went:
        return went
    sent = actions.send(viewer, thread=opened, sitters=queries.sitters(viewer, opened), typed=typed(form, came))
    place = url_for("messages.thread", thread_id=thread_id)
    once.went_to(account_of(viewer), key, place)
    said(_("Sent."), url_for("messages.undo", message_id=sent.id))
    return place


@bp.post("/messages/<uuid:thread_id>/read")
@only(*policy.WRITERS)
def read(thread_id: uuid.UUID) -> AnyResponse:
    """What lay open before the reader is read: said by the page itself, or by its button."""
    opened = queries.opened(viewer, thread_id)
    message_id = an_id(request.form.get("message"))
    if message_id is None:
        raise NotVisible
    actions.mark_read(viewer, thread=opened, message=queries.message(viewer, message_id))
    if htmx.wants_fragment:
        return Response(status=204)
    return redirect(url_for("messages.thread", thread_id=thread_id), 303)


@bp.post("/messages/<uuid:thread_id>/seats/<uuid:member_id>/end")
@only(*policy.WRITERS)
def end_seat(thread_id: uuid.UUID, member_id: uuid.UUID) -> AnyResponse:
    """Whom the mentor took in, the mentor lets go."""
    opened = queries.opened(viewer, thread_id)
    actions.end_seat(viewer, thread=opened, member=queries.member(viewer, opened, member_id))
    return redirect(url_for("messages.thread", thread_id=thread_id), 303)


@bp.get("/messages/<uuid:message_id>/files/<uuid:file_id>/<name>")
@only(*policy.WRITERS)
def file(message_id: uuid.UUID, file_id: uuid.UUID, name: str) -> Response:
    stored, shown, pupil_id, is_own = queries.file_of(viewer, message_id, file_id)
    looked(pupil_id, Part.MESSAGES, "message", message_id)
    return files.send(stored, shown, inline=True, to_sender=is_own)
