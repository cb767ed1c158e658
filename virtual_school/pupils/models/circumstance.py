"""What is known of a pupil's circumstances, dated: it may bring people and help, and stands on no list."""

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, dates_in_order


class CircumstanceKind(enum.Enum):
    FREE_MEALS = "free_meals"
    SEN_SUPPORT = "sen_support"
    EHCP = "ehcp"
    IN_CARE = "in_care"
    SOCIAL_WORKER = "social_worker"
    LITTLE_ENGLISH = "little_english"
    YOUNG_CARER = "young_carer"


class Circumstance(HasId, InNetwork, Dated, Base):
    """Something that is known of how a pupil lives, from a day until a day.

    Shown to those who reach the pupil's family, and to nobody else.
    """

    __tablename__ = "circumstance"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    kind: Mapped[CircumstanceKind]

    __table_args__ = (dates_in_order(),)
