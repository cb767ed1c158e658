"""The lesson as its school edits it, its posted revisions, its files."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, LineType, Markdown, Text, TextType
from virtual_school.library.models.ways import HandIn, WaysType


class LessonState(enum.Enum):
    DRAFT = "draft"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[LessonState, frozenset[LessonState]] = {
    LessonState.DRAFT: frozenset({LessonState.POSTED, LessonState.WITHDRAWN}),
    LessonState.POSTED: frozenset({LessonState.WITHDRAWN}),
    LessonState.WITHDRAWN: frozenset({LessonState.POSTED}),
}


class LessonWords:
    """What a teacher writes about a lesson: on the lesson as edited, and copied whole to each posted revision."""

    title: Mapped[Line]
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))
    year: Mapped[int] = mapped_column(sa.SmallInteger)
    # What the pupil will be able to do, in a pupil's words.
    outcome: Mapped[Line]
    # The first thing to do, above the steps: a short lesson is this and nothing else.
    instructions: Mapped[Markdown]
    minutes: Mapped[int] = mapped_column(sa.SmallInteger)
    # Where it stands in a school's scheme, and for Years 10 to 13 what it prepares for.
    unit: Mapped[Line] = mapped_column(LineType(), default="", server_default="")
    place: Mapped[int | None] = mapped_column(sa.SmallInteger)
    board: Mapped[Line] = mapped_column(LineType(), default="", server_default="")
    specification: Mapped[Line] = mapped_column(LineType(), default="", server_default="")
    tier: Mapped[Line] = mapped_column(LineType(), default="", server_default="")
    set_text: Mapped[Line] = mapped_column(LineType(), default="", server_default="")
    # One a line: `word: meaning`; what pupils often get wrong, which only staff read.
    keywords: Mapped[Text] = mapped_column(TextType(), default="", server_default="")
    misconceptions: Mapped[Text] = mapped_column(TextType(), default="", server_default="")
    to_hand_in: Mapped[Line] = mapped_column(LineType(), default="", server_default="")
    ways: Mapped[frozenset[HandIn]] = mapped_column(WaysType(), default=frozenset(), server_default="")


WORDS = (
    "title", "subject_id", "year", "outcome", "instructions", "minutes", "unit", "place", "board", "specification",
    "tier", "set_text", "keywords", "misconceptions", "to_hand_in", "ways",
)  # fmt: skip


class Lesson(HasId, InNetwork, LessonWords, Base):
    """A lesson as its school edits it. What pupils are given is always a `LessonRevision`."""

    __tablename__ = "lesson"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    author_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[LessonState] = mapped_column(default=LessonState.DRAFT)
    created_at: Mapped[dt.datetime]
    # Who saved last, and when: told to whoever wrote at the same time.
    changed_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    changed_by: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("account.id"), default=lambda context: context.get_current_parameters()["author_id"]
    )
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("year BETWEEN 1 AND 14", name="year_in_range"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_range"),
        sa.Index("ix_lesson_state", "network_id", "state", "id"),
        sa.Index("ix_lesson_own", "organisation_id", "state", "changed_at"),
    )
    __mapper_args__ = {"version_id_col": version}


class LessonRevision(HasId, InNetwork, LessonWords, Base):
    """A lesson as it was posted. It never changes: whoever was set it keeps what they were set."""

    __tablename__ = "lesson_revision"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), index=True)
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    posted_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    posted_at: Mapped[dt.datetime]

    __table_args__ = (
        sa.UniqueConstraint("lesson_id", "number"),
        sa.Index("ix_lesson_revision_newest", "network_id", "posted_at", "lesson_id"),
    )


class Audience(enum.Enum):
    """Who may open a file: pupils and staff, or staff only. Checked live, so that 'staff only' works at once."""

    PUPILS = "pupils"
    STAFF_ONLY = "staff_only"


class Resource(HasId, InNetwork, Base):
    """A file of a lesson."""

    __tablename__ = "resource"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), index=True)
    stored_file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line]
    # What a picture shows, for whoever does not see it.
    alternative: Mapped[Line | None]
    audience: Mapped[Audience]
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    added_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    added_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]


class RevisionResource(InNetwork, Base):
    """Which files a posted revision has: frozen when it was posted."""

    __tablename__ = "revision_resource"

    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"), primary_key=True)
    resource_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("resource.id"), primary_key=True, index=True)
