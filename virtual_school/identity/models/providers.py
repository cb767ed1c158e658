"""Signing in with what a school already has: its provider, and who somebody is there."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line


class ProviderKind(enum.Enum):
    GENERIC = "generic"
    GOOGLE = "google"
    MICROSOFT = "microsoft"


class SignInProvider(HasId, InNetwork, Base):
    """One organisation's OpenID provider. Where it is never changes: another address is another provider."""

    __tablename__ = "sign_in_provider"

    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    kind: Mapped[ProviderKind]
    name: Mapped[Line]
    issuer: Mapped[str] = mapped_column(sa.String(300))
    client_id: Mapped[str] = mapped_column(sa.String(300))
    # Sealed, because it is sent on: never shown again, and of no use to whoever has the rows but not the key.
    secret: Mapped[str] = mapped_column(sa.String(2000))
    # The ends of addresses that this organisation gives out, with spaces between: no other address is believed.
    domains: Mapped[str] = mapped_column(sa.String(1000))
    for_pupils: Mapped[bool] = mapped_column(default=False)
    # Whether its word that somebody showed two factors is taken.
    second_factor: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]
    created_by: Mapped[uuid.UUID | None]
    tried_at: Mapped[dt.datetime | None]
    opened_at: Mapped[dt.datetime | None]
    opened_by: Mapped[uuid.UUID | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    because: Mapped[Line | None]


class LinkedBy(enum.Enum):
    INVITATION = "invitation"
    ADDRESS = "address"


class ProviderIdentity(HasId, InNetwork, Base):
    """That somebody at a provider is this account. The provider's own name for them is kept, which no other gets."""

    __tablename__ = "provider_identity"

    provider_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("sign_in_provider.id"))
    subject: Mapped[str] = mapped_column(sa.String(255))
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    linked_by: Mapped[LinkedBy]
    linked_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]
    because: Mapped[Line | None]

    __table_args__ = (
        # One person there is one account here, and one account here one person there, at a time.
        sa.Index(
            "uq_provider_identity_subject",
            "provider_id",
            "subject",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index(
            "uq_provider_identity_account",
            "provider_id",
            "account_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )
