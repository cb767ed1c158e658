"""What a network makes of posted work: adapted, followed, thanked for, remarked upon, used."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, Text


class Adaptation(InNetwork, Base):
    """That a lesson was made from a posted one: from which revision of it, and where the line of them began.

    Written once but for how far the original was looked at, so that a lesson never loses who it came from.
    """

    __tablename__ = "adaptation"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    source_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"), index=True)
    first_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    made_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    # The revision of the original whose changes were last brought in, or looked at and left.
    taken_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"))


class AdaptedStep(InNetwork, Base):
    """Which step of the original a step of an adapted lesson was made from. Written once."""

    __tablename__ = "adapted_step"

    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("step.id"), primary_key=True)
    source_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("step.id"), index=True)


class HiddenRevision(InNetwork, Base):
    """That nobody reads a revision any more, for what it says. Its words are kept for the record. Written once."""

    __tablename__ = "hidden_revision"

    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"), primary_key=True)
    because: Mapped[Line]
    hidden_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    hidden_at: Mapped[dt.datetime] = mapped_column(default=clock.now)


class Following(HasId, InNetwork, Base):
    """That somebody wants to know when a lesson changes, and which revision of it they saw last."""

    __tablename__ = "following"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    since: Mapped[dt.datetime] = mapped_column(default=clock.now)
    seen_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    ended_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("lesson_id", "account_id"),
        sa.Index("ix_following_account", "network_id", "account_id", "ended_at"),
    )


class Thanks(HasId, InNetwork, Base):
    """Somebody's thanks for a lesson, once each. The words are for the school that posted it."""

    __tablename__ = "thanks"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    words: Mapped[Line]
    said_at: Mapped[dt.datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        sa.UniqueConstraint("lesson_id", "account_id"),
        sa.Index("ix_thanks_organisation", "network_id", "organisation_id", "said_at"),
    )


class RemarkKind(enum.Enum):
    """What somebody says of a lesson: something to do better, or what is wrong with it."""

    SUGGESTION = "suggestion"
    MISTAKE = "mistake"
    BROKEN = "broken"
    UNSUITABLE = "unsuitable"
    RIGHTS = "rights"


# What whoever leads the Virtual School is told of too, and may take the lesson out of the library for.
SERIOUS = frozenset({RemarkKind.UNSUITABLE, RemarkKind.RIGHTS})


class RemarkState(enum.Enum):
    OPEN = "open"
    DONE = "done"
    NOT_NOW = "not_now"


TRANSITIONS: dict[RemarkState, frozenset[RemarkState]] = {
    RemarkState.OPEN: frozenset({RemarkState.DONE, RemarkState.NOT_NOW}),
    RemarkState.DONE: frozenset(),
    RemarkState.NOT_NOW: frozenset(),
}


class Remark(HasId, InNetwork, Base):
    """A suggestion about a posted lesson, or a problem with it, and what its school answered."""

    __tablename__ = "remark"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), index=True)
    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    kind: Mapped[RemarkKind]
    words: Mapped[Text]
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    said_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    state: Mapped[RemarkState] = mapped_column(default=RemarkState.OPEN)
    answer: Mapped[Line | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[dt.datetime | None]
    # Why whoever leads the Virtual School took the lesson out of the library for it.
    taken_out_because: Mapped[Line | None]
    taken_out_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="answered_whole"),
        sa.CheckConstraint("(taken_out_because IS NULL) = (taken_out_at IS NULL)", name="taken_out_whole"),
        sa.Index("ix_remark_account", "network_id", "account_id", "said_at"),
    )


class UseKind(enum.Enum):
    """How a posted lesson was used: set to a pupil, chosen by one, made into a lesson of another school's."""

    SET = "set"
    CHOSEN = "chosen"
    ADAPTED = "adapted"


class LessonUse(HasId, InNetwork, Base):
    """That one organisation used what another posted, on a day. It names no pupil and nobody of the staff.

    `thing_id` is what came of it (the piece of work, the lesson), so that whoever takes that back takes the use back.
    """

    __tablename__ = "lesson_use"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), index=True)
    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    giver_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    taker_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    kind: Mapped[UseKind]
    used_on: Mapped[dt.date]
    thing_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    undone_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.Index("ix_lesson_use_day", "network_id", "used_on", "giver_id", "taker_id"),)
