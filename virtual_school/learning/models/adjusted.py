"""What made work fair for a pupil, kept with what they handed in."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line
from virtual_school.plans.models import AdjustmentKind


class HandInAdjustment(HasId, InNetwork, Base):
    """An adjustment that was in force when this was handed in, as it was then. Never changes."""

    __tablename__ = "hand_in_adjustment"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"))
    adjustment_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("adjustment.id"), index=True)
    kind: Mapped[AdjustmentKind]
    percent: Mapped[int | None] = mapped_column(sa.SmallInteger)
    words: Mapped[Line | None]

    __table_args__ = (sa.UniqueConstraint("hand_in_id", "adjustment_id"),)
