"""Where a lesson came from that nobody here wrote."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, InNetwork, Line, LineType


class LessonSource(InNetwork, Base):
    """Whose a lesson was, under which licence: shown wherever the lesson is, and never taken off."""

    __tablename__ = "lesson_source"

    lesson_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    # Which collection, and what it calls the lesson: taken in once, however often it is imported.
    collection: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(200))
    attribution: Mapped[Line] = mapped_column(LineType())
    url: Mapped[str] = mapped_column(sa.String(500), default="")

    __table_args__ = (sa.Index("ix_lesson_source_key", "network_id", "collection", "key"),)
