"""What people do about accounts and sign-ins."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, notes
from virtual_school.core.access import require
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, Refused, TooMany, WrongState
from virtual_school.core.ids import digest, token
from virtual_school.core.mail import queue_mail
from virtual_school.identity import changes, letters, passwords, policy, queries
from virtual_school.identity.models import Account, Membership, SignIn
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

# After so many refusals within the time, the next are refused unheard. By what was typed, and by where from: a school
# is behind one address, so that number is large.
TRIES_A_NAME = 10
TRIES_A_PLACE = 100
TRIES_WITHIN = dt.timedelta(minutes=15)

OWN_DEVICE = dt.timedelta(days=30)
SHARED_DEVICE = dt.timedelta(hours=2)
INVITATION = dt.timedelta(days=14)


def _key(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}:{value}".encode()).digest()


def prove(typed: str, password: str, came_from: str) -> Account | None:
    """The account that the name and password prove, or None. Holds no transaction while it hashes.

    Answers alike, in words and in time, for names that exist and names that do not. Raises `TooMany`.
    """
    name_key, place_key = _key("name", queries.typed_name(typed)), _key("place", came_from)
    since = clock.now() - TRIES_WITHIN
    tried_name = notes.count_since("sign_in.refused", name_key, since)
    tried_place = notes.count_since("sign_in.refused", place_key, since)
    if tried_name >= TRIES_A_NAME or tried_place >= TRIES_A_PLACE:
        raise TooMany(_("Too many tries. Wait 15 minutes, or ask your mentor or your school for help."))
    found = queries.account_for(typed)
    begin(write=False)
    account, stored = found or (None, None)
    if passwords.matches(stored, password):
        return account
    notes.note("sign_in.refused", key=name_key)
    notes.note("sign_in.refused", key=place_key)
    return None


def sign_in(account: Account, *, device: str, shared: bool, instead_of: uuid.UUID | None = None) -> str:
    """A new sign-in row; gives the secret for the cookie. A transaction of its own.

    `instead_of` is the sign-in that this browser held until now: it ends, because nothing can reach it any more.
    """
    secret = token()
    with writing() as session:
        if instead_of is not None:
            held = sa.update(SignIn).where(SignIn.id == instead_of, SignIn.ended_at.is_(None))
            session.execute(held.values(ended_at=clock.now()))
        session.add(
            SignIn(
                account_id=account.id,
                digest=digest(secret),
                device=device,
                shared=shared,
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
    row.ended_at, row.ended_by = clock.now(), viewer.account_id
    audit.record("sign_in.ended", viewer, object_id=row.id, account_id=row.account_id)


def choose_hat(viewer: Viewer, row: SignIn, key: str) -> None:
    """Act in another of the viewer's own hats, on this device."""
    if key not in {hat.key for hat in viewer.hats}:
        raise Refused(_("You do not have that role today."))
    row.hat = key


def accept(secret: str, hashed: str, by: Viewer) -> Account:
    """Use an invitation, once: its account's password becomes the one that was chosen, and other sign-ins end."""
    invitation = queries.invitation(secret, lock=True)
    account = queries.open_account(invitation.account_id) if invitation else None
    if account is None:
        raise NotVisible
    changes.set_password(by, account_id=account.id, hashed=hashed)
    return account


def enter_person(viewer: Viewer, *, name: str, email: str | None = None) -> Account:
    """An account for somebody with an email address. They can sign in once they have been invited."""
    require(policy.can_keep_people(viewer))
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
    require(policy.can_give_role(viewer, account.id, role))
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
    require(policy.can_end_role(viewer, membership.id, membership.role))
    changes.end_membership(viewer, membership, because or None)
