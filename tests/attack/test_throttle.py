"""Guessing is slowed by what was guessed at, however it is spelt, and says nothing of who is known."""

import pytest

from tests.cast import PASSWORD, Cast
from tests.client import Client


@pytest.mark.parametrize("name", ["dani.larkdale", "nobody.at.all"])
def test_a_name_is_slowed_in_every_spelling(cast: Cast, client: Client, name: str) -> None:
    spellings = (name, name.upper(), f"  {name} ", name.title())
    said = {
        client.post("/n/larkdale/", {"name": spellings[n % 4], "password": "x"}, None).status_code for n in range(10)
    }
    assert said == {422}
    assert client.post("/n/larkdale/", {"name": name.upper(), "password": PASSWORD}, None).status_code == 429
    form = {"here-name": name, "here-password": PASSWORD}
    assert client.post("/sign-in/here", form, None).status_code in {404, 429}


def test_one_network_does_not_slow_another(cast: Cast, client: Client) -> None:
    for _time in range(11):
        client.post("/n/fernvale/", {"name": cast.dani.login_name, "password": "x"}, None)
    client.post("/n/larkdale/", {"name": cast.dani.login_name, "password": PASSWORD})


def test_unknown_and_known_are_answered_in_the_same_words(cast: Cast, client: Client) -> None:
    said = []
    for name in (cast.dani.login_name, "nobody.larkdale", "dani@larkdale.example", "nobody@larkdale.example"):
        client.get("/n/larkdale/")
        client.post("/n/larkdale/", {"name": name, "password": "x"}, 422)
        said.append(client.words("main").replace(name, ""))
    assert len(set(said)) == 1


def test_a_cookie_of_one_network_is_nobody_in_another(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani)
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.fernvale.network_id)
    client.get("/desk", 303)
    client.get(f"/pupils/{cast.ellie.pupil_id}", 303)
    client.sign_in(cast.dani).get("/n/fernvale/")
    assert cast.dani.name not in client.words("body") and "Larkdale" not in client.words("body")
