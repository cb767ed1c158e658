"""The mixed week as it is agreed, the footing of each part of it, and lessons out."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Text, dates_in_order


class Session(enum.Enum):
    """One of the two sessions of a school day (SI 2024/208)."""

    AM = "am"
    PM = "pm"


class SlotKind(enum.Enum):
    """What a part of the week is."""

    SCHOOL = "school"
    BASE = "base"
    HOME_ONLINE = "home_online"
    COLLEGE = "college"
    WORK_EXPERIENCE = "work_experience"
    MENTOR = "mentor"
    GROUP = "group"
    AGENCY = "agency"
    OWN_TIME = "own_time"


class SlotBasis(enum.Enum):
    """On what legal footing a part of the week stands (practice 16). Without one a slot does not start."""

    AT_SCHOOL = "at_school"
    OFF_SITE_ACTIVITY = "off_site_activity"
    OFF_SITE_DIRECTION = "off_site_direction"
    DUAL_REGISTRATION = "dual_registration"
    ARRANGED_BY_AUTHORITY = "arranged_by_authority"
    EHCP = "ehcp"
    WORK_EXPERIENCE = "work_experience"
    PART_TIME_TIMETABLE = "part_time_timetable"
    OWN_TIME = "own_time"


class Footing(HasId, InNetwork, Dated, Base):
    """That the head, or the commissioning authority, confirmed the footing of one part of a pupil's week."""

    __tablename__ = "footing"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    kind: Mapped[SlotKind]
    basis: Mapped[SlotBasis]
    # 'Construction at Marlbridge College'
    words: Mapped[Line]
    place_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    # Which papers were seen first: the college's insurance, the risk check.
    papers: Mapped[Line | None]
    # Why a part-time timetable: never for behaviour.
    reason: Mapped[Text | None]
    confirmed_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    confirmed_at: Mapped[dt.datetime]

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("basis <> 'part_time_timetable' OR reason IS NOT NULL", name="part_time_has_reason"),
        sa.CheckConstraint("basis <> 'part_time_timetable' OR ends_on IS NOT NULL", name="part_time_ends"),
    )


class WeekPattern(HasId, InNetwork, Dated, Base):
    """A laid-out week of one pupil. Frozen once it is put to agreement; in force from `agreed_at` and its first day."""

    __tablename__ = "week_pattern"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    frozen_at: Mapped[dt.datetime | None]
    agreed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("agreed_at IS NULL OR frozen_at IS NOT NULL", name="agreed_is_frozen"),
    )
    __mapper_args__ = {"version_id_col": version}


class Slot(HasId, InNetwork, Base):
    """One half day of a laid-out week: what, where, with whom, on what footing, from, until."""

    __tablename__ = "slot"

    pattern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("week_pattern.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    # 1 is Monday.
    day: Mapped[int] = mapped_column(sa.SmallInteger)
    session: Mapped[Session]
    kind: Mapped[SlotKind]
    words: Mapped[Line]
    place_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    place: Mapped[Line | None]
    responsible_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    responsible: Mapped[Line | None]
    footing_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("footing.id"))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("day BETWEEN 1 AND 5", name="school_day"),
    )


class LessonOut(HasId, InNetwork, Dated, Base):
    """Out of one lesson until a day, with what happens instead. It ends by itself, and prepared (practice 12).

    An extension is a row of its own that begins the day after, so that neither lapses nor lengthens in silence.
    """

    __tablename__ = "lesson_out"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    lesson: Mapped[Line]
    day: Mapped[int] = mapped_column(sa.SmallInteger)
    session: Mapped[Session]
    period: Mapped[Line | None]
    reason: Mapped[Text]
    instead: Mapped[Line]
    responsible_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    responsible: Mapped[Line | None]
    agreed_at: Mapped[dt.datetime | None]
    extends_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("lesson_out.id"), unique=True)
    extended_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    extended_because: Mapped[Text | None]
    # The head of year chose 'we prepare it' when it was not ready three school days before.
    chosen_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    chosen_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("day BETWEEN 1 AND 5", name="school_day"),
        sa.CheckConstraint("ends_on IS NOT NULL", name="ends_some_day"),
        sa.CheckConstraint("(extends_id IS NULL) = (extended_because IS NULL)", name="extension_has_reason"),
    )
    __mapper_args__ = {"version_id_col": version}


class ReturnStepKind(enum.Enum):
    """What is prepared before a pupil goes back into a lesson; and the one thing that closes a return that was not."""

    TEACHER_TOLD = "teacher_told"
    SEAT = "seat"
    WHO_MEETS_THEM = "who_meets_them"
    PUPIL_ASKED = "pupil_asked"
    # After they went back unprepared: what was done about it.
    CAUGHT_UP = "caught_up"


class ReturnStep(HasId, InNetwork, Base):
    """One step of a prepared return, done by somebody."""

    __tablename__ = "return_step"

    lesson_out_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_out.id"))
    kind: Mapped[ReturnStepKind]
    words: Mapped[Line]
    done_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    done_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("lesson_out_id", "kind"),)
