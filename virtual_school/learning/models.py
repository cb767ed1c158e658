"""Work set, attempted, handed in, answered."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Markdown, Text, dates_in_order


class AssignmentState(enum.Enum):
    """The five words that everybody sees, and withdrawn, which nobody does."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    HANDED_IN = "handed_in"
    ANOTHER_GO = "another_go"
    DONE = "done"
    WITHDRAWN = "withdrawn"


# From -> to. Back to HANDED_IN from ANOTHER_GO is the next hand-in or an undo; from DONE it is an undo.
TRANSITIONS: dict[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.NOT_STARTED: frozenset({AssignmentState.STARTED, AssignmentState.WITHDRAWN}),
    AssignmentState.STARTED: frozenset({AssignmentState.HANDED_IN, AssignmentState.WITHDRAWN}),
    AssignmentState.HANDED_IN: frozenset({AssignmentState.ANOTHER_GO, AssignmentState.DONE, AssignmentState.WITHDRAWN}),
    AssignmentState.ANOTHER_GO: frozenset({AssignmentState.HANDED_IN, AssignmentState.WITHDRAWN}),
    AssignmentState.DONE: frozenset({AssignmentState.HANDED_IN, AssignmentState.WITHDRAWN}),
    AssignmentState.WITHDRAWN: frozenset(),
}

# A pupil may write while the work is in one of these.
OPEN_TO_WRITE = frozenset({AssignmentState.NOT_STARTED, AssignmentState.STARTED, AssignmentState.ANOTHER_GO})


class Assignment(HasId, InNetwork, Base):
    """A posted lesson revision set to one pupil."""

    __tablename__ = "assignment"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"), index=True)
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]
    due_on: Mapped[dt.date | None]
    state: Mapped[AssignmentState] = mapped_column(default=AssignmentState.NOT_STARTED)
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_whole"),
        sa.Index("ix_assignment_pupil_state", "network_id", "pupil_id", "state", "id"),
    )
    __mapper_args__ = {"version_id_col": version}


class Answerer(HasId, InNetwork, Dated, Base):
    """Who was named to answer a piece of work when it was set. Posting never makes anyone one."""

    __tablename__ = "answerer"

    assignment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))

    __table_args__ = (dates_in_order(), sa.Index("ix_answerer_account", "network_id", "account_id", "assignment_id"))


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


class Outcome(enum.Enum):
    ANOTHER_GO = "another_go"
    DONE = "done"


class Feedback(HasId, InNetwork, Base):
    """What the answerer returned. While they write it, it is their draft; an undo marks it, nothing removes it."""

    __tablename__ = "feedback"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"), index=True)
    text: Mapped[Markdown]
    outcome: Mapped[Outcome]
    returned_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    returned_at: Mapped[dt.datetime]
    undone_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index(
            "uq_feedback_in_force",
            "hand_in_id",
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        ),
    )


class Reply(HasId, InNetwork, Base):
    """The pupil's answer to feedback."""

    __tablename__ = "reply"

    feedback_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("feedback.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    text: Mapped[Text]
    sent_at: Mapped[dt.datetime]
