"""When an organisation is open: its sites, the terms of its school years, inset days and closures."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, Line, dates_in_order


class Site(HasId, Base):
    """One of the places where an organisation is. Many have one, and need none entered."""

    __tablename__ = "site"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[Line]
    sort_key: Mapped[str]
    address: Mapped[Line | None]
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class TermName(enum.Enum):
    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


class TermDate(HasId, Base):
    """One term of a school year, with the half-term in it. A year has all three terms or none."""

    __tablename__ = "term_date"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    # The calendar year in whose September the school year begins.
    year: Mapped[int] = mapped_column(sa.SmallInteger)
    name: Mapped[TermName]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    half_starts_on: Mapped[dt.date | None]
    half_ends_on: Mapped[dt.date | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "year", "name"),
        sa.CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        sa.CheckConstraint("(half_starts_on IS NULL) = (half_ends_on IS NULL)", name="half_whole"),
        sa.CheckConstraint("half_starts_on IS NULL OR half_starts_on > starts_on", name="half_begins_within"),
        sa.CheckConstraint("half_ends_on IS NULL OR half_ends_on < ends_on", name="half_ends_within"),
        sa.CheckConstraint("half_starts_on IS NULL OR half_ends_on >= half_starts_on", name="half_in_order"),
    )
    __mapper_args__ = {"version_id_col": version}


class ClosureKind(enum.Enum):
    INSET = "inset"
    CLOSED = "closed"


class Closure(HasId, Base):
    """Days within a term on which no pupil comes: an inset day, snow, a poll. Of one site, or of all."""

    __tablename__ = "closure"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    site_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("site.id"))
    kind: Mapped[ClosureKind]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    because: Mapped[Line]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[uuid.UUID | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]

    __table_args__ = (
        dates_in_order(),
        sa.Index(None, "organisation_id", "ends_on"),
    )
