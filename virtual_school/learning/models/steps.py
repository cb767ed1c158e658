"""Where a pupil is in the steps of a lesson, what they did on another site, and how it was."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line


class StepReached(HasId, InNetwork, Base):
    """The step at which a pupil is in one go: they go on there, on whatever device."""

    __tablename__ = "step_reached"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"), unique=True)
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("revision_step.id"), index=True)
    at: Mapped[dt.datetime]


class DoneElsewhere(HasId, InNetwork, Base):
    """What a pupil brings back from another site: how long it took, or what it gave them."""

    __tablename__ = "done_elsewhere"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"))
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("revision_step.id"), index=True)
    minutes: Mapped[int | None] = mapped_column(sa.SmallInteger)
    score: Mapped[Line | None]
    saved_at: Mapped[dt.datetime]

    __table_args__ = (
        sa.UniqueConstraint("attempt_id", "step_id"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_range"),
    )


class Felt(enum.Enum):
    """How hard it was, as the pupil says."""

    EASY = "easy"
    FINE = "fine"
    HARD = "hard"


class HowItWas(HasId, InNetwork, Base):
    """What a pupil said of how hard a piece of work was when they handed it in. Never changes."""

    __tablename__ = "how_it_was"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"), unique=True)
    felt: Mapped[Felt]
