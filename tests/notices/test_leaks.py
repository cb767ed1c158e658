"""Each kind of notice, each way out of the house: nothing leaves but the catalogue's words and the network's name."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.notices.told import MOBILE, at, letters_at, mails, reachable, send, texts, told
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.notices import following
from virtual_school.notices.catalogue import KINDS, Urgency
from virtual_school.pupils.models import Carer, Pupil

NETWORK = "Larkdale"
# Ordinary words that are in a name too: a place where somebody goes to work says so of itself.
PLAIN = {"Larkdale", "Virtual", "School", "The", "Council", "Work"}


def names() -> set[str]:
    """Each word of each name of the cast: people, children, carers, places; but for the network's own."""
    columns = (Account.name, Account.login_name, Pupil.known_as, Carer.name, Organisation.name)
    found = {
        word for column in columns for name in db.session.scalars(sa.select(column)) if name for word in name.split()
    }
    return {word for word in found if len(word) > 2} - PLAIN


@pytest.fixture(autouse=True)
def morning(cast: Cast) -> Iterator[None]:
    with clock.freeze(at(17, 9)):
        yield


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_but_allowed_words(kind: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_asked", [])  # what rules say of a thing: here is none
    chosen = {"urgent_text": True, "phone": MOBILE}
    people = (cast.ellie, cast.mum, cast.sam, cast.lead, cast.safeguarding_lead, cast.lunt)
    known = names()
    for who in people:
        reachable(who, **chosen)
        given = {"about_id": cast.ellie.pupil_id, "path": f"/pupils/{cast.ellie.pupil_id}"}
        send(told(who, kind, **(given if who is not cast.lunt and who is not cast.sam else {})), at(17, 12))
    letters_at(at(17, 16))
    went = [
        f"{mail.subject}\n{mail.text}\n{mail.unsubscribe or ''}" for who in people for mail in mails(who.account_id)
    ]
    went += [text.words for who in people for text in texts(who.account_id)]
    assert went or KINDS[kind].urgency is Urgency.NONE
    for words in went:
        leaked = known & set(re.findall(r"[\w’'.-]+", words))
        assert not leaked, f"{kind}: {leaked}"
        assert str(cast.ellie.pupil_id) not in words and "/pupils" not in words
        assert NETWORK in words or words == "Something is waiting for you. Look when you have time."


def test_words_of_the_catalogue_name_nobody_and_are_short() -> None:
    for kind in KINDS.values():
        assert len(str(kind.words)) < 60 and "%" not in str(kind.words)
