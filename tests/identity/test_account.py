"""How somebody signs in: changing it themself, having it taken away in person, and being signed out when they left."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_factors as make
from tests.cast import PASSWORD, PROVED_FOR, Cast, Person
from tests.client import Client
from tests.identity.door import DOOR, typed
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity import passwords, sealed
from virtual_school.identity.factors import queries
from virtual_school.identity.models import Credential, SignIn
from virtual_school.network.models import Network

ClientOf = Callable[[Person], Client]
NEW = "harbour lantern quiet mango"


# how I sign in --------------------------------------------------------------------------------------------------------


def test_changing_the_password_ends_every_other_device(cast: Cast, client: Client, client_of: ClientOf) -> None:
    other = client_of(cast.dani)
    client.post(DOOR, typed(cast))
    client.get("/account")
    client.submit("form[action='/account/password']", 422, current="not it", new=NEW)
    assert "That is not your password" in client.words(".govuk-error-summary")
    client.submit("form[action='/account/password']", 422, current=PASSWORD, new="password1")
    assert client.select("#new-error")
    client.submit("form[action='/account/password']", current=PASSWORD, new=NEW)
    client.follow()
    assert "Your password is changed" in client.words()
    other.get("/devices", 303)
    client.get("/devices")
    client.sign_out().post(DOOR, typed(cast), 422)
    client.post(DOOR, typed(cast, password=NEW))
    live = sa.select(Credential).where(Credential.account_id == cast.dani.account_id, Credential.ended_at.is_(None))
    assert passwords.matches(db.session.scalars(live).one().secret, NEW)


def test_an_old_sign_in_is_asked_for_the_password_first(cast: Cast, client: Client) -> None:
    with clock.freeze(clock.now() + PROVED_FOR + dt.timedelta(hours=1)):
        client.sign_in(cast.dani).post("/account/authenticator", status=403)
        client.get("/account")
        assert not client.select("form[action='/account/authenticator']")
        client.submit("form[action='/account/prove']", 422, **{"prove-password": "wrong"})
        client.submit("form[action='/account/prove']", **{"prove-password": PASSWORD})
        client.follow()
        client.submit("form[action='/account/authenticator']")


def test_new_codes_are_shown_once(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    db.session.get_one(SignIn, cast.dani.sign_in_id).second_at = clock.now()
    client.sign_in(cast.dani).get("/account")
    client.submit("form[action='/account/codes']", 200)
    shown = [inside.text for inside in client.select(".codes code")]
    assert len(shown) == 10 and all(re.fullmatch(r"[a-z2-9]{5}-[a-z2-9]{5}", code or "") for code in shown)
    client.get("/account")
    assert "10 codes are left" in client.words("#codes")
    assert not any(code in client.response.get_data(as_text=True) for code in shown if code)


def test_the_secret_of_the_app_is_sealed_and_shown_no_more(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).post("/account/authenticator")
    client.follow()
    secret = client.words(".once-shown").replace(" ", "")
    row = queries.authenticator(cast.dani.account_id, confirmed=False)
    assert row is not None and secret not in row.sealed and sealed.unseal(row.sealed) == secret
    client.submit("main .card form", 200, code=make.code_now(secret))
    client.get("/account/authenticator/code", 303)


# lost -----------------------------------------------------------------------------------------------------------------


def test_a_lost_factor_is_taken_away_and_they_start_anew(cast: Cast, client: Client, client_of: ClientOf) -> None:
    make.app_of(cast.dani.account_id)
    db.session.get_one(SignIn, cast.dani.sign_in_id).second_at = clock.now()
    theirs = client_of(cast.dani)
    theirs.get("/devices")
    client.sign_in(cast.administrator).get(f"/people/{cast.dani.account_id}")
    client.get(f"/people/{cast.dani.account_id}/second")
    client.submit("main form", 422, because="")
    client.submit("main form", because="Phone lost; she stood before me.")
    theirs.get("/devices", 303)
    theirs.post(DOOR, typed(cast))
    theirs.get("/devices")


def test_a_lead_takes_none_from_a_parent(cast: Cast, client: Client) -> None:
    make.app_of(cast.mum.account_id)
    client.sign_in(cast.lead).get(f"/people/{cast.mum.account_id}/second")
    assert "An administrator of the network" in client.words() and not client.select("main form")
    client.post(f"/people/{cast.mum.account_id}/second", {"because": "x"}, 403)
    client.sign_in(cast.stranger_lead).post(f"/people/{cast.mum.account_id}/second", {"because": "x"}, 404)


# nobody there ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name", "shared", "minutes"),
    [("dani", "staff", "", 120), ("mum", "carer", "", 600), ("ellie", "pupil", "y", 20), ("ellie", "pupil", "", None)],
)
def test_whoever_has_left_is_signed_out(
    cast: Cast, client: Client, key: str, name: str, shared: str, minutes: int | None
) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, f"idle_minutes_{name}": minutes or 20}
    start = clock.now()
    step = dt.timedelta(minutes=(minutes or 20) - 1)
    with clock.freeze(start):
        client.post(DOOR, typed(cast, name=getattr(cast, key).login_name, shared=shared))
    for turn in (1, 2):  # whoever does something stays
        with clock.freeze(start + turn * step):
            client.get("/devices")
    with clock.freeze(start + 3 * step + dt.timedelta(minutes=2)):
        client.get("/devices", 200 if minutes is None else 303)


def test_what_a_page_asks_by_itself_is_no_step(cast: Cast, client: Client) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, "idle_minutes_staff": 10}
    start = clock.now()
    with clock.freeze(start):
        client.post(DOOR, typed(cast))
        client.get("/devices")
    with clock.freeze(start + dt.timedelta(minutes=9)):
        client.get("/devices", None, fragment="main")
    with clock.freeze(start + dt.timedelta(minutes=11)):
        client.get("/devices", 303)


def test_a_step_of_another_device_counts_for_nothing(cast: Cast, client: Client) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, "idle_minutes_staff": 10}
    with clock.freeze(clock.now() + dt.timedelta(minutes=30)):
        client.post(DOOR, typed(cast, name=cast.lunt.login_name))
        client.get("/devices")
        step = client.browser.get_cookie("school_step")
        assert step is not None
        client.sign_in(cast.dani)
        client.browser.set_cookie("school_step", step.value)
        client.get("/devices", 303)


# devices --------------------------------------------------------------------------------------------------------------


def test_signing_out_everywhere_else(cast: Cast, client: Client, client_of: ClientOf) -> None:
    lost, ellie = client_of(cast.dani), client_of(cast.ellie)
    client.post(DOOR, typed(cast))
    client.get("/devices")
    client.submit("form[action='/devices/end']:not([data-sign-out])")
    client.follow()
    assert "You are signed out everywhere else" in client.words() and len(client.select("main li.row")) == 1
    assert not client.select("form[action='/devices/end']"), "there is nothing left to end"
    lost.get("/devices", 303)
    ellie.get("/devices")


def test_signing_out_everywhere(cast: Cast, client: Client, client_of: ClientOf) -> None:
    lost = client_of(cast.dani)
    client.post(DOOR, typed(cast))
    client.get("/devices")
    client.submit("form[action='/devices/end'][data-sign-out]", here_too="1")
    assert client.response.location == DOOR and client.response.headers["Clear-Site-Data"] == '"storage"'
    for one in (client, lost):
        one.get("/devices", 303)
    ended = sa.select(SignIn).where(SignIn.account_id == cast.dani.account_id)
    assert {row.ended_by for row in db.session.scalars(ended)} == {cast.dani.account_id}
