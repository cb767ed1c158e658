"""The blueprint that all pages of messages share, and what their routes share."""

import uuid

from flask import Blueprint, flash, request

from virtual_school.core import files
from virtual_school.core.files import Received
from virtual_school.core.files.queries import waiting_uploads
from virtual_school.messages.actions import Typed
from virtual_school.messages.forms import MessageForm
from virtual_school.network.viewer import viewer

bp = Blueprint("messages", __name__)


def page_number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), 1000)


def received() -> tuple[list[Received], list[str]]:
    """The files that came with a plain form, and in words why others did not."""
    came, wrong = [], []
    for sent in request.files.getlist("files"):
        try:
            came += files.receive_form([sent])
        except files.NotTaken as error:
            wrong.append(error.because)
    return came, wrong


def uploads() -> list[uuid.UUID]:
    """The uploads that the form names. What is no identifier names none of theirs."""
    try:
        return [uuid.UUID(sent) for sent in request.form.getlist("upload")]
    except ValueError:
        return []


def typed(form: MessageForm, came: list[Received]) -> Typed:
    return Typed(
        (form.text.data or "").strip(),
        form.draft_key.data or "",
        form.draft_version.data or 0,
        readers=form.readers.data or "",
        received=came,
        uploads=uploads(),
    )


def along() -> list[tuple[uuid.UUID, str]]:
    """What was uploaded for a message that is not sent yet, by name: it stays with the words."""
    if request.method != "POST" or viewer.account_id is None:
        return []
    return waiting_uploads(viewer.account_id, uploads())


def said(words: str, undo: str) -> None:
    """Say what was done, with the button that undoes it."""
    flash({"words": words, "undo": undo}, "ok")  # type: ignore[arg-type]
