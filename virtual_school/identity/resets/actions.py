"""What somebody does who forgot their password."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core import clock, notes
from virtual_school.core.errors import TooMany, WrongState
from virtual_school.core.jobs import queue
from virtual_school.core.mail import queue_mail
from virtual_school.identity import changes as identity
from virtual_school.identity import queries as accounts
from virtual_school.identity import throttle
from virtual_school.identity.models import Account
from virtual_school.identity.resets import changes, letters, queries
from virtual_school.identity.resets.links import Base, link
from virtual_school.identity.resets.queries import Link
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer

LASTS = dt.timedelta(minutes=30)
ASKED_A_NAME, ASKED_A_PLACE = 4, 40


def ask(typed: str, came_from: str, base: Base) -> None:
    """Let a letter be written, if the address is somebody's. The same is read and written for every address.

    Whether it is anybody's shows nowhere: the letter is made and sent by a job. Raises `TooMany`.
    """
    since = clock.now() - throttle.TRIES_WITHIN
    name_key, place_key = throttle.name_key(typed), throttle.place_key(came_from)
    by_name = notes.count_since("reset.asked", name_key, since)
    by_place = notes.count_since("reset.asked", place_key, since)
    if by_name >= ASKED_A_NAME or by_place >= ASKED_A_PLACE:
        raise TooMany(
            _("This was asked for several times. Look for the letter, also among unwanted mail, or wait 15 minutes.")
        )
    notes.note("reset.asked", key=name_key)
    notes.note("reset.asked", key=place_key)
    account_id = queries.who(throttle.typed_name(typed))
    queue("identity.reset", {"account": account_id, **base.packed()}, rule="reset")


def send(by: Viewer, account: Account, network: Network, base: Base) -> None:
    """Write the letter. The secret of its link is kept nowhere else."""
    secret = changes.make(by, account, lasts=LASTS)
    minutes = int(LASTS.total_seconds() // 60)
    subject, words = letters.reset(network, account.name, link(base, network, secret), minutes)
    queue_mail(account.email or "", subject, words, account_id=account.id)


def open_account(account_id: str | None) -> Account | None:
    """Who the letter is for, if they can still have one."""
    found = accounts.open_account(uuid.UUID(account_id)) if account_id else None
    return found if found is not None and found.email else None


def choose(secret: str, hashed: str, by: Viewer) -> Account:
    """Use a link, once: the password is the one that was chosen, and every device is signed out."""
    found = queries.look(secret, lock=True)
    if found.state is not Link.GOOD or found.reset is None or found.account is None:
        raise WrongState(_("This link does not work any more."))
    found.reset.used_at = clock.real()
    identity.set_password(by, account_id=found.account.id, hashed=hashed)
    return found.account
