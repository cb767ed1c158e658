"""Work that is set: its states, what was changed about it and why, and who was named to answer it."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order


class AssignmentState(enum.Enum):
    """The five words that everybody sees; put away, which need not be done; and withdrawn, which nobody sees."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    HANDED_IN = "handed_in"
    ANOTHER_GO = "another_go"
    DONE = "done"
    PUT_AWAY = "put_away"
    WITHDRAWN = "withdrawn"


_OVER = frozenset({AssignmentState.PUT_AWAY, AssignmentState.WITHDRAWN})

# From -> to. From HANDED_IN to STARTED the pupil took it back unread, or to ANOTHER_GO. Back to HANDED_IN from
# ANOTHER_GO is the next hand-in or an undo; from DONE it is an undo. What was put away comes back as it was.
TRANSITIONS: dict[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.NOT_STARTED: frozenset({AssignmentState.STARTED}) | _OVER,
    AssignmentState.STARTED: frozenset({AssignmentState.HANDED_IN}) | _OVER,
    AssignmentState.HANDED_IN: frozenset(
        {AssignmentState.STARTED, AssignmentState.ANOTHER_GO, AssignmentState.DONE, AssignmentState.WITHDRAWN}
    ),
    AssignmentState.ANOTHER_GO: frozenset({AssignmentState.HANDED_IN}) | _OVER,
    AssignmentState.DONE: frozenset({AssignmentState.HANDED_IN, AssignmentState.WITHDRAWN}),
    AssignmentState.PUT_AWAY: frozenset(
        {
            AssignmentState.NOT_STARTED,
            AssignmentState.STARTED,
            AssignmentState.ANOTHER_GO,
            AssignmentState.WITHDRAWN,
        }
    ),
    AssignmentState.WITHDRAWN: frozenset(),
}

# A pupil may write while the work is in one of these.
OPEN_TO_WRITE = frozenset({AssignmentState.NOT_STARTED, AssignmentState.STARTED, AssignmentState.ANOTHER_GO})

# Nobody has anything to do with it any more.
CLOSED = frozenset({AssignmentState.DONE, AssignmentState.PUT_AWAY, AssignmentState.WITHDRAWN})
# What no count of work has in it.
UNCOUNTED = frozenset({AssignmentState.PUT_AWAY, AssignmentState.WITHDRAWN})


class Assignment(HasId, InNetwork, Base):
    """A posted lesson revision set to one pupil.

    Either for a day, or for when the pupil is ready, or without either. `position` is its place in the pupil's order,
    from 1; none comes after those that have one. Work with the same `choice_id` is one choice: the pupil does one
    of it.
    """

    __tablename__ = "assignment"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"), index=True)
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]
    due_on: Mapped[dt.date | None]
    when_ready: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int | None] = mapped_column(sa.SmallInteger)
    choice_id: Mapped[uuid.UUID | None]
    goal_key: Mapped[uuid.UUID | None]
    state: Mapped[AssignmentState] = mapped_column(default=AssignmentState.NOT_STARTED)
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_whole"),
        sa.CheckConstraint("due_on IS NULL OR NOT when_ready", name="a_day_or_when_ready"),
        sa.Index("ix_assignment_pupil_state", "network_id", "pupil_id", "state", "id"),
    )
    __mapper_args__ = {"version_id_col": version}


class ChangeKind(enum.Enum):
    EXCUSED = "excused"
    EXTENDED = "extended"
    SWAPPED = "swapped"
    # The pupil took another one of the choice.
    NOT_CHOSEN = "not_chosen"
    BROUGHT_BACK = "brought_back"


class AssignmentChange(HasId, InNetwork, Base):
    """What was changed about work once it was set, by whom and why. Never changes; `said` is for the pupil to read."""

    __tablename__ = "assignment_change"

    assignment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    kind: Mapped[ChangeKind]
    because: Mapped[Line]
    said: Mapped[Line]
    # How it stood before: what was put away comes back as it was.
    was: Mapped[AssignmentState]
    due_was: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    # What the pupil does in its place.
    other_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[dt.datetime]


class Answerer(HasId, InNetwork, Dated, Base):
    """Who was named to answer a piece of work when it was set. Posting never makes anyone one."""

    __tablename__ = "answerer"

    assignment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))

    __table_args__ = (dates_in_order(), sa.Index("ix_answerer_account", "network_id", "account_id", "assignment_id"))
