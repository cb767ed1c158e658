"""Who was seen, what a place says of a session, the link by which it says so; and who was said not to come.

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


class AbsenceWhy(enum.Enum):
    """Why a pupil will not come, as whoever cares for them says it."""

    ILL = "ill"
    APPOINTMENT = "appointment"
    OTHER = "other"


def _session(name: str) -> sa.Enum:
    """Several sessions in one row: each is held by a CHECK of a name of its own."""
    return sa.Enum(
        Session,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda kind: [member.value for member in kind],
    )


class Absence(HasId, InNetwork, Base):
    """That a parent or carer told us: the pupil will not come, from one session until another, both included.

    A later one ends no earlier one: who is told away in a session by any of them is not expected in it. They come again
    sooner from `back_on` on; one that was entered on the wrong child is withdrawn, and is in no view any more.
    """

    __tablename__ = "absence"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    # Who told us, in the pupil's own word for them.
    carer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("carer.id"))
    # Whoever pressed the button: the carer, or who took their call and read it back to them.
    told_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    by_phone: Mapped[bool]
    why: Mapped[AbsenceWhy]
    words: Mapped[Line | None]
    starts_on: Mapped[dt.date]
    starts_in: Mapped[Session] = mapped_column(_session("starts_in"))
    ends_on: Mapped[dt.date]
    ends_in: Mapped[Session] = mapped_column(_session("ends_in"))
    told_at: Mapped[dt.datetime]
    back_on: Mapped[dt.date | None]
    back_in: Mapped[Session | None] = mapped_column(_session("back_in"))
    back_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    back_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    withdrawn_because: Mapped[Line | None]

    __table_args__ = (
        sa.Index("ix_absence_pupil", "network_id", "pupil_id", "ends_on"),
        sa.CheckConstraint("ends_on > starts_on OR (ends_on = starts_on AND ends_in >= starts_in)", name="in_order"),
        sa.CheckConstraint("(back_on IS NULL) = (back_in IS NULL)", name="back_whole"),
    )

    @property
    def first(self) -> "Moment":
        return self.starts_on, self.starts_in.value

    @property
    def last(self) -> "Moment":
        return self.ends_on, self.ends_in.value

    def covers(self, on: dt.date, session: Session) -> bool:
        """Whether it says that the pupil does not come in this session."""
        now = (on, session.value)
        if self.withdrawn_at is not None or not self.first <= now <= self.last:
            return False
        return self.back_on is None or self.back_in is None or now < (self.back_on, self.back_in.value)


# A session in time: 'am' comes before 'pm'.
Moment = tuple[dt.date, str]
