"""What left the house in a test, letters and texts: it names no pupil, and a text names nobody at all.

Each test that stands in the cast's installation is looked through when it ends, whatever it was about. One in which
somebody must be named says so, and why: `@pytest.mark.names_somebody("…")`.
"""

import re
import uuid
from collections.abc import Iterable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from tests.cast import Cast
from virtual_school.core.db import db, enter_network, network_id
from virtual_school.core.mail.models import Mail
from virtual_school.core.texts import TextMessage
from virtual_school.identity.models import Account
from virtual_school.pupils.models import Carer, Pupil

MARK = "names_somebody"

# Whose account it goes to, and everything in it that somebody reads.
Row = tuple[uuid.UUID | None, str]


class House:
    """Who of a cast is called what, and whether what left the house says it."""

    def __init__(self, cast: Cast) -> None:
        """Stands in the cast's installation, as it was first written."""
        adults = [one.name for one in cast if not one.is_pupil]
        self.networks = [side.network_id for side in (cast.larkdale, cast.fernvale)]
        self.own = {account_id: names for network in self.networks for account_id, names in _pupils(network)}
        self.pupils = set().union(*self.own.values())
        self.anybody = self.pupils | {word for name in adults for word in name.split() if len(word) > 2}
        # A family name that stands in an adult's full name is that adult's.
        self.adults = set(adults)

    def look(self, test: pytest.Item) -> None:
        """Fail where a letter or text of this test names whom it may not."""
        mark = test.get_closest_marker(MARK)
        if mark is not None:
            assert mark.args, f"{MARK} says why"
            return
        wrong = list(self.wrong())
        assert not wrong, "\n  ".join(["this left the house:", *wrong])

    def wrong(self) -> Iterator[str]:
        here = network_id()
        for network in sorted(self.networks, key=lambda one: one != here):
            letters, texts = _left(network)
            suspects = [one for one in letters if any(self.letter(*one, self.adults))]
            adults = self.adults | _adults() if suspects else self.adults  # with whom the test itself made
            for account_id, said in suspects:
                yield from self.letter(account_id, said, adults)
            for _account_id, said in texts:
                yield from self.text(said)

    def letter(self, account_id: uuid.UUID | None, said: str, adults: set[str]) -> Iterator[str]:
        """No pupil's name, but the receiver's own."""
        banned = self.pupils - self.own.get(account_id, set()) if account_id else self.pupils
        yield from (f"a letter names {name}: {said!r}" for name in _found(banned, _without(adults, said)))

    def text(self, said: str) -> Iterator[str]:
        """No name of anybody: the phone may lie on a table."""
        yield from (f"a text names {name}: {said!r}" for name in _found(self.anybody, said))


def _pupils(network: uuid.UUID) -> list[tuple[uuid.UUID | None, set[str]]]:
    enter_network(network)
    asked = sa.select(Pupil.account_id, Pupil.known_as, Pupil.given_name, Pupil.family_name)
    return [(account_id, set(names)) for account_id, *names in db.session.execute(asked.order_by(Pupil.id))]


def _adults() -> set[str]:
    """In the network that the session stands in."""
    carers = sa.select(Carer.name)
    pupils = sa.select(Pupil.account_id).where(Pupil.account_id.is_not(None))
    others = sa.select(Account.name).where(Account.id.not_in(pupils))
    return {*db.session.scalars(carers), *db.session.scalars(others)}


def _left(network: uuid.UUID) -> tuple[list[Row], list[Row]]:
    """As the test's own session has it, with what it has not committed yet, unless that went wrong."""
    try:
        return _read(network)
    except SQLAlchemyError:
        db.session.rollback()
        return _read(network)


def _read(network: uuid.UUID) -> tuple[list[Row], list[Row]]:
    if network_id() != network:
        db.session.flush()
        enter_network(network)
    letters = db.session.execute(sa.select(Mail.account_id, Mail.subject, Mail.text)).all()
    texts = db.session.execute(sa.select(TextMessage.account_id, TextMessage.words)).all()
    return [(to, f"{subject}\n{words}") for to, subject, words in letters], [(to, words) for to, words in texts]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Each as words of its own, the longest first."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in ordered)})\b")


def _without(names: set[str], said: str) -> str:
    return _any_of(names).sub("", said)


def _found(names: set[str], said: str) -> list[str]:
    return sorted(set(_any_of(names).findall(said))) if names else []
