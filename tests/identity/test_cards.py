"""Coming in by a card and its number: once shown, tried, rested, ended; and nothing told to whoever finds one."""

import datetime as dt
import logging
import statistics
import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_cards
from tests.cast import Cast, Person
from tests.client import Client
from tests.make_cards import PIN, SECRET
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import TooMany
from virtual_school.core.ids import digest
from virtual_school.core.notes import Note
from virtual_school.identity import passwords
from virtual_school.identity.cards import actions
from virtual_school.identity.models import Account, Card, SignIn

ClientOf = Callable[[Person], Client]
DOOR = "/n/larkdale/card"


@pytest.fixture
def card(cast: Cast) -> Card:
    made = make_cards.card(db.session.get_one(Account, cast.ellie.account_id))
    db.session.commit()
    return made


def scan(client: Client, secret: str = SECRET) -> None:
    client.get(f"{DOOR}/{secret}", 303)
    client.follow()


def answer(client: Client, pin: str, status: int = 422) -> str:
    client.post(DOOR, {"pin": pin}, status)
    return client.words()


@pytest.mark.parametrize(
    "typed", [PIN, " 48 26 ", "\u0664\u0668\u0662\u0666"], ids=["plain", "spaced", "another script"]
)
def test_a_card_and_its_number_let_in(card: Card, cast: Cast, client: Client, typed: str) -> None:
    scan(client)
    assert "Type your number" in client.title and "Ellie" not in client.response.get_data(as_text=True)
    client.submit("form.pin", pin=typed)
    client.get("/today")
    assert "Hello Ellie" in client.words()
    row = db.session.scalars(sa.select(SignIn).order_by(SignIn.id.desc()).limit(1)).one()
    assert row.how == "card" and row.account_id == cast.ellie.account_id


