"""What a pupil makes of work: goes at it, pieces, what was handed in."""

import datetime as dt
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


class Piece(HasId, InNetwork, Base):
    """A photo or file that belongs to an attempt; fixed for the pupil once the attempt is handed in.

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


class HandIn(HasId, InNetwork, Base):
    """What was handed in, as it was: when it was pressed, when it arrived. Never changes; one an attempt."""

    __tablename__ = "hand_in"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"), unique=True)
    text: Mapped[Text]
    pressed_at: Mapped[dt.datetime]
    arrived_at: Mapped[dt.datetime]
    receipt: Mapped[str] = mapped_column(sa.String(12))

    __table_args__ = (sa.Index("ix_hand_in_arrived", "network_id", "arrived_at", "id"),)
