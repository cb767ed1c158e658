"""The outbox: the letters and texts of a demonstration, and of nobody else."""

import uuid

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.app import App
from virtual_school.core.db import network_id, writing
from virtual_school.core.mail import queue_mail
from virtual_school.core.texts import queue_text
from virtual_school.network.models import Network


def written(subject: str) -> uuid.UUID:
    with writing():
        return queue_mail("lunt@ashfold.example", subject, "There is work.\nhttps://larkdale.example/work").id


def demonstration(yes: bool) -> None:
    with writing() as session:
        session.get_one(Network, network_id()).is_demonstration = yes


def test_a_demonstration_shows_its_letters(app: App, client: Client, cast: Cast) -> None:
    demonstration(True)
    first, last = written("The first"), written("The last")
    client.sign_in(cast.lunt)
    page = client.get("/outbox")
    assert page.text.index("The last") < page.text.index("The first")
    shown = client.get(f"/outbox/{last}")
    assert "lunt@ashfold.example" in shown.text
    assert "https://larkdale.example/work" in shown.text
    assert first != last


def test_texts_stand_beside_letters(app: App, client: Client, cast: Cast) -> None:
    demonstration(True)
    written("The first")
    with writing():
        queue_text("07700 900123", "There is a new message. https://larkdale.example/notices")
    written("The last")
    client.sign_in(cast.lunt)
    page = client.get("/outbox")
    assert page.text.index("The last") < page.text.index("07700 900123") < page.text.index("The first")
    assert '<a href="https://larkdale.example/notices"' in page.text


def test_elsewhere_there_is_none(app: App, client: Client, cast: Cast) -> None:
    demonstration(False)
    made = written("Private")
    client.sign_in(cast.lunt)
    assert client.get("/outbox", status=404)
    assert client.get(f"/outbox/{made}", status=404)
