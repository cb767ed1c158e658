"""A folder or zip that somebody brought, and what came of each file in it."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line


class BundleState(enum.Enum):
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Came(enum.Enum):
    """What came of a file: part of a draft, or left out, in `words` why."""

    ADDED = "added"
    LEFT_OUT = "left_out"


TRANSITIONS: dict[BundleState, frozenset[BundleState]] = {
    BundleState.WAITING: frozenset({BundleState.DONE, BundleState.REFUSED}),
    BundleState.DONE: frozenset(),
    BundleState.REFUSED: frozenset(),
}


class Bundle(HasId, InNetwork, Base):
    """A folder or zip, for whoever brought it. Each folder with files in it becomes a draft of their school."""

    __tablename__ = "bundle"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    brought_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    brought_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    name: Mapped[Line]
    # The hat it was brought in: the drafts are made by whoever still has it.
    hat: Mapped[str] = mapped_column(sa.String(60))
    # The zip; None where a folder came file by file.
    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))
    year: Mapped[int] = mapped_column(sa.SmallInteger)
    state: Mapped[BundleState] = mapped_column(default=BundleState.WAITING)
    # Why nothing of it could be used, in a sentence for whoever brought it.
    refused: Mapped[Line | None]

    __table_args__ = (
        sa.CheckConstraint("year BETWEEN 1 AND 14", name="year_in_range"),
        sa.CheckConstraint("(state = 'refused') = (refused IS NOT NULL)", name="refused_says_why"),
        sa.Index("ix_bundle_brought_by", "network_id", "brought_by", "brought_at"),
    )


class BundleItem(HasId, InNetwork, Base):
    """What came of one file of it."""

    __tablename__ = "bundle_item"

    bundle_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("bundle.id"), index=True)
    position: Mapped[int]
    path: Mapped[Line]
    came: Mapped[Came]
    words: Mapped[Line | None]
    lesson_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("lesson.id"))
