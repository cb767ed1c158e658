"""Windows: opened, looked through, closed."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.typed import PAST, TODAY, TOMORROW, page
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Part, Pupil, Window

ClientOf = Callable[[Person], Client]


def a_window(cast: Cast, **given: object) -> dict[str, object]:
    return {
        "membership_id": str(cast.larkdale.ids["membership of agency_past"]),
        "parts": ["identity", "work"],
        "purpose": "To plan the boat mornings",
        "basis": "agreement",
        "agreed": ["pupil"],
        "how": "in_person",
        "agreed_on": TODAY,
        "because": "Ellie and her mum",
        "starts_on": TODAY,
        "ends_on": TOMORROW,
    } | given


def test_a_window_is_opened_looked_through_and_closed(cast: Cast, client: Client, client_of: ClientOf) -> None:
    owen = client_of(cast.agency_past)
    owen.get("/windows")
    assert "No window is open to you" in owen.words()
    client.sign_in(cast.lead).get(page(cast, "/windows/new/agency"))
    client.submit("main form", **a_window(cast))
    client.follow()
    assert "Owen Price Bridge Youth Work" in client.words("#windows") and "boat mornings" in client.words("#windows")
    owen.get("/windows")
    assert "boat mornings" in owen.words(".rows") and "Marsh" not in owen.words()
    window = owen.one(".rows a").get("href")
    owen.get(window)
    assert "Wren Hill School" in owen.words() and "Marsh" not in owen.words() and "Ellie M." not in owen.words()
    assert owen.select(f'a[href="/pupils/{cast.ellie.pupil_id}/work"]')
    row = db.session.scalars(sa.select(Window).where(Window.purpose == "To plan the boat mornings")).one()
    client.submit(f'form[action$="{row.id}/close"]', because="The project ended")
    owen.get(window, 404)
    owen.get("/windows")
    assert "Ellie" not in owen.words()
    owen.get(f"/pupils/{cast.ellie.pupil_id}/work", 404)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"parts": []}, "at least one part"),
        ({"parts": ["safeguarding"]}, "Choose from these"),
        ({"parts": ["work", "everything"]}, "Choose from these"),
        ({"ends_on": ""}, "every window ends"),
        ({"ends_on": PAST}, "already past"),
        ({"purpose": "  "}, "what they need it for"),
        ({"agreed": []}, "who agreed"),
        ({"basis": "curiosity"}, "Choose one of these"),
        ({"membership_id": str(uuid.uuid4())}, "Choose one of these"),
    ],
)
def test_a_window_that_cannot_be(cast: Cast, client: Client, wrong: dict[str, object], said: str) -> None:
    client.sign_in(cast.lead).post(page(cast, "/windows/new/agency"), a_window(cast, **wrong), 422)
    assert said in client.words(".govuk-error-summary")
    if "purpose" not in wrong:
        assert client.one("input#purpose").get("value") == "To plan the boat mornings"


def test_a_window_without_the_name_says_the_first_name_alone(cast: Cast, client: Client) -> None:
    ellie, agency = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.agency.account_id)
    bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
    row = make.window(ellie, agency, bridge, (Part.WEEK,))
    client.sign_in(cast.agency).get(f"/windows/{row.id}")
    assert "Ellie" in client.words() and "Wren Hill" not in client.words() and "Year" not in client.words()
    assert client.select(f'a[href="/pupils/{cast.ellie.pupil_id}/week"]')


def test_windows_are_their_holders(cast: Cast, client: Client) -> None:
    window = f"/windows/{cast.larkdale.ids['window']}"
    for person in (cast.agency_past, cast.lunt, cast.lead, cast.stranger):
        client.sign_in(person).get(window, 404)
    client.sign_in(cast.agency).get(f"/windows/{cast.larkdale.ids['window_past']}", 404)
    for person in (cast.ellie, cast.mum):
        client.sign_in(person).get(window, 403)
        client.get("/windows", 403)


def test_a_window_is_shut_after_its_last_day(cast: Cast, client: Client) -> None:
    row = db.session.get_one(Window, cast.larkdale.ids["window"])
    client.sign_in(cast.agency).get(f"/windows/{row.id}")
    row.starts_on, row.ends_on = clock.today() - dt.timedelta(days=9), clock.today() - dt.timedelta(days=1)
    client.get(f"/windows/{row.id}", 404)
