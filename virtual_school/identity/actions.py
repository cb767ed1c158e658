"""What people do about accounts and sign-ins."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, notes
from virtual_school.core.access import require
from virtual_school.core.db import begin, db, writing
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.core.ids import digest, token
from virtual_school.core.mail import queue_mail
from virtual_school.identity import changes, letters, passwords, phrases, policy, queries, throttle
from virtual_school.identity.cards import slips as cards
from virtual_school.identity.models import Account, Membership, SignIn
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

OWN_DEVICE = dt.timedelta(days=30)
SHARED_DEVICE = dt.timedelta(hours=2)
INVITATION = dt.timedelta(days=14)


class Proved(NamedTuple):
    """Who was proved, and by what: 'password', or 'slip' for words that were given to them for this once."""

    account: Account
    how: str


def prove(typed: str, password: str, came_from: str) -> Proved | None:
    """Whom the name and password prove, or None. Holds no transaction while it hashes.

    Names and passphrases of ours are read as forgivingly as children type them. Answers alike, in words and in time,
    for names that exist and names that do not. Raises `TooMany`.
    """
    typed = phrases.as_name(typed)
    throttle.may_try(typed, came_from)
    found = queries.account_for(typed)
    begin(write=False)
    account, stored = found or (None, None)
    matched = [passwords.matches(stored, reading) for reading in phrases.readings(password)]
    if account is not None and any(matched):
        return Proved(account, "password")
    if cards.prove_by_slip(account, phrases.as_phrase(password)) and account is not None:
        return Proved(account, "slip")
    throttle.refused(typed, came_from)
    return None


def sign_in(
    account: Account,
    *,
    device: str,
    shared: bool,
    instead_of: uuid.UUID | None = None,
    how: str = "password",
    second: bool = False,
) -> str:
    """A new sign-in row; gives the secret for the cookie. A transaction of its own.

    `how` they proved themself; `second` says that it counts as both, as a passkey does. Whoever has a second factor is
    asked for it by the gate before anything else opens, and staff who have none begin to count their days of grace.
    `instead_of` is the sign-in that this browser held until now: it ends, because nothing can reach it any more.
    """
    secret = token()
    with writing() as session:
        if instead_of is not None:
            held = sa.update(SignIn).where(SignIn.id == instead_of, SignIn.ended_at.is_(None))
            session.execute(held.values(ended_at=clock.real()))
        changes.begin_grace(account.id)
        session.add(
            SignIn(
                account_id=account.id,
                digest=digest(secret),
                device=device,
                shared=shared,
                how=how,
                second_at=clock.real() if second else None,
                created_at=clock.real(),
                expires_at=clock.real() + (SHARED_DEVICE if shared else OWN_DEVICE),
            )
        )
    notes.note("sign_in.made", account_id=account.id, object_id=account.id)
    return secret


def end_sign_in(viewer: Viewer, row: SignIn) -> None:
    """End one of the viewer's own sign-ins, at once."""
    if row.account_id != viewer.account_id:
        raise NotVisible
    row.ended_at, row.ended_by = clock.real(), viewer.account_id
    audit.record("sign_in.ended", viewer, object_id=row.id, account_id=row.account_id)


def end_other_sign_ins(viewer: Viewer) -> None:
    """End all of the viewer's sign-ins but the one of this device, at once."""
    for row in queries.devices(viewer, lock=True):
        if row.id != viewer.sign_in_id:
            end_sign_in(viewer, row)


def choose_hat(viewer: Viewer, row: SignIn, key: str) -> None:
    """Act in another of the viewer's own hats, on this device."""
    if key not in {hat.key for hat in viewer.hats}:
        raise Refused(_("You do not have that role today."))
    row.hat = key


def accept(secret: str, hashed: str, by: Viewer) -> Account:
    """Use an invitation, once: its account's password becomes the one that was chosen, and other sign-ins end."""
    invitation = queries.invitation(secret, lock=True)
    account = queries.open_account(invitation.account_id) if invitation else None
    if invitation is None or account is None:
        raise NotVisible
    invitation.used_at = clock.real()
    db.session.flush()
    changes.set_password(by, account_id=account.id, hashed=hashed)
    return account


def enter_person(viewer: Viewer, *, name: str, email: str | None = None) -> Account:
    """An account for somebody with an email address. They can sign in once they have been invited."""
    require(policy.can_keep_own(viewer))
    return changes.make_account(viewer, name=name, email=email)


def enter_with_password(viewer: Viewer, *, name: str, login_name: str, hashed: str) -> Account:
    """An account with a login name and the password that was shown to whoever made it."""
    require(policy.can_issue_password(viewer))
    account = changes.make_account(viewer, name=name, login_name=login_name)
    changes.set_password(viewer, account_id=account.id, hashed=hashed)
    return account


def renew_password(viewer: Viewer, account: Account, *, hashed: str) -> None:
    """Another password for a login name. Every device that was signed in is signed out."""
    require(policy.can_renew_password(viewer, account.login_name, queries.roles_of(account.id)))
    if account.closed_at is not None:
        raise WrongState(_("This account is closed."))
    changes.set_password(viewer, account_id=account.id, hashed=hashed)


def invite(viewer: Viewer, account: Account, network: Network, link_for: Callable[[str], str]) -> None:
    """Send a letter with a single-use link. `link_for` makes the link of the secret, which is kept nowhere."""
    require(policy.can_invite(viewer, account.email))
    if account.closed_at is not None:
        raise WrongState(_("This account is closed."))
    secret = changes.make_invitation(viewer, account_id=account.id, lasts=INVITATION)
    subject, words = letters.invitation(network, account.name, link_for(secret), INVITATION.days)
    queue_mail(account.email or "", subject, words, account_id=account.id)


def close_account(viewer: Viewer, account: Account, because: str | None) -> None:
    require(policy.can_close_account(viewer, account.id, queries.roles_of(account.id)))
    changes.close_account(viewer, account, because or None)


def give_role(
    viewer: Viewer,
    account: Account,
    *,
    role: Role,
    organisation_id: uuid.UUID,
    year: int | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Membership:
    require(policy.can_give_role(viewer, account.id, role, organisation_id))
    if account.closed_at is not None:
        raise WrongState(_("This account is closed."))
    return changes.give_membership(
        viewer,
        account_id=account.id,
        organisation_id=organisation_id,
        role=role,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def end_role(viewer: Viewer, membership: Membership, because: str | None) -> None:
    require(policy.can_end_role(viewer, membership.id, membership.role, membership.organisation_id))
    changes.end_membership(viewer, membership, because or None)
