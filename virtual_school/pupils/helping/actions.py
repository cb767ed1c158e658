"""What an adult does for a child who cannot sign in. Each is checked once, audited, and told to a second adult."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.mail import queue_mail
from virtual_school.identity import changes as accounts
from virtual_school.identity import phrases
from virtual_school.identity import queries as people
from virtual_school.identity.cards import changes as cards
from virtual_school.identity.models import Account, SlipKind
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes
from virtual_school.pupils.access import Access
from virtual_school.pupils.helping import policy, queries
from virtual_school.pupils.helping.queries import Told
from virtual_school.pupils.models import Pupil

# Read out, words are typed at once; on paper they are carried home.
LASTS = {SlipKind.PHONE: dt.timedelta(minutes=10), SlipKind.PRINTED: dt.timedelta(hours=24)}

# Given the pupil, the page on which this can be looked at, as an address for a letter.
PageFor = Callable[[uuid.UUID], str | None]


@dataclass(frozen=True, slots=True)
class Made:
    """A new card, with what is printed this once and kept nowhere. `pin` is empty where the pupil chose it."""

    name: str
    login_name: str
    secret: str
    pin: str


def free_name() -> str:
    """A login name that nobody here has."""
    while True:
        name = phrases.login_name()
        if not people.name_taken(Account.login_name, name):
            return name


def new_pin(born: dt.date, digits: int = 4) -> str:
    while True:
        pin = f"{secrets.randbelow(10**digits):0{digits}}"
        if not policy.is_weak(pin, *birthdays(born)):
            return pin


def birthdays(born: dt.date) -> tuple[str, ...]:
    """The ways in which a birthday is a number."""
    return tuple(f"{born:{shape}}" for shape in ("%d%m", "%m%d", "%Y", "%d%m%y", "%y%m%d", "%m%d%y"))


def free(viewer: Viewer, pupil: Pupil, opened: Access, network: Network, page_for: PageFor) -> list[Told]:
    """Let them try again now: by name, or by card."""
    account = _account(viewer, pupil, opened)
    told = queries.second_adults(viewer, pupil)
    cards.free(viewer, account, pupil_id=pupil.id, told=_ids(told))
    _tell(viewer, network, dict.fromkeys(told, 1), page_for(pupil.id), pupil.id)
    return told


def give_slip(
    viewer: Viewer, pupil: Pupil, opened: Access, network: Network, page_for: PageFor, kind: SlipKind
) -> tuple[str, list[Told]]:
    """Three words that work once, and who is told that they were given."""
    account = _account(viewer, pupil, opened)
    told = queries.second_adults(viewer, pupil)
    words = cards.make_slip(viewer, account, kind=kind, lasts=LASTS[kind], pupil_id=pupil.id, told=_ids(told))
    _tell(viewer, network, dict.fromkeys(told, 1), page_for(pupil.id), pupil.id)
    return words, told


def make_cards(
    viewer: Viewer, pupils: list[tuple[Pupil, Access, str, str]], network: Network, page_for: PageFor
) -> list[Made]:
    """A new card for each: of the pupil, the access to them, the hash of the number, and the number to be printed."""
    made, told = [], dict[Told, int]()
    for pupil, opened, pin_hash, pin in pupils:
        require(policy.can_help(viewer, opened))
        account = _account(viewer, pupil, opened) if pupil.account_id else _new_account(viewer, pupil)
        secret = cards.make_card(viewer, account.id, pin_hash=pin_hash, pupil_id=pupil.id)
        for one in queries.second_adults(viewer, pupil):
            told[one] = told.get(one, 0) + 1
        made.append(Made(pupil.initial, account.login_name or "", secret, pin))
    alone = pupils[0][0].id if len(pupils) == 1 else None
    _tell(viewer, network, told, page_for(alone) if alone else None, alone)
    return made


def end_card(viewer: Viewer, pupil: Pupil, opened: Access, because: str | None) -> bool:
    """A card is lost: whoever finds it opens nothing from now on."""
    account = _account(viewer, pupil, opened)
    return cards.end_card(viewer, account.id, pupil_id=pupil.id, because=because or None)


def _account(viewer: Viewer, pupil: Pupil, opened: Access) -> Account:
    require(policy.can_help(viewer, opened))
    if pupil.account_id is None:
        raise WrongState(_("They have no way in yet: make them a card, or ask the lead for a login name."))
    return cards.open_account(pupil.account_id)


def _new_account(viewer: Viewer, pupil: Pupil) -> Account:
    """A way in for somebody who has none: made when their card is printed, and not before."""
    account = accounts.make_account(viewer, name=pupil.initial, login_name=free_name())
    changes.change_pupil(viewer, pupil, account_id=account.id)
    return account


def _ids(told: list[Told]) -> list[uuid.UUID]:
    return [one.account_id for one in told]


def _tell(
    viewer: Viewer, network: Network, told: dict[Told, int], page: str | None, about_id: uuid.UUID | None = None
) -> None:
    """A letter to each: that it happened, by whom, when. No child's name travels by mail."""
    for one, count in told.items():
        if one.email:
            words = render_template(
                "pupils/helped_letter.txt",
                network=network,
                name=one.name,
                by=viewer.name,
                at=clock.now(),
                count=count,
                page=page,
            )
            title = _("Somebody was helped to sign in")
            queue_mail(one.email, title, words, account_id=one.account_id, about_id=about_id)
