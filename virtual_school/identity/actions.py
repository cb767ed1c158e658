"""What people do about accounts and sign-ins."""

import datetime as dt
import hashlib

from flask_babel import gettext as _

from virtual_school.core import audit, clock, notes
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, Refused, TooMany
from virtual_school.core.ids import digest, token
from virtual_school.identity import changes, passwords, queries
from virtual_school.identity.models import Account, Invitation, SignIn
from virtual_school.network.viewer import Viewer

# After so many refusals within the time, the next are refused unheard. By what was typed, and by where from: a school
# is behind one address, so that number is large.
TRIES_A_NAME = 10
TRIES_A_PLACE = 100
TRIES_WITHIN = dt.timedelta(minutes=15)

OWN_DEVICE = dt.timedelta(days=30)
SHARED_DEVICE = dt.timedelta(hours=2)


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


def sign_in(account: Account, *, device: str, shared: bool) -> str:
    """A new sign-in row; gives the secret for the cookie. A transaction of its own."""
    secret = token()
    with writing() as session:
        session.add(
            SignIn(
                account_id=account.id,
                digest=digest(secret),
                device=device,
                shared=shared,
                created_at=clock.now(),
                expires_at=clock.now() + (SHARED_DEVICE if shared else OWN_DEVICE),
            )
        )
    notes.note("sign_in.made", account_id=account.id, object_id=account.id)
    return secret


def end_sign_in(viewer: Viewer, row: SignIn) -> None:
    """End one of the viewer's own sign-ins, at once."""
    if row.account_id != viewer.account_id:
        raise NotVisible()
    row.ended_at, row.ended_by = clock.now(), viewer.account_id
    audit.record("sign_in.ended", viewer, object_id=row.id, account_id=row.account_id)


def choose_hat(viewer: Viewer, row: SignIn, key: str) -> None:
    """Act in another of the viewer's own hats, on this device."""
    if key not in {hat.key for hat in viewer.hats}:
        raise Refused(_("You do not have that role today."))
    row.hat = key


def accept(invitation: Invitation, hashed: str, by: Viewer) -> None:
    """Use an invitation: its account's password becomes the one that was chosen, and other sign-ins end."""
    changes.set_password(by, account_id=invitation.account_id, hashed=hashed)
