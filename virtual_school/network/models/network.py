"""The tenant, and the organisations that stand above networks."""

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order
from virtual_school.core.texts.numbers import NUMBER_LIMIT


class Network(HasId, Base):
    """A tenant: schools of one valley and those who work with them. Everything about a child stays inside one."""

    __tablename__ = "network"

    slug: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[Line]
    host: Mapped[str | None] = mapped_column(sa.String(253), unique=True)
    accent: Mapped[str | None] = mapped_column(sa.String(7))
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    # A demonstration's own clock (`network.own_clock`): when it was loaded, the Tuesday it opens on, and whether
    # somebody asked to see the real day instead.
    demo_anchor: Mapped[dt.datetime | None]
    demo_opens_on: Mapped[dt.date | None]
    demo_real_day: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    # Words that this network uses for ours: {"Virtual School": "Learning Link"}.
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Numbers that this network tunes: {"idle_minutes_staff": 60}.
    numbers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[dt.datetime]

    __table_args__ = (
        sa.CheckConstraint("length(slug) > 1", name="slug_not_empty"),
        sa.CheckConstraint("accent IS NULL OR accent LIKE '#______'", name="accent_is_hex"),
    )


class OrganisationKind(enum.Enum):
    SCHOOL = "school"
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit"
    SPECIAL_SCHOOL = "special_school"
    COLLEGE = "college"
    AGENCY = "agency"
    EMPLOYER = "employer"
    AUTHORITY = "authority"
    LIBRARY = "library"
    VIRTUAL_SCHOOL = "virtual_school"


class Organisation(HasId, Base):
    """A school, college, agency or other body. It stands above networks and may be in several."""

    __tablename__ = "organisation"

    name: Mapped[Line]
    sort_key: Mapped[str]
    kind: Mapped[OrganisationKind]
    # LAESTAB is written LLL/EEEE; URN has six digits; UKPRN eight. Bodies that are no school may have none.
    laestab: Mapped[str | None] = mapped_column(sa.String(8), unique=True)
    urn: Mapped[str | None] = mapped_column(sa.String(6), unique=True)
    ukprn: Mapped[str | None] = mapped_column(sa.String(8), unique=True)
    # Of its office, as +44…: whom a child or an adult rings when nobody has read what they sent.
    phone: Mapped[str | None] = mapped_column(sa.String(NUMBER_LIMIT))
    created_at: Mapped[dt.datetime]
    # Which network says what it is and when it is open: the one that entered it. The others only read that.
    kept_by: Mapped[uuid.UUID | None]


class NetworkMember(HasId, InNetwork, Dated, Base):
    """That an organisation is in a network, dated."""

    __tablename__ = "network_member"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)

    __table_args__ = (dates_in_order(),)


class TermKind(enum.Enum):
    SUBJECT = "subject"


class Term(HasId, InNetwork, Base):
    """An agreed word of the network's: a subject. Retired, never deleted, because old rows name it."""

    __tablename__ = "term"

    kind: Mapped[TermKind]
    words: Mapped[Line]
    sort_key: Mapped[str]
    retired_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("network_id", "kind", "sort_key"),)
