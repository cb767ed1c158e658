"""Passwords: argon2id with the parameters that OWASP's password storage cheat sheet gives first."""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from virtual_school.core.errors import Busy
from virtual_school.identity import phrases

SHORTEST = 8
LONGEST = 128

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# A hash costs 19 MiB and some 25 ms of CPU; more at once than cores only makes everybody wait. Whoever waits holds a
# thread that somebody else's words may need to be saved by: so few wait, and the next are told to, at once.
AT_ONCE = os.cpu_count() or 2
WAITING = 4
PATIENCE = 5.0  # seconds
_at_once = threading.BoundedSemaphore(AT_ONCE)
_places = threading.BoundedSemaphore(AT_ONCE + WAITING)

# Verified when there is no such account, so that the answer takes as long.
_nobody = _hasher.hash(secrets.token_urlsafe(16))


@contextmanager
def _turn() -> Iterator[None]:
    """One of the few who hash at once. Raises `Busy` when too many wait, or it takes too long."""
    if not _places.acquire(blocking=False):
        raise Busy(_("Many people are signing in at this moment. Wait half a minute and press the button again."))
    try:
        if not _at_once.acquire(timeout=PATIENCE):
            raise Busy(_("Many people are signing in at this moment. Wait half a minute and press the button again."))
        try:
            yield
        finally:
            _at_once.release()
    finally:
        _places.release()


def hashed(password: str) -> str:
    """The argon2id hash to store. Slow on purpose: never call it inside a write transaction."""
    with _turn():
        return _hasher.hash(password[:LONGEST])


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes as long when nothing is stored."""
    with _turn():
        try:
            return _hasher.verify(stored or _nobody, password[:LONGEST]) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def three_words() -> str:
    """A new password of three plain words, to be handed over: some 30 bits, behind throttled sign-in."""
    return phrases.passphrase()
