"""Where saving keeps its promises: keys of forms that were sent, and texts that are being written."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Text


class Once(InNetwork, Base):
    """A form's key and where it went, written in the transaction of what it did."""

    __tablename__ = "once"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    location: Mapped[str] = mapped_column(sa.String(500))
    at: Mapped[dt.datetime]


class Draft(HasId, InNetwork, Base):
    """A text being written: its writer's alone until sent.

    `subject` names what it is for ('feedback:<id>'). `version` counts saves; `writer` and `seq` are the browser tab
    that saved last and how far it had come, so that a repeat or a late arrival changes nothing.
    """

    __tablename__ = "draft"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    subject: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[Text]
    version: Mapped[int]
    writer: Mapped[str] = mapped_column(sa.String(60))
    seq: Mapped[int]
    saved_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("account_id", "subject"),)
