"""A pupil who is stuck says so, and somebody answers."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Text, TextType


class Stuck(HasId, InNetwork, Base):
    """Where a pupil is stuck: the step, what was typed there then, and what they say; and what somebody says to it."""

    __tablename__ = "stuck"

    assignment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assignment.id"))
    # None when it is about the whole piece of work.
    step_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("revision_step.id"), index=True)
    words: Mapped[Text] = mapped_column(TextType(), default="")
    typed: Mapped[Text] = mapped_column(TextType(), default="")
    asked_at: Mapped[dt.datetime]
    answer: Mapped[Text | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_whole"),
        sa.Index("ix_stuck_assignment", "assignment_id", "asked_at"),
        sa.Index("ix_stuck_waiting", "network_id", "answered_at", "asked_at"),
    )
