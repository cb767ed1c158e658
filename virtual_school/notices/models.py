"""What somebody is told, where it stands, and by what ways it left the house."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork

PATH_LIMIT = 300
PHONE_LIMIT = 20

# The conditions of the partial indexes, word for word as the queries say them.
_WAITING = sa.text("seen_at IS NULL AND settled_at IS NULL")
_UNSENT = sa.text("seen_at IS NULL AND settled_at IS NULL AND left_at IS NULL")


class Because(enum.Enum):
    """By what somebody is told: what the page says under 'Why am I told?'."""

    SELF = "self"
    CARER = "carer"
    MENTOR = "mentor"
    KEY_ADULT = "key_adult"
    COVER = "cover"
    SCHOOL = "school"
    PLACE = "place"
    OFFICE = "office"
    OWNER = "owner"
    WRITER = "writer"
    ANSWERS = "answers"


class Notice(HasId, InNetwork, Base):
    """That something waits for one person. It holds a kind, an address and identifiers: no word about anybody.

    `about_id` is the pupil whose matter it is; `object_id` the thing itself. Somebody is told of one thing once, as
    long as the notice of it is neither seen nor settled. Settled: there is nothing to do or to find any more.
    """

    __tablename__ = "notice"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(sa.String(40))
    because: Mapped[Because]
    about_id: Mapped[uuid.UUID | None]
    object_id: Mapped[uuid.UUID | None]
    path: Mapped[str] = mapped_column(sa.String(PATH_LIMIT))
    made_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[dt.datetime | None]
    settled_at: Mapped[dt.datetime | None]
    # When it was decided about leaving the house: it was put into a letter or text, or never may be.
    left_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.Index("ix_notice_newest", "network_id", "account_id", "id"),
        sa.Index("ix_notice_object", "network_id", "object_id"),
        sa.Index(
            "ix_notice_waiting",
            "network_id",
            "account_id",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        sa.Index(
            "ix_notice_unsent",
            "network_id",
            "account_id",
            "id",
            sqlite_where=_UNSENT,
            postgresql_where=_UNSENT,
        ),
        {"postgresql_partition_by": "RANGE (id)"},
    )


class NoticeChoices(HasId, InNetwork, Base):
    """How one person wants to be told. Where there is no row, as the network's numbers say.

    Times are minutes of the day in England; an hour that is null is the network's.
    """

    __tablename__ = "notice_choices"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), unique=True)
    # The day's letter, and its hour; and whether what comes soon is a letter of its own.
    letter: Mapped[bool] = mapped_column(default=True)
    letter_at: Mapped[int | None] = mapped_column(sa.SmallInteger)
    soon: Mapped[bool] = mapped_column(default=True)
    urgent_email: Mapped[bool] = mapped_column(default=True)
    urgent_text: Mapped[bool] = mapped_column(default=False)
    # Nothing here rings: whoever looks up how to reach them reads that they want to be rung.
    ring_me: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None] = mapped_column(sa.String(PHONE_LIMIT))
    quiet_from: Mapped[int | None] = mapped_column(sa.SmallInteger)
    quiet_until: Mapped[int | None] = mapped_column(sa.SmallInteger)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("phone IS NOT NULL OR NOT (urgent_text OR ring_me)", name="a_number_to_use"),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_whole"),
    )
    __mapper_args__ = {"version_id_col": version}


class Digest(HasId, InNetwork, Base):
    """The letter of one day to one person: made once, in the transaction that queued it."""

    __tablename__ = "digest"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    day: Mapped[dt.date]
    mail_id: Mapped[uuid.UUID]
    made_at: Mapped[dt.datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        sa.UniqueConstraint("account_id", "day"),
        sa.Index("ix_digest_made_at", "network_id", "made_at"),
    )


class Channel(enum.Enum):
    EMAIL = "email"
    TEXT = "text"


class Sent(HasId, InNetwork, Base):
    """That one notice left the house by one way, in which letter or text. By each way it leaves once."""

    __tablename__ = "sent"

    notice_id: Mapped[uuid.UUID]
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    channel: Mapped[Channel]
    digest_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("digest.id"), index=True)
    mail_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    text_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        sa.CheckConstraint("(mail_id IS NULL) <> (text_id IS NULL)", name="one_way"),
        sa.UniqueConstraint("notice_id", "channel"),
        sa.Index("ix_sent_made_at", "network_id", "made_at"),
    )
