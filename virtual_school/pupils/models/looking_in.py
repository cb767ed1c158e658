"""What stands beside a window: for what kind of receiver, who agreed, what holds it back from the family."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line
from virtual_school.pupils.models.taking_part import How, Party


class Receiver(enum.Enum):
    """What kind of somebody looks through a window. What each may ever need is data: `looking_in.receivers`."""

    AGENCY = "agency"
    PLACE = "place"
    SCHOOL = "school"
    SEN_OFFICE = "sen_office"
    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    POLICE = "police"
    PARENT = "parent"


class Duty(enum.Enum):
    """The law that asks for a window on duty."""

    SAFEGUARDING = "safeguarding"
    DIRECTION = "direction"
    EHCP = "ehcp"
    CARE_ORDER = "care_order"
    COURT = "court"
    PARENT = "parent"


class WindowGrant(HasId, InNetwork, Base):
    """For what kind of receiver a window was granted; and by which duty, where it rests on one. Written once.

    A window without one was opened by the thing it is about: a case before the panel, a piece of work.
    """

    __tablename__ = "window_grant"

    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), unique=True)
    receiver: Mapped[Receiver]
    duty: Mapped[Duty | None]


class WindowAgreement(HasId, InNetwork, Base):
    """That the pupil or a carer agreed to a window, how and when, and until what day they were asked. Written once."""

    __tablename__ = "window_agreement"

    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), index=True)
    party: Mapped[Party]
    carer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("carer.id"))
    how: Mapped[How]
    agreed_on: Mapped[dt.date]
    until: Mapped[dt.date]
    recorded_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[dt.datetime]

    __table_args__ = (
        sa.CheckConstraint("party IN ('pupil', 'carer')", name="of_the_family"),
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name="carer_is_named"),
    )


class WindowProlonged(HasId, InNetwork, Base):
    """That a window runs longer than it was to, and why. Written once."""

    __tablename__ = "window_prolonged"

    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), index=True)
    before: Mapped[dt.date]
    until: Mapped[dt.date]
    because: Mapped[Line]
    prolonged_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    prolonged_at: Mapped[dt.datetime]

    __table_args__ = (sa.CheckConstraint("until > before", name="runs_longer"),)


class WindowHeldBack(HasId, InNetwork, Base):
    """That a window on duty is not shown to the family, until a safeguarding lead says that it is safe.

    It does not lapse: on the day of its review somebody is reminded. Without a reason it is held because of its kind,
    and no safeguarding lead has looked yet.
    """

    __tablename__ = "window_held_back"

    window_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("window.id"), index=True)
    because: Mapped[Line | None]
    review_on: Mapped[dt.date]
    held_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    held_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    ended_because: Mapped[Line | None]

    __table_args__ = (
        sa.Index(
            "uq_window_held_back_in_force",
            "window_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )
