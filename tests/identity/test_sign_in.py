"""Signing in and out: what proves a person, what a device holds, and when it ends."""

import datetime as dt
import statistics
import time
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from tests.identity.door import DOOR, typed
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.ids import digest
from virtual_school.core.notes import Note
from virtual_school.identity import actions, passwords, throttle
from virtual_school.identity.models import Account, Credential, Membership, SignIn
from virtual_school.identity.session import device_words, safe_next

ClientOf = Callable[[Person], Client]


def test_a_name_and_a_password_let_in(cast: Cast, client: Client) -> None:
    client.get(DOOR)
    client.submit("main form", name=cast.dani.login_name.upper(), password=PASSWORD)
    client.get("/devices")
    assert "Dani" in client.words("header") and client.words().count("This one") == 1


def test_the_page_asked_for_comes_after(cast: Cast, client: Client) -> None:
    client.get("/devices?x=1", 303)
    client.follow()
    client.get(next(link.get("href") for link in client.select("main a") if "larkdale" in link.get("href")))
    client.submit("main form", name=cast.dani.login_name, password=PASSWORD)
    assert client.response.location == "/devices?x=1"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "/a\\b",
        "evil.example",
        " /desk",
        "http:/evil",
        "\u00a0//evil",
    ],
)
def test_nobody_is_sent_elsewhere(cast: Cast, client: Client, target: str) -> None:
    assert safe_next(target) is None
    client.post(DOOR, typed(cast, next=target))
    assert client.response.location == "/home"


def test_a_wrong_password_keeps_the_name(cast: Cast, client: Client) -> None:
    client.get(DOOR)
    client.submit("main form", 422, name="dani.larkdale", password="not it")
    assert client.one("input#name").get("value") == "dani.larkdale"
    assert not client.one("input#password").get("value")
    assert "do not go together" in client.words(".govuk-error-summary")
    assert "not it" not in client.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 300, "nobody", "<script>", "' or 1=1 --", "\x00", "é@è", "\u202edani"]
)
def test_hostile_names_are_refused_alike(client: Client, name: str) -> None:
    client.post(DOOR, {"name": name, "password": "something else"}, 422)
    client.post(DOOR, {"name": name, "password": "p" * 100_000}, 422)


def test_refusals_are_alike_in_words(cast: Cast, client: Client) -> None:
    def answer(name: str) -> str:
        client.post(DOOR, {"name": name, "password": "wrong-password"}, 422)
        return client.words().replace(name, "")

    assert answer(cast.dani.login_name) == answer("nobody.at.all")


