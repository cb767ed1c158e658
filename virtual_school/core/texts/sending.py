"""The job that sends a text: read, ask, send, mark. Killed anywhere, it is run again.

Into the folder a text then still comes once; a service is asked before a repeat whether it has it already.
"""

import datetime as dt
import uuid
from pathlib import Path

from flask import current_app

from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import GiveUp, Later, Run, job
from virtual_school.core.leaving import Sending, may_leave
from virtual_school.core.texts import folder, notify
from virtual_school.core.texts.messages import Outgoing, settings
from virtual_school.core.texts.models import TextMessage, TextState

ATTEMPTS = 20  # about half a day, as the waits grow
ASK_AGAIN = dt.timedelta(minutes=5)


@job("text.send", attempts=ATTEMPTS)
def send(run: Run) -> None:
    text = read(run.id("text"))
    if text.state in {TextState.SENT, TextState.WITHHELD}:
        return
    answer = may_leave(text)
    begin(write=False)
    if answer is Sending.NEVER:
        mark(text.id, TextState.WITHHELD)
    elif answer is Sending.HOLD:
        raise Later(clock.real() + ASK_AGAIN)
    else:
        _deliver_and_mark(text, again=run.attempt > 1)


def read(text_id: uuid.UUID) -> Outgoing:
    """The text, by the job's network; nothing is held afterwards."""
    row = db.session.get(TextMessage, text_id)
    if row is None:
        raise GiveUp("there is no such text in the network of the job")
    text = Outgoing.of(row)
    begin(write=False)
    return text


def deliver(text: Outgoing, *, again: bool = False) -> None:
    """To the service for texts when there is one, else to the folder."""
    given = settings()
    if not given.text_url:
        folder.deliver(text, Path(current_app.instance_path) / "texts")
        return
    service = notify.Service.of(given)
    if not (again and notify.has(text, service)):
        notify.deliver(text, service)


def mark(text_id: uuid.UUID, state: TextState) -> None:
    """Say what became of it, in a transaction of its own."""
    with writing() as session:
        row = session.get_one(TextMessage, text_id)
        row.state = state
        row.sent_at = clock.now() if state is TextState.SENT else None


def _deliver_and_mark(text: Outgoing, *, again: bool) -> None:
    try:
        deliver(text, again=again)
    except notify.RefusedForGood:
        mark(text.id, TextState.REFUSED)
        raise GiveUp("the service for texts refuses this number") from None
    mark(text.id, TextState.SENT)
