"""Changes of accounts, passwords and memberships: audited and flushed, for actions here and packages above."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, text
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import digest, token
from virtual_school.identity import queries, throttle
from virtual_school.identity.models import Account, Credential, CredentialKind, Invitation, Membership, SignIn, Slip
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

# What packages above end before somebody begins anew: theirs by this role, or by any, and why.
Ending = Callable[[Viewer, uuid.UUID, Role | None, str | None], None]
BEGINS_ANEW: list[Ending] = []


def make_account(by: Viewer, *, name: str, email: str | None = None, login_name: str | None = None) -> Account:
    """A way in for one person. Whoever has neither email nor login name cannot sign in by either."""
    email = throttle.typed_name(email) if email else None
    login_name = throttle.typed_name(login_name) if login_name else None
    if email and queries.name_taken(Account.email, email):
        raise WrongState(_("Somebody here has this email address already."))
    if login_name and queries.name_taken(Account.login_name, login_name):
        raise WrongState(_("Somebody here has this login name already."))
    account = Account(
        name=name, sort_key=text.sort_key(name), email=email, login_name=login_name, created_at=clock.now()
    )
    db.session.add(account)
    db.session.flush()
    audit.record("account.made", by, object_id=account.id, has_email=email is not None)
    db.session.flush()
    return account


def close_account(by: Viewer, account: Account, because: str | None = None) -> None:
    """Close an account: every sign-in and every open invitation of it ends at once. Its name stays on what it did."""
    db.session.refresh(account, with_for_update=True)
    if account.closed_at is not None:
        return
    account.closed_at = clock.now()
    _end_ways_in(account.id)
    end_slips_by(account.id)
    audit.record("account.closed", by, object_id=account.id, because=because)
    db.session.flush()


def set_password(by: Viewer, *, account_id: uuid.UUID, hashed: str, stays: uuid.UUID | None = None) -> None:
    """Replace the account's password. Ends every open invitation of the account, and every sign-in but `stays`."""
    _end_ways_in(account_id, stays)
    db.session.add(
        Credential(account_id=account_id, kind=CredentialKind.PASSWORD, secret=hashed, created_at=clock.real())
    )
    throttle.helped(db.session.get_one(Account, account_id))
    audit.record("credential.set", by, object_id=account_id, kind=CredentialKind.PASSWORD)
    db.session.flush()


def begin_grace(account_id: uuid.UUID) -> None:
    """From the first sign-in with a staff role on, the days run in which a second factor is set up."""
    if queries.roles_of(account_id):
        first = sa.update(Account).where(Account.id == account_id, Account.staff_since.is_(None))
        db.session.execute(first.values(staff_since=clock.real()))


def make_invitation(by: Viewer, *, account_id: uuid.UUID, lasts: dt.timedelta) -> str:
    """The secret of a new single-use link. Those that were sent before it end."""
    secret, now = token(), clock.real()
    _end_invitations(account_id)
    row = Invitation(account_id=account_id, digest=digest(secret), created_at=now, expires_at=now + lasts)
    db.session.add(row)
    db.session.flush()
    audit.record("invitation.sent", by, object_id=account_id)
    db.session.flush()
    return secret


def _end_ways_in(account_id: uuid.UUID, stays: uuid.UUID | None = None) -> None:
    for kind in (Credential, SignIn):
        open_ones = sa.update(kind).where(kind.account_id == account_id, kind.ended_at.is_(None), kind.id != stays)
        db.session.execute(open_ones.values(ended_at=clock.real()))
    unused = Slip.account_id == account_id, Slip.used_at.is_(None), Slip.ended_at.is_(None)
    db.session.execute(sa.update(Slip).where(*unused).values(ended_at=clock.real()))
    _end_invitations(account_id)


def end_slips_by(maker_id: uuid.UUID, account_id: uuid.UUID | None = None) -> None:
    """Words that somebody gave to a child, of all children or of one, open nothing once they may not help any more."""
    unused = [Slip.made_by == maker_id, Slip.used_at.is_(None), Slip.ended_at.is_(None)]
    if account_id is not None:
        unused.append(Slip.account_id == account_id)
    db.session.execute(sa.update(Slip).where(*unused).values(ended_at=clock.real()))


def _end_invitations(account_id: uuid.UUID) -> None:
    unused = Invitation.account_id == account_id, Invitation.used_at.is_(None), Invitation.ended_at.is_(None)
    db.session.execute(sa.update(Invitation).where(*unused).values(ended_at=clock.real()))


def give_membership(
    by: Viewer,
    *,
    account_id: uuid.UUID,
    organisation_id: uuid.UUID,
    role: Role,
    year: int | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    because: str | None = None,
) -> Membership:
    """Give a role at an organisation. The same role there is held once at a time; a head of year's, once a year."""
    starts_on = starts_on or clock.today()
    if ends_on is not None and ends_on < starts_on:
        raise WrongState(_("The last day is before the first."))
    of_year = Membership.year.is_(None) if year is None else Membership.year == year
    same = Membership.organisation_id == organisation_id, Membership.role == role, of_year
    _not_twice(starts_on, ends_on, Membership.account_id == account_id, *same)
    if _had_and_lost(account_id, role):
        begin_anew(by, account_id, role, because or _("They are given the role again."))
    membership = Membership(
        account_id=account_id,
        organisation_id=organisation_id,
        role=role,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        because=because,
    )
    db.session.add(membership)
    db.session.flush()
    audit.record(
        "membership.given",
        by,
        object_id=membership.id,
        because=because,
        account_id=account_id,
        organisation_id=organisation_id,
        role=role,
        year=year,
    )
    db.session.flush()
    return membership


def _not_twice(starts_on: dt.date, ends_on: dt.date | None, *same: sa.ColumnElement[bool]) -> None:
    doubled = sa.exists().where(
        *same,
        Membership.ended_at.is_(None),
        sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= starts_on),
        Membership.starts_on <= (ends_on or dt.date.max),
    )
    if db.session.scalar(sa.select(doubled)):
        raise WrongState(_("They have this role there already."))


def _had_and_lost(account_id: uuid.UUID, role: Role) -> bool:
    """That they had the role once, and neither have it today nor will: whoever or whatever ended it."""
    still = sa.and_(
        Membership.ended_at.is_(None), sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= clock.today())
    )
    held = sa.select(still).where(Membership.account_id == account_id, Membership.role == role)
    found = db.session.scalars(held).all()
    return bool(found) and not any(found)


def begin_anew(by: Viewer, account_id: uuid.UUID, role: Role | None, because: str | None) -> None:
    """What hung on somebody who left is not theirs again by itself: a role alone brings no child back."""
    for end in BEGINS_ANEW:
        end(by, account_id, role, because)


def end_membership(by: Viewer, membership: Membership, because: str | None = None) -> None:
    """End a role at once: whatever it opened is shut at the next request. Ended twice is ended once."""
    db.session.refresh(membership, with_for_update=True)
    if membership.ended_at is not None:
        return
    membership.ended_at, membership.ended_by, membership.because = clock.now(), by.account_id, because
    end_slips_by(membership.account_id)
    audit.record(
        "membership.ended",
        by,
        object_id=membership.id,
        because=because,
        account_id=membership.account_id,
        role=membership.role,
    )
    db.session.flush()
