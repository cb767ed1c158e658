"""Queueing a letter, and putting it into the form that travels."""

import datetime as dt
import uuid
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol, cast

from flask import current_app

from virtual_school.core import text as texts
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.core.jobs import queue
from virtual_school.core.mail import addresses
from virtual_school.core.mail.models import Mail, MailState


class Settings(Protocol):
    """What mail needs of the settings."""

    @property
    def mail_url(self) -> str: ...
    @property
    def mail_from(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was read, held while it is sent, when no transaction is."""

    id: uuid.UUID
    network_id: uuid.UUID
    account_id: uuid.UUID | None
    about_id: uuid.UUID | None
    to: str
    subject: str
    text: str
    message_id: str
    state: MailState
    created_at: dt.datetime
    unsubscribe: str | None = None

    @classmethod
    def of(cls, row: Mail) -> "Letter":
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


def settings() -> Settings:
    return cast(Settings, current_app.config["SETTINGS"])


def queue_mail(
    to: str,
    subject: str,
    text: str,
    *,
    account_id: uuid.UUID | None = None,
    about_id: uuid.UUID | None = None,
    not_before: dt.datetime | None = None,
    unsubscribe: str | None = None,
) -> Mail:
    """Write a letter and the job that sends it into the caller's transaction. Raises BadAddress, TooLong.

    The words come from a template and say nothing of a child's matter. `about_id` says whose matter it is, so that it
    can still be held. `unsubscribe` is an address at which one ends letters of this kind.
    """
    letter_id = uuid7()
    row = Mail(
        id=letter_id,
        to=addresses.address(to),
        subject=texts.line(subject),
        text=texts.text(text),
        message_id=f"<{letter_id}@{addresses.domain(settings().mail_from)}>",
        account_id=account_id,
        about_id=about_id,
        not_before=not_before,
        unsubscribe=unsubscribe,
    )
    db.session.add(row)
    queue("mail.send", {"mail": letter_id}, run_at=not_before)
    return row


def compose(letter: Letter, mail_from: str) -> EmailMessage:
    """The message on the wire: the same bytes each time it is made."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = addresses.sender(mail_from)[1]
    message["To"] = addresses.address(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at.replace(microsecond=0))
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    # Quoted-printable: every line short and in ASCII, whatever a server on the way can take.
    message.set_content(letter.text, cte="quoted-printable")
    return message
