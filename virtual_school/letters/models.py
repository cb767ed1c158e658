"""A letter about a pupil, to whom it goes, and what it says in another language."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, Text


class LetterKind(enum.Enum):
    """What a letter is for. Closed: whoever reads the list sees at once what it was."""

    GENERAL = "general"
    MEETING = "meeting"
    ABSENCE_ASKED = "absence_asked"
    PLAN_AGREED = "plan_agreed"
    DECISION_TOLD = "decision_told"


class LetterState(enum.Enum):
    """A draft is its writer's alone; what was sent never changes; what was withdrawn is on no page any more."""

    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class CopyState(enum.Enum):
    """How far what it says in another language may be trusted: typed by one, read again by a second."""

    TYPED = "typed"
    CHECKED = "checked"
    WITHDRAWN = "withdrawn"


TRANSITIONS = {
    "letter.state": {
        LetterState.DRAFT: frozenset({LetterState.SENT}),
        LetterState.SENT: frozenset({LetterState.WITHDRAWN}),
        LetterState.WITHDRAWN: frozenset[LetterState](),
    },
    "letter_copy.state": {
        CopyState.TYPED: frozenset({CopyState.CHECKED, CopyState.WITHDRAWN}),
        CopyState.CHECKED: frozenset({CopyState.WITHDRAWN}),
        CopyState.WITHDRAWN: frozenset[CopyState](),
    },
}


class Letter(HasId, InNetwork, Base):
    """A letter about one pupil. Once it is sent its words never change: the database itself refuses it."""

    __tablename__ = "letter"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    kind: Mapped[LetterKind] = mapped_column(default=LetterKind.GENERAL)
    subject: Mapped[Line] = mapped_column(default="")
    text: Mapped[Text] = mapped_column(default="")
    written_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    begun_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[dt.datetime | None]
    # As the letter says it: who wrote it, and as what.
    signed: Mapped[Line | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.Index("ix_letter_pupil_sent", "network_id", "pupil_id", "sent_at"),
        sa.CheckConstraint("(state = 'draft') = (sent_at IS NULL)", name="sent_whole"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_whole"),
    )
    __mapper_args__ = {"version_id_col": version}


class LetterTo(HasId, InNetwork, Base):
    """Somebody a letter goes to: a carer of the pupil, or the pupil (without a carer). Each has a file of their own.

    No receiver learns from theirs who else got it.
    """

    __tablename__ = "letter_to"

    letter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("letter.id"), index=True)
    carer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("carer.id"), index=True)
    # The PDF, made after the letter was sent; and its paper trail where nobody can read it here.
    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    made_at: Mapped[dt.datetime | None]
    posted_at: Mapped[dt.datetime | None]
    posted_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    # That they asked to have it in their own language.
    asked_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("letter_id", "carer_id"),
        sa.CheckConstraint("(posted_at IS NULL) = (posted_by IS NULL)", name="posted_whole"),
    )


class LetterCopy(HasId, InNetwork, Base):
    """What a letter says in another language, beside the original: typed by a person who is named, never by a machine.

    Its words never change: what is wrong is withdrawn, and typed anew.
    """

    __tablename__ = "letter_copy"

    letter_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("letter.id"), index=True)
    language: Mapped[Line]
    subject: Mapped[Line]
    text: Mapped[Text]
    # Who put it into the language, as they are called; who typed it here is an account.
    translator: Mapped[Line]
    typed_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    typed_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    state: Mapped[CopyState] = mapped_column(default=CopyState.TYPED)
    checked_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    checked_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]

    __table_args__ = (
        sa.CheckConstraint("(checked_at IS NULL) = (checked_by IS NULL)", name="checked_whole"),
        sa.CheckConstraint("state <> 'checked' OR checked_at IS NOT NULL", name="checked_by_somebody"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_whole"),
    )
