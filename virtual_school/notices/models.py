"""What somebody is told, and where it stands."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork

PATH_LIMIT = 300


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

    __table_args__ = (
        sa.Index("ix_notice_newest", "network_id", "account_id", "id"),
        sa.Index("ix_notice_object", "network_id", "object_id"),
        {"postgresql_partition_by": "RANGE (id)"},
    )
