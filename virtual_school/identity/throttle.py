"""How often somebody may try: by what was typed, and by where from. Rows, so it holds across processes and restarts."""

import datetime as dt
import hashlib
import unicodedata

from flask_babel import gettext as _

from virtual_school.core import clock, notes
from virtual_school.core.errors import TooMany
from virtual_school.identity.models import Account

# After so many refusals within the time, the next are refused unheard. A school is behind one address, so the number
# for a place is large.
TRIES_A_NAME = 10
TRIES_A_PLACE = 100
TRIES_WITHIN = dt.timedelta(minutes=15)

REFUSED, HELPED = "sign_in.refused", "sign_in.helped"


def typed_name(value: str) -> str:
    """An email address or login name as it is kept and compared: NFKC, casefolded, without white space around it."""
    return unicodedata.normalize("NFKC", value).strip().casefold()[:254]


def name_key(typed: str) -> bytes:
    return _key("name", typed_name(typed))


def place_key(came_from: str) -> bytes:
    return _key("place", came_from)


def _key(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}:{value}".encode()).digest()


def may_try(typed: str, came_from: str) -> None:
    """Raise `TooMany` after too many refusals. Asks the same of every name, whether anybody has it or not."""
    since = clock.now() - TRIES_WITHIN
    helped = notes.last_since(HELPED, name_key(typed), since)
    tried_name = notes.count_since(REFUSED, name_key(typed), helped or since)
    tried_place = notes.count_since(REFUSED, place_key(came_from), since)
    if tried_name >= TRIES_A_NAME or tried_place >= TRIES_A_PLACE:
        raise TooMany(_("Too many tries. Wait 15 minutes, or ask your mentor or your school for help."))


def refused(typed: str, came_from: str) -> None:
    notes.note(REFUSED, key=name_key(typed))
    notes.note(REFUSED, key=place_key(came_from))


def helped(account: Account) -> None:
    """Whoever was helped by a person, or by a letter to their own address, begins to count anew."""
    for name in {account.login_name, account.email} - {None}:
        notes.note(HELPED, key=name_key(name or ""), object_id=account.id)
