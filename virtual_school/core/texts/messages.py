"""Queueing a text."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Protocol, cast

from flask import current_app

from virtual_school.core import text as cleaned
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.core.jobs import queue
from virtual_school.core.texts import numbers
from virtual_school.core.texts.models import WORDS_LIMIT, TextMessage, TextState
from virtual_school.core.texts.words import SEGMENTS, plain, segments


class Settings(Protocol):
    """What texts need of the settings."""

    @property
    def text_url(self) -> str: ...
    @property
    def notify_api_key(self) -> str: ...
    @property
    def notify_template(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text as it was read, held while it is sent, when no transaction is."""

    id: uuid.UUID
    network_id: uuid.UUID
    account_id: uuid.UUID | None
    about_id: uuid.UUID | None
    to: str
    words: str
    reference: str
    state: TextState
    created_at: dt.datetime

    @classmethod
    def of(cls, row: TextMessage) -> "Outgoing":
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


def settings() -> Settings:
    return cast(Settings, current_app.config["SETTINGS"])


def queue_text(
    to: str,
    words: str,
    *,
    account_id: uuid.UUID | None = None,
    about_id: uuid.UUID | None = None,
    not_before: dt.datetime | None = None,
) -> TextMessage:
    """Write a text and the job that sends it into the caller's transaction. Raises BadNumber, TooLong.

    The words come from a template and say nothing of a child's matter. `about_id` says whose matter it is, so that it
    can still be held.
    """
    text_id = uuid7()
    row = TextMessage(
        id=text_id,
        to=numbers.mobile(to),
        words=_fitting(words),
        reference=str(text_id),
        account_id=account_id,
        about_id=about_id,
        not_before=not_before,
    )
    db.session.add(row)
    queue("text.send", {"text": text_id}, run_at=not_before)
    return row


def fits(words: str) -> bool:
    """Whether these words are not more than is paid for at once."""
    kept = _shown(words)
    return len(kept) <= WORDS_LIMIT and segments(kept) <= SEGMENTS


def _fitting(words: str) -> str:
    """As the phone will show them; TooLong beyond what is paid for at once."""
    if not fits(words):
        raise cleaned.TooLong(WORDS_LIMIT)
    return _shown(words)


def _shown(words: str) -> str:
    return plain(cleaned.text(words).strip())
