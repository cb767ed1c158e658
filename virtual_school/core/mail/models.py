"""The letter's row: written with what it tells of, sent after the commit."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, Text

ADDRESS_LIMIT = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets


class MailState(enum.Enum):
    QUEUED = "queued"
    SENT = "sent"
    WITHHELD = "withheld"
    REFUSED = "refused"


TRANSITIONS: dict[MailState, frozenset[MailState]] = {
    MailState.QUEUED: frozenset({MailState.SENT, MailState.WITHHELD, MailState.REFUSED}),
    MailState.SENT: frozenset(),
    MailState.WITHHELD: frozenset(),
    MailState.REFUSED: frozenset({MailState.SENT, MailState.WITHHELD}),
}


class Mail(HasId, InNetwork, Base):
    """A letter. Its words come from a template and are never about a child: they say that there is something to see.

    `message_id` is fixed here, once: a letter that had to be sent twice is known as the same by whoever receives it.
    """

    __tablename__ = "mail"

    to: Mapped[str] = mapped_column(sa.String(ADDRESS_LIMIT))
    subject: Mapped[Line]
    text: Mapped[Text]
    message_id: Mapped[str] = mapped_column(sa.String(300), unique=True)
    account_id: Mapped[uuid.UUID | None]
    # Whose matter it is, beside whom it goes to: an identifier, for whoever is asked whether it may still go.
    about_id: Mapped[uuid.UUID | None]
    # Where whoever gets it says that they want no more of its kind: a header of the letter, beside the link in it.
    unsubscribe: Mapped[str | None] = mapped_column(sa.String(300))
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    created_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    not_before: Mapped[dt.datetime | None]
    sent_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_its_time"),
        sa.Index("ix_mail_newest", "network_id", "id"),
    )
