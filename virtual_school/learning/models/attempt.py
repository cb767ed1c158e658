"""What a pupil makes of work: goes at it, pieces, what was handed in."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, Text


class Attempt(HasId, InNetwork, Base):
    """One go at the work. What is typed lives in a draft, the writer's alone, until it is handed in."""

    __tablename__ = "attempt"

    assignment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assignment.id"))
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    opened_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("assignment_id", "number"),)


class Recorded(enum.Enum):
    """What was recorded in the page. A file of sound and one of pictures may begin alike, so it is said."""

    SOUND = "sound"
    FILM = "film"


class Piece(HasId, InNetwork, Base):
    """A photo, a file or a recording that belongs to an attempt; fixed for the pupil once the attempt is handed in.

    A picture that was turned or trimmed keeps the one it was made from until it is handed in: each change is made
    from that one, so it can always be had back whole. Trims are hundredths of the picture as it is turned.

    What is another child's is taken away by staff, with a reason: gone from every page and address, whoever
    asks. It is then removed as any other, and says by whom and why.
    """

    __tablename__ = "piece"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"), index=True)
    stored_file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line]
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    added_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]
    # Who photographed the pupil's paper; nobody where the pupil sent it themself.
    added_by: Mapped[uuid.UUID | None]
    recorded: Mapped[Recorded | None]
    original_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    turned: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    trim_top: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    trim_right: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    trim_bottom: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    trim_left: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")


class PieceLink(HasId, InNetwork, Base):
    """Where something that the pupil made can be looked at elsewhere. It is named, never fetched."""

    __tablename__ = "piece_link"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"), index=True)
    url: Mapped[str] = mapped_column(sa.String(1000))
    words: Mapped[Line]
    added_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]


class Shown(enum.Enum):
    """How an adult came to know what they write down for a pupil."""

    TOLD = "told"
    SEEN = "seen"
    PAPER = "paper"


class WrittenDown(HasId, InNetwork, Base):
    """What a pupil told or showed an adult, in the adult's words and under the adult's name."""

    __tablename__ = "written_down"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    how: Mapped[Shown]
    text: Mapped[Text]
    written_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]


class HandIn(HasId, InNetwork, Base):
    """What was handed in, as it was: when it was pressed, when it arrived. Its words never change; one an attempt.

    What its pupil took back before anybody opened it belongs to no attempt any more, so it stands in no list and waits
    for nobody; it is kept, and says which attempt it was of.
    """

    __tablename__ = "hand_in"

    attempt_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("attempt.id"), unique=True)
    text: Mapped[Text]
    pressed_at: Mapped[dt.datetime]
    arrived_at: Mapped[dt.datetime]
    receipt: Mapped[str] = mapped_column(sa.String(12))
    taken_back_from: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("attempt.id"), index=True)
    taken_back_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint(
            "(attempt_id IS NULL) = (taken_back_at IS NOT NULL)"
            " AND (attempt_id IS NULL) = (taken_back_from IS NOT NULL)",
            name="taken_back_whole",
        ),
        sa.Index("ix_hand_in_arrived", "network_id", "arrived_at", "id"),
    )
