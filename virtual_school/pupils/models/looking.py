"""A record opened without a link, for hours; and what of the looks at a record the family is not shown."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Text


class Glass(HasId, InNetwork, Base):
    """That a safeguarding lead opened one record without a link to it: why, and until when. It ends by itself."""

    __tablename__ = "glass"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    reason: Mapped[Text]
    # The reason concerns staff of the pupil's own school: nobody there is told.
    about_staff: Mapped[bool]
    opened_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.CheckConstraint("ends_at > opened_at", name="ends_after_it_opened"),
        sa.Index("ix_glass_account_ends", "network_id", "account_id", "ends_at"),
    )


class HeldBack(HasId, InNetwork, Base):
    """That the family is not shown somebody's looks at a record: one person's, an organisation's, or all of them.

    Only safeguarding leads know that it is so, and why. It holds until a lead ends it; the day of review reminds them.
    """

    __tablename__ = "held_back"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    # From the pupil too, and not from parents and carers alone.
    from_pupil: Mapped[bool]
    reason: Mapped[Text]
    review_on: Mapped[dt.date]
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        sa.CheckConstraint("account_id IS NULL OR organisation_id IS NULL", name="one_or_the_other"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_whole"),
    )
