"""Who was seen, what a place says of a session, and the link by which it says so.

Three facts that are never made from one another: where a pupil is expected comes from the week (`timetable`), what was
seen and said is here, and the statutory mark is the home school's own.
"""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line
from virtual_school.timetable.models import Session


class SeenHow(enum.Enum):
    """How somebody knows that a pupil is well today. Opened work is none of these (practice 6)."""

    FACE = "face"
    CALL = "call"
    REPLY = "reply"


class Seen(HasId, InNetwork, Base):
    """That a pupil was seen in a session, by whom and how. Only added to."""

    __tablename__ = "seen"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    on: Mapped[dt.date]
    session: Mapped[Session]
    how: Mapped[SeenHow]
    by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[dt.datetime]

    __table_args__ = (
        sa.Index("ix_seen_pupil_on", "network_id", "pupil_id", "on"),
        {"postgresql_partition_by": "RANGE (id)"},
    )


class Mark(enum.Enum):
    """What a place says of a pupil in a session."""

    HERE = "here"
    LATE = "late"
    NOT_HERE = "not_here"
    LEFT = "left"


class ProviderMark(HasId, InNetwork, Base):
    """What a place said. Only added to: the latest of a session holds, and the earlier ones stay."""

    __tablename__ = "provider_mark"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    on: Mapped[dt.date]
    session: Mapped[Session]
    mark: Mapped[Mark]
    at: Mapped[dt.datetime]
    # By a link, or by somebody with an account.
    link_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("register_link.id"))
    by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        sa.Index("ix_provider_mark_pupil_on", "network_id", "pupil_id", "on"),
        sa.CheckConstraint("link_id IS NOT NULL OR by IS NOT NULL", name="said_by_somebody"),
        {"postgresql_partition_by": "RANGE (id)"},
    )


class RegisterLink(HasId, InNetwork, Base):
    """A link to one session's register at one place, for a place with few pupils. Dead an hour after the session."""

    __tablename__ = "register_link"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    on: Mapped[dt.date]
    session: Mapped[Session]
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    sent_to: Mapped[Line]
    expires_at: Mapped[dt.datetime]
    made_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
