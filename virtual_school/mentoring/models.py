"""Contact notes, observations and the first tasks of a programme."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, Text


class ContactKind(enum.Enum):
    """How a mentor was in touch, and with whom."""

    CALL = "call"
    VISIT = "visit"
    ONE_TO_ONE = "one_to_one"
    SMALL_GROUP = "small_group"
    HOME = "home"
    SCHOOL = "school"
    NO_ANSWER = "no_answer"


class Withdrawable:
    """What was entered on the wrong child is withdrawn: gone from every view, kept for the audit."""

    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]


class ContactNote(HasId, InNetwork, Withdrawable, Base):
    """A contact with a pupil, or about them with home or school. Never in a pack that a pupil or parent reads."""

    __tablename__ = "contact_note"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[ContactKind]
    at: Mapped[dt.datetime]
    minutes: Mapped[int | None] = mapped_column(sa.SmallInteger)
    words: Mapped[Text | None]
    made_at: Mapped[dt.datetime]
    # For whoever wrote it, its `NoteReader`s and the safeguarding lead of the pupil's school. None: not restricted.
    restricted: Mapped[bool | None]

    __table_args__ = (
        sa.Index("ix_contact_note_pupil_at", "network_id", "pupil_id", "at"),
        sa.CheckConstraint("minutes IS NULL OR minutes BETWEEN 0 AND 600", name="minutes_in_range"),
    )


class NoteReader(InNetwork, Base):
    """Somebody who reads a restricted note, as long as they reach the pupil's notes at all. Written once."""

    __tablename__ = "note_reader"

    note_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contact_note.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)


class ObservationKind(enum.Enum):
    PRAISE = "praise"
    HARD_MOMENT = "hard_moment"
    SEEN = "seen"


class Observation(HasId, InNetwork, Withdrawable, Base):
    """A kind and a sentence, about one pupil."""

    __tablename__ = "observation"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[ObservationKind]
    at: Mapped[dt.datetime]
    words: Mapped[Line]
    made_at: Mapped[dt.datetime]

    __table_args__ = (sa.Index("ix_observation_pupil_at", "network_id", "pupil_id", "at"),)


class TaskKind(enum.Enum):
    """What comes first when a programme starts."""

    MEET = "meet"
    TELL_FAMILY_DATES = "tell_family_dates"
    WRITE_GOALS = "write_goals"
    LAY_OUT_WEEK = "lay_out_week"
    SET_FIRST_WORK = "set_first_work"


class MentorTask(HasId, InNetwork, Base):
    """One of the first tasks of a programme, for whoever mentors the pupil."""

    __tablename__ = "mentor_task"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    kind: Mapped[TaskKind]
    due_on: Mapped[dt.date]
    made_at: Mapped[dt.datetime]
    done_at: Mapped[dt.datetime | None]
    done_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
