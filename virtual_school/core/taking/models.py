"""That somebody took a list out as a file, and why."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Text


class Taking(HasId, InNetwork, Base):
    """The reason given for one list, before it is taken out. Good for that list, for a short while, in that hat."""

    __tablename__ = "taking"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    hat: Mapped[str] = mapped_column(sa.String(80))
    # For which organisation they acted; core knows no more of it than that it has an identifier.
    organisation_id: Mapped[uuid.UUID | None]
    # The list, as its address says. How many rows it had stands in the note of its being taken.
    address: Mapped[str] = mapped_column(sa.String(2000))
    because: Mapped[Text]
    at: Mapped[dt.datetime]

    __table_args__ = (sa.Index("ix_taking_at", "network_id", "at"),)
