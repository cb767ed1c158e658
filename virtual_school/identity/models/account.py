"""Accounts, their passwords, where they are signed in, and the roles they hold."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order
from virtual_school.network.roles import STAFF, Role


class Account(HasId, InNetwork, Base):
    """A way in for one person in one network. Children mostly have a login name and no email."""

    __tablename__ = "account"

    name: Mapped[Line]
    sort_key: Mapped[str]
    # Both are kept casefolded and NFC, so that they compare alike on both engines.
    email: Mapped[str | None] = mapped_column(sa.String(254))
    login_name: Mapped[str | None] = mapped_column(sa.String(60))
    created_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    # The first sign-in with a staff role: from then on the days run in which a second factor is set up.
    staff_since: Mapped[dt.datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("network_id", "email"),
        sa.UniqueConstraint("network_id", "login_name"),
        # The list of people is read along it, however many they are.
        sa.Index(None, "network_id", "sort_key", "id"),
        sa.CheckConstraint("email IS NULL OR email LIKE '%_@_%'", name="email_has_at"),
        sa.CheckConstraint("login_name IS NULL OR login_name NOT LIKE '%@%'", name="login_name_no_at"),
    )


class CredentialKind(enum.Enum):
    PASSWORD = "password"  # noqa: S105 (the kind's name)


class Credential(HasId, InNetwork, Base):
    """What proves an account: an argon2id hash of a password. Replaced by ending one and adding another."""

    __tablename__ = "credential"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    kind: Mapped[CredentialKind]
    secret: Mapped[str] = mapped_column(sa.String(300))
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class SignIn(HasId, InNetwork, Base):
    """One device signed in. The cookie holds a secret of which only the digest is here; ending the row ends it."""

    __tablename__ = "sign_in"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    device: Mapped[Line]
    shared: Mapped[bool] = mapped_column(default=False)
    hat: Mapped[str | None] = mapped_column(sa.String(40))
    # What proved the person ("password", "passkey", …), and when a second factor was shown here; null if none was.
    how: Mapped[str | None] = mapped_column(sa.String(40))
    second_at: Mapped[dt.datetime | None]
    # When they last proved themselves here after that: to change how they sign in, it must not be long ago.
    proved_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None]


class Invitation(HasId, InNetwork, Base):
    """A single-use link with which a person chooses their password. Only its digest is stored."""

    __tablename__ = "invitation"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
    # When it stopped working without having been used: a newer one was sent, or the account was closed.
    ended_at: Mapped[dt.datetime | None]


class Membership(HasId, InNetwork, Dated, Base):
    """A role at an organisation, dated. Ending it ends every right it gave at the next request."""

    __tablename__ = "membership"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    role: Mapped[Role]
    # The one year a head of year looks after; null for every year, and for every other role.
    year: Mapped[int | None] = mapped_column(sa.SmallInteger)

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("year IS NULL OR role = 'head_of_year'", name="year_for_head_of_year"),
        sa.CheckConstraint("year IS NULL OR year BETWEEN 1 AND 14", name="year_in_range"),
        sa.CheckConstraint(
            "role NOT IN ({})".format(", ".join(f"'{r.value}'" for r in Role if r not in STAFF)), name="role_of_staff"
        ),
    )
