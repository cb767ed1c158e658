"""That nobody but a named few may know where a pupil is."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Text, dates_in_order


class ConfidentialWhereabouts(HasId, InNetwork, Dated, Base):
    """Where this pupil is, from a day until a day, is for the readers named and nobody else (practice 9).

    `reason`, and why it was ended, are for the safeguarding leads who look after the pupil.
    """

    __tablename__ = "confidential_whereabouts"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    reason: Mapped[Text]
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]
    # On this day somebody looks again whether it still has to be.
    review_on: Mapped[dt.date]

    __table_args__ = (dates_in_order(),)


class WhereaboutsReader(HasId, InNetwork, Base):
    """Somebody who may know it all the same. It opens nothing by itself: they reach the week as they did before."""

    __tablename__ = "whereabouts_reader"

    confidential_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("confidential_whereabouts.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    named_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    named_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]

    __table_args__ = (
        sa.Index(
            "uq_whereabouts_reader_named",
            "confidential_id",
            "account_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )
