"""Work that is set: its states, and who was named to answer it."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order


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
