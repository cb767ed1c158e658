"""Coming in by a card or a slip, and choosing words afterwards."""

import datetime as dt

from flask_babel import gettext as _

from virtual_school.core import clock, notes
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import NotVisible, TooMany
from virtual_school.identity import changes as accounts
from virtual_school.identity import passwords, throttle
from virtual_school.identity.cards import queries as cards
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer

# After so many wrong numbers in a row a card rests; after so many in all it rests until somebody frees it. So whoever
# finds one opens it by guessing in fewer than 1 of 300 cases with four digits, 1 of 30,000 with six.
IN_A_ROW, IN_ALL = 5, 30
RESTS = dt.timedelta(minutes=15)

# How long after a slip let somebody in they may take new words.
NEW_WORDS_WITHIN = dt.timedelta(minutes=30)


def rests() -> TooMany:
    """The same words for every card, whether there is such a card or not."""
    return TooMany(
        _("That was too many tries. The card rests for 15 minutes. Your mentor or your school can help you now.")
    )


def prove(shown: bytes, pin: str, came_from: str) -> Account | None:
    """The account of the card with this digest, if the number is the card's.

    A try is counted before the number is looked at, so that many at once count as many. Answers alike, in words and in
    time, for a wrong number, an ended card, and a card that nobody has. Raises `TooMany`.
    """
    throttle.may_try(shown.hex(), came_from)
    pin_hash, account, last = _count(shown)
    right = passwords.matches(pin_hash, pin)
    with writing():
        found = cards.card_shown(shown)
        if right and account is not None and found is not None and found[1] is not None:
            card = found[0]
            card.in_a_row, card.in_all, card.rests_until = 0, max(0, card.in_all - 1), None
            return account
    notes.note("sign_in.refused", key=throttle.place_key(came_from))
    notes.note("card.refused", key=shown)
    if last:
        raise rests()
    return None


def _count(shown: bytes) -> tuple[str | None, Account | None, bool]:
    """Count a try of this card. Gives its hash, whom it lets in, and whether the card rests if this number is wrong."""
    now = clock.real()
    with writing():
        lately = notes.count_since("card.refused", shown, clock.now() - RESTS)
        found = cards.card_shown(shown)
        if found is None:
            if lately >= IN_A_ROW:
                raise rests()
            return None, None, lately + 1 >= IN_A_ROW
        card, account = found
        if (card.rests_until and card.rests_until > now) or card.in_all >= IN_ALL:
            raise rests()
        card.in_a_row, card.in_all = card.in_a_row + 1, card.in_all + 1
        last = card.in_a_row >= IN_A_ROW or card.in_all >= IN_ALL
        if card.in_a_row >= IN_A_ROW:
            card.in_a_row, card.rests_until = 0, now + RESTS
        return card.pin_hash, account, last


def may_take_words(viewer: Viewer) -> bool:
    row = cards.by_slip(viewer)
    return row is not None and row.created_at > clock.real() - NEW_WORDS_WITHIN


def take_words(viewer: Viewer, phrase: str) -> None:
    """The words that were shown to them are theirs from now on. Every other device is signed out. Of its own."""
    begin(write=False)
    hashed = passwords.hashed(phrase)
    with writing():
        if viewer.account_id is None or not may_take_words(viewer):
            raise NotVisible
        accounts.set_password(viewer, account_id=viewer.account_id, hashed=hashed, stays=viewer.sign_in_id)
