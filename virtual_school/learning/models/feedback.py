"""What came back, and what the pupil answered."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Markdown, Text, TextType


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
    # Said first, and to the mentor too; the people at home hear of it when the pupil says so.
    praise: Mapped[Text] = mapped_column(TextType(), default="", server_default="")
    praise_told_at: Mapped[dt.datetime | None]
    # Whether the pupil can now do what the lesson is for; None where nothing was said of it.
    is_secure: Mapped[bool | None]

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
