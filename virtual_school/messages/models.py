"""Threads about a pupil, kept: who sits in each, what was written, who has read it, and who looked in for a reason."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Text, dates_in_order


class ThreadKind(enum.Enum):
    """Between whom it is. Never between two pupils."""

    # The pupil and whoever mentors them.
    MENTOR = "mentor"
    # The pupil and one key adult by name: no mentor reads it.
    KEY_ADULT = "key_adult"
    # Parents or carers by name, and the mentor; the pupil where they were taken in.
    FAMILY = "family"
    # The pupil, a teacher of their own school, and the mentor who took the teacher in.
    TEACHER = "teacher"


class Seat(enum.Enum):
    """As what somebody sits in a thread. Pupil and mentor are whoever it is today; the others are there by name."""

    PUPIL = "pupil"
    MENTOR = "mentor"
    KEY_ADULT = "key_adult"
    CARER = "carer"
    TEACHER = "teacher"


class Thread(HasId, InNetwork, Base):
    """What is written about one pupil, and to them, between a few people. Kept, and never deleted."""

    __tablename__ = "thread"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    kind: Mapped[ThreadKind]
    subject: Mapped[Line | None]
    started_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    started_at: Mapped[dt.datetime] = mapped_column(default=clock.now)

    __table_args__ = (sa.Index("ix_thread_pupil", "network_id", "pupil_id", "id"),)


class ThreadMember(HasId, InNetwork, Dated, Base):
    """A seat in a thread, dated. By name it holds as long as what links that person to the pupil holds too."""

    __tablename__ = "thread_member"

    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thread.id"), index=True)
    seat: Mapped[Seat]
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    # A teacher's school: in no hat of another place do they read it.
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    added_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("(seat IN ('pupil', 'mentor')) = (account_id IS NULL)", name="by_name_or_not"),
        sa.CheckConstraint("(seat = 'teacher') = (organisation_id IS NOT NULL)", name="teacher_at_school"),
        sa.Index("ix_thread_member_account", "network_id", "account_id", "seat"),
    )


class Message(HasId, InNetwork, Base):
    """What somebody wrote. Written once: only that it was withdrawn is ever added."""

    __tablename__ = "message"

    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thread.id"))
    written_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    # As what they wrote it: somebody may have changed since.
    seat: Mapped[Seat]
    text: Mapped[Text]
    at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]

    __table_args__ = (
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_whole"),
        sa.Index("ix_message_thread", "network_id", "thread_id", "id"),
    )


class MessageFile(HasId, InNetwork, Base):
    """A picture, recording or file that came with a message. Written once."""

    __tablename__ = "message_file"

    message_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message.id"), index=True)
    stored_file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line]
    position: Mapped[int] = mapped_column(sa.SmallInteger)


class MessageRead(InNetwork, Base):
    """Up to which message somebody has read a thread, and when: said by the page that lay open before them.

    Written once each time: so who had read what, before it was withdrawn, is known.
    """

    __tablename__ = "message_read"

    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thread.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    message_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message.id"), primary_key=True)
    read_at: Mapped[dt.datetime]


class TranslationState(enum.Enum):
    """Asked for, typed by a named person, read against the original by another."""

    ASKED = "asked"
    TYPED = "typed"
    CHECKED = "checked"


# Word for word as the queries say it.
_STANDS = sa.text("replaced_at IS NULL")


class MessageTranslation(HasId, InNetwork, Base):
    """A message in another language, typed by a named person, beside the original. Never made by a machine.

    Typed anew it is another row: the one before is replaced, stands on no page, and is kept as it was.
    """

    __tablename__ = "message_translation"

    message_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("message.id"))
    language: Mapped[Line]
    state: Mapped[TranslationState]
    asked_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    asked_at: Mapped[dt.datetime]
    text: Mapped[Text | None]
    # Who put it into the other language: not always whoever types it in.
    translated_by: Mapped[Line | None]
    typed_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    typed_at: Mapped[dt.datetime | None]
    checked_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    checked_at: Mapped[dt.datetime | None]
    replaced_at: Mapped[dt.datetime | None]
    replaced_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        sa.Index(
            "ix_message_translation_stands",
            "message_id",
            "language",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        sa.CheckConstraint("(replaced_at IS NULL) = (replaced_by IS NULL)", name="replaced_whole"),
        sa.CheckConstraint("(text IS NULL) = (state = 'asked')", name="typed_when_it_says_so"),
        sa.CheckConstraint("(checked_at IS NULL) = (state <> 'checked')", name="checked_when_it_says_so"),
        sa.CheckConstraint("(typed_at IS NULL) = (typed_by IS NULL)", name="typed_whole"),
    )


class OversightLook(HasId, InNetwork, Base):
    """That a lead read a thread: for a reason of their own words, or as one of a sample. Written once."""

    __tablename__ = "oversight_look"

    thread_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thread.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    # As what, and for which school: no other hat of theirs reads by it.
    role: Mapped[str] = mapped_column(sa.String(40))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    # None: one of a sample.
    reason: Mapped[Text | None]
    at: Mapped[dt.datetime]
    until: Mapped[dt.datetime]

    __table_args__ = (
        sa.CheckConstraint("until > at", name="ends_after_it_began"),
        sa.Index("ix_oversight_look_account", "network_id", "account_id", "until"),
    )
