"""The job that sends a letter: read, ask, send, mark. Killed anywhere, it is run again.

Into the folder a letter then still comes once; a mail server may get it twice, under one Message-ID.
"""

import datetime as dt
import uuid
from pathlib import Path

from flask import current_app

from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import GiveUp, Later, Run, job
from virtual_school.core.leaving import Sending, may_leave
from virtual_school.core.mail import addresses, folder, smtp
from virtual_school.core.mail.letters import Letter, compose, settings
from virtual_school.core.mail.models import Mail, MailState

ATTEMPTS = 20  # about half a day, as the waits grow
ASK_AGAIN = dt.timedelta(minutes=5)


@job("mail.send", attempts=ATTEMPTS)
def send(run: Run) -> None:
    letter = read(run.id("mail"))
    if letter.state in {MailState.SENT, MailState.WITHHELD}:
        return
    answer = may_leave(letter)
    begin(write=False)
    if answer is Sending.NEVER:
        mark(letter.id, MailState.WITHHELD)
    elif answer is Sending.HOLD:
        raise Later(clock.real() + ASK_AGAIN)
    else:
        _deliver_and_mark(letter)


def read(mail_id: uuid.UUID) -> Letter:
    """The letter, by the job's network; nothing is held afterwards."""
    row = db.session.get(Mail, mail_id)
    if row is None:
        raise GiveUp("there is no such letter in the network of the job")
    letter = Letter.of(row)
    begin(write=False)
    return letter


def deliver(letter: Letter) -> None:
    """To the mail server when there is one, else to the folder."""
    given = settings()
    message = compose(letter, given.mail_from)
    if given.mail_url:
        smtp.deliver(message, addresses.sender(given.mail_from)[0], letter.to, smtp.Server.at(given.mail_url))
    else:
        folder.deliver(letter, message, Path(current_app.instance_path) / "mail")


def mark(mail_id: uuid.UUID, state: MailState) -> None:
    """Say what became of it, in a transaction of its own."""
    with writing() as session:
        row = session.get_one(Mail, mail_id)
        row.state = state
        row.sent_at = clock.now() if state is MailState.SENT else None


def _deliver_and_mark(letter: Letter) -> None:
    try:
        deliver(letter)
    except smtp.RefusedForGood:
        mark(letter.id, MailState.REFUSED)
        raise GiveUp("the mail server refuses this recipient") from None
    mark(letter.id, MailState.SENT)
