"""A letter's link goes to this site, whatever host a request says it came for."""

import dataclasses

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import Account
from virtual_school.network.models import Network
from virtual_school.notices import digests


def letter_after_handing_in(cast: Cast, client: Client, host: str) -> str:
    """What her teacher is sent when Ellie hands in by a request that says it came for `host`."""
    db.session.get_one(Account, cast.lunt.account_id).email = "lunt@school.example"
    work = cast.larkdale.work["started"]
    client.sign_in(cast.ellie)
    cookie = client.browser.get_cookie("session") or client.browser.get_cookie("school")
    assert cookie is not None
    client.browser.set_cookie(cookie.key, cookie.value, domain=host)
    url = f"http://{host}/my-work/{work.assignment_id}/hand-in"
    client.post(url, {"text": "My work", "once": "k", "number": "1"})
    assert digests.make([cast.lunt.account_id], lambda: None) == 1
    return db.session.scalars(sa.select(Mail)).one().text


def test_a_pupil_cannot_send_her_teacher_to_another_site(cast: Cast, client: Client) -> None:
    words = letter_after_handing_in(cast, client, "evil.example")
    assert "http" not in words and "Sign in" in words


def test_the_link_goes_where_the_site_is_found(
    app: App, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_at = dataclasses.replace(app.config["SETTINGS"], public_url="https://school.example/")
    monkeypatch.setitem(app.config, "SETTINGS", found_at)
    assert "\nhttps://school.example/notices\n" in letter_after_handing_in(cast, client, "evil.example")


def test_a_networks_own_host_comes_first(cast: Cast, client: Client) -> None:
    db.session.get_one(Network, cast.larkdale.network_id).host = "larkdale.example"
    assert "\nhttps://larkdale.example/notices\n" in letter_after_handing_in(cast, client, "evil.example")


def test_an_invitation_goes_there_too(app: App, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found_at = dataclasses.replace(app.config["SETTINGS"], public_url="https://school.example")
    monkeypatch.setitem(app.config, "SETTINGS", found_at)
    client.sign_in(cast.lead).post(f"/people/{cast.dani.account_id}/invitation")
    assert "https://school.example/n/larkdale/invitation/" in db.session.scalars(sa.select(Mail)).one().text
