"""When somebody reads and answers what pupils and families send, and the days on which they do not."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, dates_in_order


class Hours(HasId, InNetwork, Base):
    """From when until when somebody reads on one weekday, in minutes of the day; both empty: not on this day.

    Who has said nothing reads while school is on.
    """

    __tablename__ = "hours"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    # Monday is 1. Nobody is asked to read on a Saturday or Sunday.
    weekday: Mapped[int] = mapped_column(sa.SmallInteger)
    from_minute: Mapped[int | None] = mapped_column(sa.SmallInteger)
    until_minute: Mapped[int | None] = mapped_column(sa.SmallInteger)

    __table_args__ = (
        sa.UniqueConstraint("network_id", "account_id", "weekday"),
        sa.CheckConstraint("weekday BETWEEN 1 AND 5", name="a_school_weekday"),
        sa.CheckConstraint("(from_minute IS NULL) = (until_minute IS NULL)", name="both_or_neither"),
        sa.CheckConstraint(
            "from_minute IS NULL OR (from_minute >= 0 AND from_minute < until_minute AND until_minute < 1440)",
            name="in_order",
        ),
    )


class Off(HasId, InNetwork, Dated, Base):
    """That somebody is off, from a day until a day or until it is ended, and who stands in. Why is not asked."""

    __tablename__ = "off"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    cover_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("cover_id IS NULL OR cover_id <> account_id", name="cover_is_another"),
        sa.Index("ix_off_account", "network_id", "account_id", "starts_on"),
    )
