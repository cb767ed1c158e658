"""A paper that somebody asked for."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line


class Paper(HasId, InNetwork, Base):
    """One PDF for one person: what it shows is what they may see on the day it is made, so nobody else gets it."""

    __tablename__ = "paper"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    # The hat it was asked for in.
    hat: Mapped[str] = mapped_column(sa.String(60))
    kind: Mapped[str] = mapped_column(sa.String(40))
    about_id: Mapped[uuid.UUID]
    asked_at: Mapped[dt.datetime]
    made_at: Mapped[dt.datetime | None]
    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    # SHA-256 of the page it was made from: when the page is another by now, the paper is not given out any more.
    digest: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))
    # Why there is none, in a sentence for whoever asked.
    refused: Mapped[Line | None]

    __table_args__ = (sa.Index("ix_paper_about", "network_id", "kind", "about_id"),)
