"""Taking a message back; being worried about one; having one in another language."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.messages import actions, policy, queries, words
from virtual_school.messages.forms import AskTranslationForm, TranslationForm, WithdrawForm
from virtual_school.messages.models import Message
from virtual_school.messages.routes.blueprint import bp
from virtual_school.messages.sitting import Open
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part

WITHDRAWERS = (*policy.WRITERS, Role.VIRTUAL_SCHOOL_LEAD)


def _home(message: Message) -> str:
    lead = viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD)
    return url_for("messages.oversight") if lead else url_for("messages.thread", thread_id=message.thread_id)


@bp.route("/messages/<uuid:message_id>/withdraw", methods=["GET", "POST"])
@only(*WITHDRAWERS)
def withdraw(message_id: uuid.UUID) -> AnyResponse:
    """Sent to the wrong child, say: gone from every view, kept for the audit."""
    message, pupil_id = queries.to_withdraw(viewer, message_id)
    require(policy.can_withdraw(viewer, message.written_by, message.at, clock.now()))
    form = WithdrawForm()
    if form.validate_on_submit():
        actions.withdraw(viewer, message=message, pupil_id=pupil_id, because=form.because.data or "")
        flash(_("Withdrawn. Nobody who writes here sees it any more."), "ok")
        return redirect(_home(message), 303)
    looked(pupil_id, Part.MESSAGES, "message to be withdrawn", message_id)
    is_own = message.written_by == viewer.account_id
    return render(
        "messages/withdraw.html",
        status=form.http_status,
        form=form,
        at=message.at,
        said=message.text if is_own else None,
        back_url=_home(message),
    )


@bp.post("/messages/<uuid:message_id>/undo")
@only(*policy.WRITERS)
def undo(message_id: uuid.UUID) -> AnyResponse:
    message, pupil_id = queries.to_withdraw(viewer, message_id)
    actions.undo(viewer, message=message, pupil_id=pupil_id)
    flash(_("Undone. It is gone from here."), "ok")
    return redirect(url_for("messages.thread", thread_id=message.thread_id), 303)


# In another language --------------------------------------------------------------------------------------------------


def _found(message_id: uuid.UUID) -> tuple[Message, Open]:
    message = queries.message(viewer, message_id)
    return message, queries.opened(viewer, message.thread_id)


@bp.get("/messages/<uuid:message_id>/translation")
@only(*policy.WRITERS)
def translation(message_id: uuid.UUID) -> Response:
    return _page(*_found(message_id))


def _page(
    message: Message, thread: Open, asking: AskTranslationForm | None = None, typing: TranslationForm | None = None
) -> Response:
    looked(thread.pupil_id, Part.MESSAGES, "translation", message.id)
    sent = typing or asking
    kind = TranslationForm if thread.seat in policy.STAFF_SEATS else AskTranslationForm
    return render(
        "messages/translation.html",
        status=sent.http_status if sent else 200,
        message=message,
        thread=thread,
        form=sent or kind(formdata=None),
        seen=words.who_reads(viewer, thread, queries.sitters(viewer, thread)),
        may_type=policy.can_type(thread.seat) if thread.seat else None,
    )


@bp.post("/messages/<uuid:message_id>/translation/ask")
@only(*policy.WRITERS)
def ask_translation(message_id: uuid.UUID) -> AnyResponse:
    """It stands beside the message, for staff who read it, until somebody has typed it."""
    message, thread = _found(message_id)
    form = AskTranslationForm()
    if not form.validate():
        return _page(message, thread, asking=form)
    actions.ask_translation(viewer, message=message, thread=thread, language=form.language.data or "")
    flash(_("Asked. It stands beside the message when somebody has typed it."), "ok")
    return redirect(url_for("messages.thread", thread_id=thread.id), 303)


@bp.post("/messages/<uuid:message_id>/translation")
@staff(*policy.STAFF_WRITERS)
def type_translation(message_id: uuid.UUID) -> AnyResponse:
    message, thread = _found(message_id)
    form = TranslationForm()
    if form.validate() and form.carries(lambda: _type(message, thread, form)):
        flash(_("Saved beside the message. Somebody else can check it."), "ok")
        return redirect(url_for("messages.thread", thread_id=thread.id), 303)
    return _page(*_found(message_id), typing=form)


def _type(message: Message, thread: Open, form: TranslationForm) -> None:
    actions.type_translation(
        viewer,
        message=message,
        thread=thread,
        language=form.language.data or "",
        text=form.text.data or "",
        translated_by=form.translated_by.data or "",
    )


@bp.post("/messages/translations/<uuid:translation_id>/check")
@staff(*policy.STAFF_WRITERS)
def check_translation(translation_id: uuid.UUID) -> AnyResponse:
    made, message = queries.translation(viewer, translation_id)
    thread = queries.opened(viewer, message.thread_id)
    try:
        actions.check_translation(viewer, made=made, thread=thread)
    except WrongState as error:
        flash(error.because, "warm")
    return redirect(url_for("messages.thread", thread_id=thread.id), 303)
