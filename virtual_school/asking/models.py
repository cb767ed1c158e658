"""Work that is asked for: who teaches a pupil, what was asked, what came of it, a line for the day they are back."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order

LINK_LIMIT = 1000


class SubjectTeacher(HasId, InNetwork, Dated, Base):
    """Who at a pupil's own school teaches them a subject, as whoever looks after the pupil said. Dated."""

    __tablename__ = "subject_teacher"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    named_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        dates_in_order(),
        sa.Index("ix_subject_teacher_pupil", "network_id", "pupil_id", "subject_id"),
        sa.Index("ix_subject_teacher_account", "network_id", "account_id", "pupil_id"),
    )


class Teaches(HasId, InNetwork, Dated, Base):
    """That somebody teaches a subject at their school, as they said themself: who is asked when the network is."""

    __tablename__ = "teaches"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))

    __table_args__ = (
        dates_in_order(),
        sa.Index("ix_teaches_subject", "network_id", "subject_id", "account_id"),
    )


class RequestState(enum.Enum):
    """Where a request for work is: with the pupil's own teacher, with the network, answered, or no more asked."""

    WITH_TEACHER = "with_teacher"
    WITH_NETWORK = "with_network"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


# Back from ANSWERED when whoever answered takes it back.
TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.WITH_TEACHER: frozenset(
        {RequestState.WITH_NETWORK, RequestState.ANSWERED, RequestState.WITHDRAWN},
    ),
    RequestState.WITH_NETWORK: frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN}),
    RequestState.ANSWERED: frozenset({RequestState.WITH_TEACHER, RequestState.WITH_NETWORK}),
    RequestState.WITHDRAWN: frozenset(),
}

STILL_ASKED = (RequestState.WITH_TEACHER, RequestState.WITH_NETWORK)


class WorkRequest(HasId, InNetwork, Base):
    """Work asked for one pupil in one subject. To a teacher of another school it is the subject, the year, the line."""

    __tablename__ = "work_request"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    # The pupil's own school when it was asked.
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))
    year: Mapped[int] = mapped_column(sa.SmallInteger)
    # Their own teacher of it; null when nobody at their school teaches it to them now.
    teacher_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[Line]
    asked_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    asked_at: Mapped[dt.datetime]
    state: Mapped[RequestState]
    passed_on_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    because: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("year BETWEEN 1 AND 14", name="year_in_range"),
        sa.CheckConstraint("(state = 'withdrawn') = (ended_at IS NOT NULL)", name="withdrawn_whole"),
        sa.CheckConstraint("state <> 'with_teacher' OR teacher_id IS NOT NULL", name="with_somebody"),
        sa.Index("ix_work_request_pupil", "network_id", "pupil_id", "id"),
        sa.Index("ix_work_request_teacher", "network_id", "teacher_id", "state"),
        sa.Index("ix_work_request_asked", "network_id", "state", "subject_id", "id"),
    )
    __mapper_args__ = {"version_id_col": version}


class ReplyKind(enum.Enum):
    """What a teacher answers with."""

    FILE = "file"
    LINK = "link"
    LESSON = "lesson"
    LIBRARY = "library"


class WorkReply(HasId, InNetwork, Base):
    """The one answer to a request. From another school's teacher it reaches the pupil when an adult hands it on."""

    __tablename__ = "work_reply"

    request_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("work_request.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    is_own: Mapped[bool]
    kind: Mapped[ReplyKind]
    words: Mapped[Line | None]
    link: Mapped[str | None] = mapped_column(sa.String(LINK_LIMIT))
    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line | None]
    lesson_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("lesson.id"))
    replied_at: Mapped[dt.datetime]
    # From when on the pupil finds it; and the work that was set from it.
    handed_on_at: Mapped[dt.datetime | None]
    handed_on_by: Mapped[uuid.UUID | None]
    assignment_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("assignment.id"))
    taken_back_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(kind = 'link') = (link IS NOT NULL)", name="link_whole"),
        sa.CheckConstraint("(kind = 'file') = (stored_file_id IS NOT NULL)", name="file_whole"),
        sa.CheckConstraint("(kind = 'lesson') = (lesson_id IS NOT NULL)", name="lesson_whole"),
        sa.CheckConstraint("(stored_file_id IS NULL) = (name IS NULL)", name="file_has_name"),
        sa.Index(
            "uq_work_reply_in_force",
            "request_id",
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        ),
        sa.Index("ix_work_reply_account", "network_id", "account_id", "id"),
    )


class ReturnLine(HasId, InNetwork, Base):
    """One line of a teacher's for the day a pupil is back in their lesson. The pupil reads it."""

    __tablename__ = "return_line"

    away_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("away.id"))
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[Line]
    written_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (sa.UniqueConstraint("away_id", "account_id"),)
    __mapper_args__ = {"version_id_col": version}


class AwayStep(enum.Enum):
    """What an absence was told of, once each: whether to refer, the authority's return, nearly back, over."""

    REFER = "refer"
    AUTHORITY = "authority"
    NEARLY = "nearly"
    OVER = "over"


class AwayTold(HasId, InNetwork, Base):
    """That somebody was told of one of these steps of an absence. Written once, never changed."""

    __tablename__ = "away_told"

    away_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("away.id"))
    step: Mapped[AwayStep]
    told_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("away_id", "step"),)
