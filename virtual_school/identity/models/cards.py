"""What a child signs in with who has no email: a printed card with a number, and slips for who is locked out."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork


class Card(HasId, InNetwork, Base):
    """A printed card. Its square holds a secret of which only the digest is here; its number is hashed like a password.

    One is in force for an account; a new one ends the old.
    """

    __tablename__ = "card"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    pin_hash: Mapped[str] = mapped_column(sa.String(300))
    # Wrong numbers one after another, and all since somebody last freed it. Counted before a number is looked at.
    in_a_row: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    in_all: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    rests_until: Mapped[dt.datetime | None]
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]

    __table_args__ = (
        # Held by the change, too: this is for two who make a card at the same moment.
        sa.Index(
            "uq_card_in_force",
            "account_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )


class SlipKind(enum.Enum):
    """How the words reach the child: on paper, from hand to hand; or read out by a voice that they know."""

    PRINTED = "printed"
    PHONE = "phone"


class Slip(HasId, InNetwork, Base):
    """Words that let somebody in once, and soon not any more. Kept as a digest under the installation's key."""

    __tablename__ = "slip"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    kind: Mapped[SlipKind]
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    # When it stopped working without having been used: a newer one was made, or the words of the account are new.
    ended_at: Mapped[dt.datetime | None]
