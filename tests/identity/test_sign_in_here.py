"""Signing in where one is, with what was typed still on the page."""

import pytest

from tests.cast import PASSWORD, Cast
from tests.client import Client
from virtual_school.identity import throttle


def test_a_fragment_is_told_where_to_sign_in(cast: Cast, client: Client) -> None:
    client.get("/devices", 401, fragment="rows")
    assert client.response.json == {"status": 401, "sign_in": "/sign-in/here"}


def test_signing_in_in_place(cast: Cast, client: Client) -> None:
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.larkdale.network_id)
    client.get("/sign-in/here")
    client.post("/sign-in/here", {"here-name": cast.dani.login_name, "here-password": "wrong"}, 422)
    assert client.select("#sign-in-here") and client.one("input#here-name").get("value") == cast.dani.login_name
    client.post("/sign-in/here", {"here-name": cast.dani.login_name, "here-password": PASSWORD}, 200)
    assert "Dani Okafor" in client.words("#signed-in-here")
    client.get("/devices")


def test_too_many_tries_in_place_keep_the_small_form(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "TRIES_A_NAME", 0)
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.larkdale.network_id)
    client.post("/sign-in/here", {"here-name": "x", "here-password": "y"}, 429)
    assert "Too many tries" in client.words("#sign-in-here")


def test_in_place_without_a_network_there_is_nothing(client: Client) -> None:
    client.get("/sign-in/here", 404)


def test_whoever_came_in_on_another_page_goes_on(cast: Cast, client: Client) -> None:
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.larkdale.network_id)
    client.post("/sign-in/here/again", status=422)
    assert "not signed in yet" in client.words("#sign-in-here") and client.select("#sign-in-here details[open]")
    client.sign_in(cast.ellie).post("/sign-in/here/again", status=200)
    assert client.select("#signed-in-here")
