"""Kinds of marks as the network defines them, marks entered, objectives, and what showed that a pupil can do one."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line, Text

KEY_LIMIT = 40
VALUE_LIMIT = 20


class GradeKind(HasId, InNetwork, Base):
    """A kind of mark in the network's one dictionary. What it means is in its versions; retired, never deleted."""

    __tablename__ = "grade_kind"

    # 'working_at' and its like for those every network begins with; made from the name for its own.
    key: Mapped[str] = mapped_column(sa.String(KEY_LIMIT))
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    retired_at: Mapped[dt.datetime | None]
    retired_by: Mapped[uuid.UUID | None]

    __table_args__ = (sa.UniqueConstraint("network_id", "key"),)


class GradeKindVersion(HasId, InNetwork, Base):
    """What a kind of mark means from then on: its name, definition and scale, who enters it and when.

    Written once. A mark names the version it was entered under, so that no later word changes what it meant.
    """

    __tablename__ = "grade_kind_version"

    kind_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("grade_kind.id"))
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    words: Mapped[Line]
    definition: Mapped[Text]
    # One step a line, lowest first; or whole numbers from the lowest to the highest.
    steps: Mapped[Text | None]
    lowest: Mapped[int | None]
    highest: Mapped[int | None]
    # The roles that enter it: {"roles": ["teacher", …]}.
    who: Mapped[dict[str, Any]]
    entered_when: Mapped[Line]
    made_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    because: Mapped[Line | None]

    __table_args__ = (
        sa.UniqueConstraint("kind_id", "number"),
        sa.CheckConstraint("(steps IS NULL) = (lowest IS NOT NULL)", name="one_scale"),
        sa.CheckConstraint("(lowest IS NULL) = (highest IS NULL)", name="numbers_whole"),
        sa.CheckConstraint("highest IS NULL OR highest > lowest", name="numbers_in_order"),
    )


class GradeEntry(HasId, InNetwork, Base):
    """A mark of one pupil in one subject, for a day. Never overwritten: a later one supersedes it, or it is withdrawn.

    Only how it ended may change.
    """

    __tablename__ = "grade_entry"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))
    kind_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("grade_kind.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("grade_kind_version.id"))
    value: Mapped[str] = mapped_column(sa.String(VALUE_LIMIT))
    # Where the value stands on its scale: what is sorted and drawn.
    place: Mapped[int]
    for_day: Mapped[dt.date]
    assessor_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    # What it was judged by: 'Paper 1, 54 of 80'.
    shown_by: Mapped[Line | None]
    entered_at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    supersedes_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("grade_entry.id"))
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    # Why it was withdrawn; null where another superseded it.
    because: Mapped[Line | None]

    __table_args__ = (
        sa.CheckConstraint("because IS NULL OR ended_at IS NOT NULL", name="withdrawn_whole"),
        sa.Index(
            "uq_grade_entry_in_force",
            "pupil_id",
            "subject_id",
            "kind_id",
            "for_day",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index("ix_grade_entry_pupil", "network_id", "pupil_id", "id"),
    )


class Objective(HasId, InNetwork, Base):
    """Something that can be learnt, in one subject and year. The same words, however typed, are the same objective."""

    __tablename__ = "objective"

    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))
    year: Mapped[int] = mapped_column(sa.SmallInteger)
    words: Mapped[Line]
    key: Mapped[str]

    __table_args__ = (
        sa.CheckConstraint("year BETWEEN 1 AND 14", name="year_in_range"),
        sa.UniqueConstraint("network_id", "subject_id", "year", "key"),
    )


class Evidence(HasId, InNetwork, Base):
    """That somebody judged whether a pupil can do an objective, and by what. Only its withdrawal may change."""

    __tablename__ = "evidence"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    objective_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("objective.id"), index=True)
    is_secure: Mapped[bool]
    # What showed it, in a package above: a hand-in, a visit. Its kind and id, without a foreign key.
    source_kind: Mapped[str] = mapped_column(sa.String(KEY_LIMIT))
    source_id: Mapped[uuid.UUID]
    assessor_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    because: Mapped[Line | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
    withdrawn_because: Mapped[Line | None]

    __table_args__ = (
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name="withdrawn_whole"),
        sa.Index("ix_evidence_pupil", "network_id", "pupil_id", "objective_id", "id"),
        sa.Index("ix_evidence_source", "network_id", "source_kind", "source_id"),
    )
