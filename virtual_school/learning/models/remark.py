"""What an answerer says of a part of what was handed in, what they look for, and words that they use again.

Remarks and criteria are their writer's alone until the hand-in is returned, and again after an undo: they belong to the
hand-in, and the pupil reads those of whoever returned it. After that none of them changes.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, Text, TextType

# A pin's place on a picture: thousandths of its width and height, so that it stands there at any size.
WHOLE = 1000


class WorkRemark(HasId, InNetwork, Base):
    """Words on a part of the text (from one letter up to another), or on a place of a photo."""

    __tablename__ = "work_remark"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[Text]
    starts: Mapped[int | None]
    ends: Mapped[int | None]
    piece_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("piece.id"), index=True)
    x: Mapped[int | None] = mapped_column(sa.SmallInteger)
    y: Mapped[int | None] = mapped_column(sa.SmallInteger)
    made_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    # When the pupil said that they had seen to it.
    acted_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(starts IS NULL) = (ends IS NULL)", name="part_whole"),
        sa.CheckConstraint("starts IS NULL OR (starts >= 0 AND ends > starts)", name="part_in_order"),
        sa.CheckConstraint("(piece_id IS NULL) = (x IS NULL) AND (x IS NULL) = (y IS NULL)", name="pin_whole"),
        sa.CheckConstraint("x IS NULL OR (x BETWEEN 0 AND 1000 AND y BETWEEN 0 AND 1000)", name="pin_on_picture"),
        sa.CheckConstraint("(starts IS NULL) <> (piece_id IS NULL)", name="one_place"),
    )


class CriterionMark(HasId, InNetwork, Base):
    """Something that the answerer looks for, in words: met, or not yet."""

    __tablename__ = "criterion_mark"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[Line]
    is_met: Mapped[bool]
    said_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]


class BankComment(HasId, InNetwork, Base):
    """Words that somebody keeps to use again. Nobody else sees them; no pupil is in them."""

    __tablename__ = "bank_comment"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[Text]
    kept_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (sa.Index("ix_bank_comment_own", "network_id", "account_id", "id"),)
    __mapper_args__ = {"version_id_col": version}


class FeedbackVoice(HasId, InNetwork, Base):
    """The answer said aloud: one recording a hand-in and person, and in their words what it says."""

    __tablename__ = "feedback_voice"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    stored_file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line]
    words: Mapped[Text] = mapped_column(TextType(), default="", server_default="")
    kept_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index(
            "uq_feedback_voice_in_force",
            "hand_in_id",
            "account_id",
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
        sa.Index("ix_feedback_voice_stored_file_id", "stored_file_id"),
    )
