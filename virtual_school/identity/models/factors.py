"""What proves a person besides a password: passkeys, an authenticator app, recovery codes."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line


class Passkey(HasId, InNetwork, Base):
    """A key on a person's device or in their password manager. It proves them by itself: they unlock it first."""

    __tablename__ = "passkey"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(sa.LargeBinary(1023), unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    # The host that it was made for: browsers offer it nowhere else.
    rp_id: Mapped[str] = mapped_column(sa.String(253))
    name: Mapped[Line]
    transports: Mapped[str]
    created_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]


class Authenticator(HasId, InNetwork, Base):
    """An app that shows six digits (RFC 6238). It counts once its first code was typed."""

    __tablename__ = "authenticator"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    sealed: Mapped[str] = mapped_column(sa.String(300))
    created_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    # The half minute whose code was accepted last: that code, and any before it, is never accepted again.
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    used_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]


class RecoveryCode(HasId, InNetwork, Base):
    """One of ten codes on paper, good once. Only a keyed digest is kept."""

    __tablename__ = "recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    made_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.UniqueConstraint("account_id", "digest"),)


class SpentChallenge(HasId, InNetwork, Base):
    """A challenge that a passkey has answered: the same answer sent twice is refused."""

    __tablename__ = "spent_challenge"

    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    spent_at: Mapped[dt.datetime]
