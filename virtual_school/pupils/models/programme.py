"""A pupil's time in the Virtual School, and the light route: away for a while."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order


class ProgrammeOutcome(enum.Enum):
    """Where a pupil's time in the Virtual School led."""

    BACK_AND_STAYING = "back_and_staying"
    BACK_AND_OUT_AGAIN = "back_and_out_again"
    COLLEGE = "college"
    EXTENDED = "extended"
    MOVED = "moved"
    EXCLUDED = "excluded"
    NOT_KNOWN = "not_known"


class Programme(HasId, InNetwork, Dated, Base):
    """A pupil's time in the Virtual School. They stay on their own school's roll; its head confirmed the footing."""

    __tablename__ = "programme"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    confirmed_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    confirmed_at: Mapped[dt.datetime]
    outcome: Mapped[ProgrammeOutcome | None]
    destination: Mapped[Line | None]

    __table_args__ = (dates_in_order(),)


class AwayWhy(enum.Enum):
    """Why a pupil cannot be in lessons for a while."""

    ILL = "ill"
    INJURED = "injured"
    SUSPENDED = "suspended"
    BEREAVED = "bereaved"
    CARING = "caring"
    OTHER = "other"


class Away(HasId, InNetwork, Dated, Base):
    """The light route: away for a while, without panel or plan. Opens the library; ends by itself on its last day."""

    __tablename__ = "away"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    why: Mapped[AwayWhy]
    words: Mapped[Line | None]
    # Who at the pupil's school answers: questions, and the work the pupil chooses.
    answers_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    opened_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (dates_in_order(), sa.CheckConstraint("ends_on IS NOT NULL", name="ends_some_day"))
