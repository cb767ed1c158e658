"""Through a window one learns a first name and what the window opens: the family name not even by guessing at it."""

import datetime as dt
from typing import Any

import pytest

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareKind, Part, Pupil, RollStatus


def through_a_window(cast: Cast, person: Person, place: str, *parts: Part, **given: Any) -> None:
    """Open parts of Ellie's record to somebody who does not know her."""
    child, account = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, person.account_id)
    make.window(child, account, db.session.get_one(Organisation, cast.larkdale.organisations[place]), parts, **given)


@pytest.fixture
def sam(cast: Cast) -> Person:
    """A mentor of other pupils, to whom Ellie's first name and her work were opened."""
    through_a_window(cast, cast.sam, "larkdale", Part.IDENTITY, Part.WORK)
    return cast.sam


@pytest.mark.parametrize("guess", ["marsh", "m", "mar"])
def test_a_family_name_cannot_be_guessed_at(sam: Person, client: Client, guess: str) -> None:
    client.sign_in(sam).get(f"/pupils?q={guess}")
    assert not client.select("ul.rows li")
    assert "Ellie" not in client.get(f"/pupils?q={guess}&as=csv").get_data(as_text=True)


def test_she_is_still_found_by_her_first_name(sam: Person, client: Client) -> None:
    client.sign_in(sam).get("/pupils?q=ell")
    assert "Ellie" in client.words("ul.rows") and "Ellie M" not in client.words("ul.rows")


def test_whoever_knows_her_finds_her_by_both(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get("/pupils?q=marsh+ellie")
    assert "Ellie M." in client.words("ul.rows")


def test_a_desk_shows_whom_one_answers_for_and_no_windows(sam: Person, client: Client) -> None:
    client.sign_in(sam).get("/desk")
    assert "Ellie" not in client.words("main")


def test_another_relation_of_the_same_person_does_not_name_her(cast: Cast, sam: Person, client: Client) -> None:
    """Sam is also her key adult, in another hat; the hat in use still looks through the window."""
    child, account = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, sam.account_id)
    make.care_link(account, child, CareKind.KEY_ADULT)
    client.sign_in(sam).get("/pupils")
    assert "Ellie M" not in client.words("ul.rows")


def test_a_marker_with_a_window_onto_all_her_work_learns_no_initial(cast: Cast, client: Client) -> None:
    through_a_window(cast, cast.lunt, "ashfold", Part.WORK)
    client.sign_in(cast.lunt).get("/to-answer")
    assert "Ellie" in client.words("main") and "Ellie M" not in client.words("main")
    client.get(f"/to-answer/{cast.larkdale.work['in'].hand_in_id}")
    assert "Ellie M" not in client.words("main")
    assert "Ellie M" not in client.get("/to-answer?as=csv").get_data(as_text=True)


def test_a_pupils_page_through_a_window_says_no_more_than_the_window(sam: Person, client: Client, cast: Cast) -> None:
    client.sign_in(sam).get(f"/pupils/{cast.ellie.pupil_id}")
    words = client.words("main")
    for hidden in ("Marsh", "Born", "Dani", "Helen", "Bridge Youth Work", "Rob"):
        assert hidden not in words, hidden


def test_nor_where_she_will_be(sam: Person, client: Client, cast: Cast) -> None:
    child = db.session.get_one(Pupil, cast.ellie.pupil_id)
    elsewhere = db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"])
    make.enrolment(child, elsewhere, status=RollStatus.GUEST, starts_on=clock.today() + dt.timedelta(days=20))
    client.sign_in(sam).get(f"/pupils/{cast.ellie.pupil_id}")
    assert "Wren Hill" in client.words("main") and "Stonegate" not in client.words("main")


@pytest.mark.parametrize(("key", "sees"), [("attendance_officer", False), ("key_adult", False), ("dani", True)])
def test_who_has_a_window_is_seen_by_those_who_see_the_same(cast: Cast, client: Client, key: str, sees: bool) -> None:
    """What for, and who agreed, are words about what the window opens."""
    through_a_window(cast, cast.agency, "bridge", Part.HEALTH, purpose="Talks about what the doctor said")
    client.sign_in(getattr(cast, key)).get(f"/pupils/{cast.ellie.pupil_id}")
    assert ("the doctor" in client.words("#windows")) is sees
    assert "Open windows" in client.words("#windows")