def test_refusals_are_alike_in_time(app: App, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both verify one hash with the same parameters; the times only have to overlap."""
    verified: list[str] = []
    honest = passwords._hasher.verify

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored.split("$")[3])
            return honest(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    times: dict[str, list[float]] = {cast.dani.login_name: [], "nobody.at.all": []}
    with app.test_request_context():
        enter_network(cast.larkdale.network_id)
        for _turn in range(8):
            for name, taken in times.items():
                began = time.perf_counter()
                assert actions.prove(name, "wrong-password", "") is None
                taken.append(time.perf_counter() - began)
    assert len(verified) == 16 and len(set(verified)) == 1
    there, absent = (statistics.median(taken) for taken in times.values())
    assert 1 / 3 < there / absent < 3


def test_too_many_tries_on_a_name_are_refused_unheard(cast: Cast, client: Client) -> None:
    for name in (cast.dani.login_name, "nobody.at.all"):
        for _turn in range(throttle.TRIES_A_NAME):
            client.post(DOOR, {"name": name, "password": "wrong"}, 422)
        client.post(DOOR, {"name": name, "password": PASSWORD}, 429)
        assert "Too many tries" in client.words()
    client.post(DOOR, typed(cast, name=cast.lunt.login_name))
    with clock.freeze(clock.now() + dt.timedelta(minutes=16)):
        client.sign_out().post(DOOR, typed(cast))


def test_tries_are_counted_by_place_too(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "TRIES_A_PLACE", 3)
    for number in range(3):
        client.post(DOOR, {"name": f"guess{number}", "password": "wrong"}, 422)
    client.post(DOOR, typed(cast), 429)


def test_a_refusal_is_remembered_without_what_was_typed(cast: Cast, client: Client) -> None:
    client.post(DOOR, {"name": cast.dani.login_name, "password": "wrong-password"}, 422)
    notes = db.session.scalars(sa.select(Note).where(Note.kind == "sign_in.refused")).all()
    assert len(notes) == 2 and all(len(note.key or b"") == 32 and note.data == {} for note in notes)


def test_a_new_sign_in_has_a_new_secret_that_is_kept_as_a_digest(cast: Cast, client: Client) -> None:
    with client.browser.session_transaction() as session:
        session["_user_id"] = "a secret that somebody planted"
        session["network"] = str(cast.larkdale.network_id)
    client.post(DOOR, typed(cast))
    with client.browser.session_transaction() as session:
        secret = session["_user_id"]
    assert secret != "a secret that somebody planted"
    row = db.session.scalars(sa.select(SignIn).where(SignIn.digest == digest(secret))).one()
    assert secret.encode() not in row.digest and row.account_id == cast.dani.account_id


def test_signing_in_again_ends_what_this_browser_held(cast: Cast, client: Client) -> None:
    client.post(DOOR, typed(cast))
    client.post(DOOR, typed(cast, name=cast.lunt.login_name))
    open_ones = db.session.scalars(
        sa.select(SignIn).where(SignIn.account_id == cast.dani.account_id, SignIn.ended_at.is_(None))
    ).all()
    assert [row.id for row in open_ones] == [cast.dani.sign_in_id]


def test_a_shared_computer_is_signed_out_soon_and_at_the_end(cast: Cast, client: Client) -> None:
    client.post(DOOR, typed(cast, shared="y"))
    assert "Expires" not in client.response.headers["Set-Cookie"]
    client.get("/devices")
    assert "shared computer" in client.words()
    with clock.freeze(clock.now() + dt.timedelta(hours=2, minutes=1)):
        client.get("/devices", 303)


def test_an_own_device_stays_for_thirty_days(cast: Cast, client: Client) -> None:
    client.post(DOOR, typed(cast))
    assert "Expires" in client.response.headers["Set-Cookie"]
    with clock.freeze(clock.now() + dt.timedelta(days=29)):
        client.get("/devices")
    with clock.freeze(clock.now() + dt.timedelta(days=31)):
        client.get("/devices", 303)


def test_the_cookie_is_closed_to_scripts_and_other_sites(cast: Cast, client: Client) -> None:
    client.post(DOOR, typed(cast))
    cookie = client.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_a_cookie_of_one_network_is_nothing_in_another(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani)
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.fernvale.network_id)
    client.get("/devices", 303)
    with client.browser.session_transaction() as session:
        session["network"] = "rubbish"
    client.get("/devices", 303)


def test_a_password_of_one_network_opens_no_other(cast: Cast, client: Client) -> None:
    client.post("/n/fernvale/", typed(cast), 422)
    client.post("/n/nowhere/", typed(cast), 404)


def test_an_ended_sign_in_is_gone_at_the_next_request(cast: Cast, client: Client, client_of: ClientOf) -> None:
    client.post(DOOR, typed(cast))
    other = client_of(cast.dani)
    other.get("/devices")
    ends = [form.get("action") for form in other.select("main .rows form")]
    assert len(ends) == 2 and "/sign-out" in ends
    other.post(next(action for action in ends if action != "/sign-out"))
    client.get("/devices", 303)
    other.get("/devices")


def test_nobody_ends_another_persons_sign_in(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lunt).post(f"/devices/{cast.dani.sign_in_id}/end", status=404)
    client.post(f"/devices/{uuid.uuid4()}/end", status=404)


def test_signing_out_ends_the_row_and_clears_the_browser(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).post("/sign-out")
    assert client.response.headers["Clear-Site-Data"] == '"storage"'
    row = db.session.get_one(SignIn, cast.dani.sign_in_id)
    assert row.ended_at is not None
    client.get("/devices", 303)


def test_a_closed_account_is_out_at_once(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get("/devices")
    db.session.get_one(Account, cast.dani.account_id).closed_at = clock.now()
    client.get("/devices", 303)
    client.post(DOOR, typed(cast), 422)


def test_an_ended_membership_is_gone_at_the_next_request(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get("/people")
    held = cast.larkdale.ids["membership of lead"]
    db.session.get_one(Membership, held).ended_at = clock.now()
    client.get("/people", 403)
    client.post("/hat", {"hat": str(held)}, 403)


def test_an_old_password_does_not_open(cast: Cast, client: Client) -> None:
    old = db.session.scalars(sa.select(Credential).where(Credential.account_id == cast.dani.account_id)).one()
    old.ended_at = clock.now()
    client.post(DOOR, typed(cast), 422)


def test_devices_have_words() -> None:
    android = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
    assert device_words(android) == "Chrome · Android"
    assert device_words("<script>") == "?"