def test_the_secret_leaves_the_address_and_is_told_to_nobody(
    card: Card, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(f"{DOOR}/{SECRET}", 303)
    answers = [client.response]
    client.follow()
    answers.append(client.response)
    assert client.response.request.path == DOOR
    answer(client, "1111")
    answers.append(client.response)
    for response in answers:
        assert response.headers["Referrer-Policy"] == "no-referrer" and response.headers["Cache-Control"] == "no-store"
        assert SECRET not in response.get_data(as_text=True) + str(response.headers)
    cookie = answers[0].headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=600" in cookie and f"Path={DOOR}" in cookie
    assert SECRET not in caplog.text
    for row in (*db.session.scalars(sa.select(Note)), *db.session.scalars(sa.select(AuditEvent))):
        assert SECRET not in str(row.data)


def test_what_the_browser_holds_dies_soon_and_is_signed(card: Card, client: Client) -> None:
    scan(client)
    client.browser.set_cookie("card", digest(SECRET).hex(), path=DOOR)
    assert "Show your card" in answer(client, PIN)
    client.browser.delete_cookie("card", path=DOOR)
    client.get(DOOR)
    assert "Open the camera" in client.words()


def test_keys_of_the_keypad_work_without_a_script(card: Card, client: Client) -> None:
    scan(client)
    typed = ""
    for key in ("4", "8", "9", "back", "2", "6"):
        client.post(DOOR, {"pin": typed, "press": key}, 200)
        typed = client.one("input[name=pin]").get("value") or ""
    assert typed == PIN
    client.submit("form.pin")
    assert client.response.location == "/home"
    assert db.session.get_one(Card, card.id).in_all == 0


def test_wrong_ended_and_unknown_are_answered_alike(
    card: Card, cast: Cast, client: Client, client_of: ClientOf
) -> None:
    closed = make_cards.card(db.session.get_one(Account, cast.tariq.account_id), "of a closed account")
    db.session.get_one(Account, closed.account_id).closed_at = clock.now()
    make_cards.card(db.session.get_one(Account, cast.dani.account_id), "of staff")
    make_cards.card(db.session.get_one(Account, cast.ellie.account_id), "lost", ended_at=clock.now())
    said: set[tuple[str, ...]] = set()
    for secret, pin in (
        (SECRET, "1111"),
        ("lost", PIN),
        ("of a closed account", PIN),
        ("of staff", PIN),
        ("never made", PIN),
    ):
        client.sign_out()
        scan(client, secret)
        said.add((client.words(), *(answer(client, pin, 429 if turn > 3 else 422) for turn in range(6))))
    assert len(said) == 1
    assert "do not go together" in next(iter(said))[1] and "rests for 15 minutes" in next(iter(said))[5]


def test_they_are_answered_alike_in_time(card: Card, app: App, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []
    honest = passwords._hasher.verify

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored.split("$")[3])
            return honest(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    monkeypatch.setattr(actions, "IN_A_ROW", 100)
    times: dict[str, list[float]] = {SECRET: [], "never made": []}
    with app.test_request_context():
        enter_network(cast.larkdale.network_id)
        for _turn in range(8):
            for secret, taken in times.items():
                began = time.perf_counter()
                assert actions.prove(digest(secret), "1111", "") is None
                taken.append(time.perf_counter() - began)
    assert len(verified) == 16 and len(set(verified)) == 1
    there, absent = (statistics.median(taken) for taken in times.values())
    assert 1 / 3 < there / absent < 3


def test_a_card_rests_and_wakes(card: Card, client: Client) -> None:
    scan(client)
    for turn in range(actions.IN_A_ROW):
        words = answer(client, "1111", 422 if turn < actions.IN_A_ROW - 1 else 429)
    assert "Your mentor or your school can help you now" in words
    assert "rests" in answer(client, PIN, 429)
    with clock.freeze(clock.now() + dt.timedelta(minutes=16)):
        scan(client)
        client.submit("form.pin", pin=PIN)
        assert client.response.location == "/home"


def test_a_found_card_cannot_be_guessed_for_ever(card: Card, app: App, cast: Cast) -> None:
    tried = 0
    with app.test_request_context():
        enter_network(cast.larkdale.network_id)
        for quarter in range(40):
            with clock.freeze(clock.now() + dt.timedelta(minutes=16 * quarter)):
                for _turn in range(actions.IN_A_ROW):
                    try:
                        actions.prove(digest(SECRET), "1111", f"place {quarter}")
                    except TooMany:
                        break
                    tried += 1
    row = db.session.get_one(Card, card.id, populate_existing=True)
    assert row.in_all == actions.IN_ALL and tried <= actions.IN_ALL


def test_many_tries_at_once_count_as_many(card: Card, app: App, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A try is counted before its number is looked at: whoever is in the middle of one sees the others'."""
    seen: list[int] = []

    def looks(stored: str | None, pin: str) -> bool:
        seen.append(db.session.scalar(sa.select(Card.in_all).where(Card.id == card.id)) or 0)
        db.session.rollback()
        return False

    monkeypatch.setattr(passwords, "matches", looks)
    with app.test_request_context():
        enter_network(cast.larkdale.network_id)
        for _turn in range(3):
            actions.prove(digest(SECRET), "1111", "")
    assert seen == [1, 2, 3]


def test_a_card_of_one_network_is_nothing_in_another(card: Card, client: Client) -> None:
    client.get(f"/n/fernvale/card/{SECRET}", 303)
    client.post("/n/fernvale/card", {"pin": PIN}, 422)
    assert "do not go together" in client.words()


def test_a_shared_computer_keeps_nothing_of_a_card(card: Card, client: Client) -> None:
    scan(client)
    client.submit("form.pin", pin=PIN, shared="y")
    cookies = client.response.headers.getlist("Set-Cookie")
    assert all("Expires" not in cookie for cookie in cookies if cookie.startswith("school="))
    assert any(cookie.startswith("card=;") for cookie in cookies)
    client.get("/devices")
    assert "shared computer" in client.words()


@pytest.mark.parametrize("pin", ["", "12", "12345", "1234567", "abcd", "\x00", "' or 1=1", "9" * 5000])
def test_hostile_numbers_are_refused(card: Card, client: Client, pin: str) -> None:
    scan(client)
    client.post(DOOR, {"pin": pin}, 422)
    assert db.session.get_one(Card, card.id).in_all == 0


def test_the_choice_has_two_doors(client: Client) -> None:
    client.get("/n/larkdale/in")
    assert [link.get("href") for link in client.select(".door")] == [DOOR, "/n/larkdale/words"]
