"""A lesson's steps: as its school edits them, and frozen with each posted revision."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, LineType, Markdown, MarkdownType


class StepKind(enum.Enum):
    TEXT = "text"
    PICTURE = "picture"
    FILE = "file"
    LINK = "link"
    VIDEO = "video"
    QUESTIONS = "questions"
    # Done on another site: a link, about how long, and what shows that it was done.
    ELSEWHERE = "elsewhere"


class Proof(enum.Enum):
    """What shows that something was done on another site."""

    MINUTES = "minutes"
    SCORE = "score"
    PHOTO = "photo"


ADDRESS_LIMIT = 500


class StepWords:
    """What a step says: on the step as edited, and copied whole to each posted revision."""

    kind: Mapped[StepKind]
    title: Mapped[Line] = mapped_column(LineType(), default="")
    text: Mapped[Markdown] = mapped_column(MarkdownType(), default="")
    # An address on another site: of a link, of a video, of what is done elsewhere.
    url: Mapped[str] = mapped_column(sa.String(ADDRESS_LIMIT), default="")
    # The lesson's file that a picture or a file step shows.
    resource_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("resource.id"), index=True)
    # What a picture shows, for whoever does not see it.
    alt: Mapped[Line] = mapped_column(LineType(), default="")
    minutes: Mapped[int | None] = mapped_column(sa.SmallInteger)
    proof: Mapped[Proof | None]


STEP_WORDS = ("kind", "title", "text", "url", "resource_id", "alt", "minutes", "proof")


class Step(HasId, InNetwork, StepWords, Base):
    """One thing to read, look at or do, in a lesson as its school edits it."""

    __tablename__ = "step"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), index=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    removed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (sa.CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_range"),)
    __mapper_args__ = {"version_id_col": version}


class RevisionStep(HasId, InNetwork, StepWords, Base):
    """A step as it was posted. It never changes, as its revision does not."""

    __tablename__ = "revision_step"

    revision_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_revision.id"))
    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("step.id"), index=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)

    __table_args__ = (
        sa.UniqueConstraint("revision_id", "position"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_range"),
    )
