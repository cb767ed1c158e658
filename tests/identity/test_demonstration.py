"""The people of a demonstration, whom one tap signs in."""

import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.identity.door import DOOR
from virtual_school.core.db import db
from virtual_school.network.models import Network


def demonstrate(cast: Cast) -> None:
    db.session.execute(sa.update(Network).where(Network.id == cast.larkdale.network_id).values(is_demonstration=True))
    db.session.commit()


def test_one_tap_only_in_a_demonstration(cast: Cast, client: Client) -> None:
    client.get(DOOR)
    assert not client.select(".face")
    client.post(f"{DOOR}as/{cast.dani.account_id}", status=404)
    demonstrate(cast)
    client.get(DOOR)
    assert "Dani Okafor Learning mentor, Larkdale Virtual School" in client.words(".faces")
    assert "Ellie M. Pupil, Year 10" in client.words(".faces") and "Parent or carer" in client.words(".faces")
    client.post(f"{DOOR}as/{cast.stranger.account_id}", status=404)
    client.post(f"/n/fernvale/as/{cast.stranger.account_id}", status=404)
    client.post(f"{DOOR}as/{cast.dani.account_id}", {"next": "/devices"})
    assert client.response.location == "/devices"
    client.follow()
    assert "Dani" in client.words("header")


def test_one_tap_in_place(cast: Cast, client: Client) -> None:
    demonstrate(cast)
    client.sign_in(cast.dani).get("/sign-in/here")
    assert client.select(".face")
    client.post(f"/sign-in/here/as/{cast.lunt.account_id}", status=200)
    client.get("/devices")
    assert "Ms Lunt" in client.words("header")


def test_the_list_of_people_does_not_ask_for_each(cast: Cast, client: Client) -> None:
    demonstrate(cast)
    client.get(DOOR)
    client.get(DOOR)
    before = client.queries
    for number in range(20):
        make.account(f"Somebody {number}", login_name=f"somebody{number}")
    client.get(DOOR)
    assert client.queries == before


def test_several_networks_are_a_choice(cast: Cast, client: Client) -> None:
    client.get("/sign-in?next=/devices")
    assert {"/n/larkdale/?next=/devices", "/n/fernvale/?next=/devices"} <= {
        link.get("href") for link in client.select("main a")
    }
    client.get("/sign-in?next=//evil.example")
    assert all("evil" not in link.get("href") for link in client.select("main a"))
