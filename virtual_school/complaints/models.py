"""A complaint: what happened, who answers for it, by when, and what came of it."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, Text

ROLE_LIMIT = 40


class ComplaintState(enum.Enum):
    """Where a complaint is. Not satisfied: a second person looks, who was not the first."""

    MADE = "made"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    NOT_SATISFIED = "not_satisfied"
    CLOSED = "closed"


TRANSITIONS: dict[ComplaintState, frozenset[ComplaintState]] = {
    ComplaintState.MADE: frozenset({ComplaintState.ACKNOWLEDGED}),
    ComplaintState.ACKNOWLEDGED: frozenset({ComplaintState.ANSWERED}),
    ComplaintState.ANSWERED: frozenset({ComplaintState.NOT_SATISFIED, ComplaintState.CLOSED}),
    ComplaintState.NOT_SATISFIED: frozenset({ComplaintState.CLOSED}),
    ComplaintState.CLOSED: frozenset(),
}

# In which states somebody has to do something by a day.
WAITS = (ComplaintState.MADE, ComplaintState.ACKNOWLEDGED, ComplaintState.NOT_SATISFIED)


class Complaint(HasId, InNetwork, Base):
    """Something that is not right, in the words of whoever said so. They never change.

    Read by who made it and by who answers for it, and by nobody else. `about_account_id` is the person it is about,
    who finds it nowhere: in no hat, list, notice or log.
    """

    __tablename__ = "complaint"

    # About this pupil, where it is about one.
    pupil_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    made_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    # In which hat, as the value of a role.
    made_as: Mapped[str] = mapped_column(sa.String(ROLE_LIMIT))
    made_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    # Said by phone or face to face by somebody else, written down for them and read back.
    said_by: Mapped[Line | None]
    read_back: Mapped[bool] = mapped_column(default=False)
    happened: Mapped[Text]
    wish: Mapped[Line]
    about_account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    # Somebody whom the list did not hold, as they are called.
    about_name: Mapped[Line | None]
    state: Mapped[ComplaintState] = mapped_column(default=ComplaintState.MADE)
    owner_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    owner_role: Mapped[str] = mapped_column(sa.String(ROLE_LIMIT))
    # By when whoever has it now does the next thing.
    due_on: Mapped[dt.date]
    acknowledged_at: Mapped[dt.datetime | None]
    answer: Mapped[Text | None]
    answered_at: Mapped[dt.datetime | None]
    not_satisfied: Mapped[Text | None]
    not_satisfied_at: Mapped[dt.datetime | None]
    second_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    second_role: Mapped[str | None] = mapped_column(sa.String(ROLE_LIMIT))
    closing: Mapped[Text | None]
    closed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.Index("ix_complaint_made_by", "network_id", "made_by"),
        sa.Index("ix_complaint_owner_due", "network_id", "owner_id", "due_on"),
        sa.Index("ix_complaint_second_due", "network_id", "second_id", "due_on"),
        sa.CheckConstraint("about_account_id IS NULL OR about_account_id <> owner_id", name="never_its_own_owner"),
        sa.CheckConstraint("about_account_id IS NULL OR about_account_id <> second_id", name="nor_its_second"),
        sa.CheckConstraint("said_by IS NULL OR read_back", name="read_back_to_them"),
        sa.CheckConstraint("(second_id IS NULL) = (second_role IS NULL)", name="second_whole"),
    )
    __mapper_args__ = {"version_id_col": version}
