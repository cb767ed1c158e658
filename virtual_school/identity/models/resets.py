"""Links with which somebody who forgot their password chooses another."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork


class Reset(HasId, InNetwork, Base):
    """A single-use link in a letter. Only its digest is stored. `ended_at` is when a newer one took its place."""

    __tablename__ = "reset"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    sent_to: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
