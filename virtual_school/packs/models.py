"""A selection of lessons, and the one file that is made of it for whoever chose them."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, LineType


class PackState(enum.Enum):
    CHOOSING = "choosing"
    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


TRANSITIONS: dict[PackState, frozenset[PackState]] = {
    PackState.CHOOSING: frozenset({PackState.WAITING}),
    PackState.WAITING: frozenset({PackState.MADE, PackState.FAILED}),
    PackState.MADE: frozenset(),
    PackState.FAILED: frozenset(),
}


class PackShape(enum.Enum):
    """What is made: a PDF to print, a folder of plain pages with the files, or the answers, for staff."""

    PAPER = "paper"
    FOLDER = "folder"
    ANSWERS = "answers"


class WorkPack(HasId, InNetwork, Base):
    """One pack of one person, in the hat they chose in. What is in it is asked anew when made and when taken.

    It says nothing about a child: where it came from a pupil's work, only its items know, and the file does not.
    """

    __tablename__ = "work_pack"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    hat: Mapped[str] = mapped_column(sa.String(60))
    # What stands on its first page; a pack without one is called after its lessons.
    title: Mapped[Line] = mapped_column(LineType(), default="")
    state: Mapped[PackState] = mapped_column(default=PackState.CHOOSING)
    shape: Mapped[PackShape] = mapped_column(default=PackShape.PAPER)
    is_large: Mapped[bool] = mapped_column(default=False)
    # Whether its first page has a line on which somebody writes their name.
    has_name_line: Mapped[bool] = mapped_column(default=True)
    begun_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    asked_at: Mapped[dt.datetime | None]
    made_at: Mapped[dt.datetime | None]
    # How many of its lessons are in it by now.
    done: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    # SHA-256 of what it was made from: when that is something else by now, the file is not given out any more.
    digest: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))
    # Why there is none, in a sentence for whoever asked.
    because: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(state = 'made') = (stored_file_id IS NOT NULL)", name="made_whole"),
        sa.CheckConstraint("(state = 'failed') = (because IS NOT NULL)", name="failed_says_why"),
        sa.CheckConstraint("(state = 'choosing') = (asked_at IS NULL)", name="asked_whole"),
        sa.Index("ix_work_pack_account", "network_id", "account_id", "state", "begun_at"),
        # One selection at a time: what is added from two tabs goes into the same.
        sa.Index(
            "uq_work_pack_choosing",
            "account_id",
            "hat",
            unique=True,
            sqlite_where=sa.text("state = 'choosing'"),
            postgresql_where=sa.text("state = 'choosing'"),
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class WorkPackItem(HasId, InNetwork, Base):
    """One lesson of a pack. Through the assignment, where it came from what a pupil was set."""

    __tablename__ = "work_pack_item"

    pack_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("work_pack.id"))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"), index=True)
    assignment_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assignment.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("pack_id", "revision_id"),)
