"""How a parent or carer joins: by a link that was sent to them and a code that the school gave them."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork


class Joining(HasId, InNetwork, Base):
    """A carer's link to their child as it was decided, shut until they have shown letter and code.

    Whoever joins chooses nothing of it: neither which child, nor what they may see, nor until when.
    """

    __tablename__ = "joining"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    carer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("carer.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    # Of the code, under the installation's key: six digits alone could be tried out.
    code: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    may_see_record: Mapped[bool] = mapped_column(default=False)
    may_see_whereabouts: Mapped[bool] = mapped_column(default=False)
    may_be_rung: Mapped[bool] = mapped_column(default=False)
    may_collect: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    wrong: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    # Whose account the link became.
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    ended_at: Mapped[dt.datetime | None]
