"""The text's row: written with what it tells of, sent after the commit."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork
from virtual_school.core.texts.numbers import NUMBER_LIMIT

WORDS_LIMIT = 480
REFERENCE_LIMIT = 64


class TextState(enum.Enum):
    QUEUED = "queued"
    SENT = "sent"
    WITHHELD = "withheld"
    REFUSED = "refused"


TRANSITIONS: dict[TextState, frozenset[TextState]] = {
    TextState.QUEUED: frozenset({TextState.SENT, TextState.WITHHELD, TextState.REFUSED}),
    TextState.SENT: frozenset(),
    TextState.WITHHELD: frozenset(),
    TextState.REFUSED: frozenset({TextState.SENT, TextState.WITHHELD}),
}


class TextMessage(HasId, InNetwork, Base):
    """A text to a phone. Its words come from a template and are never about a child: others see the phone as well.

    `reference` is fixed here, once: a text that had to be sent again is known as the same by whoever carries it.
    """

    __tablename__ = "text_message"

    to: Mapped[str] = mapped_column(sa.String(NUMBER_LIMIT))
    words: Mapped[str] = mapped_column(sa.String(WORDS_LIMIT))
    reference: Mapped[str] = mapped_column(sa.String(REFERENCE_LIMIT), unique=True)
    account_id: Mapped[uuid.UUID | None]
    # Whose matter it is, beside whom it goes to: an identifier, for whoever is asked whether it may still go.
    about_id: Mapped[uuid.UUID | None]
    state: Mapped[TextState] = mapped_column(default=TextState.QUEUED)
    created_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    not_before: Mapped[dt.datetime | None]
    sent_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_its_time"),
        sa.Index("ix_text_message_newest", "network_id", "id"),
    )
