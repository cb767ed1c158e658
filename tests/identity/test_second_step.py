"""The second factor on pages: asked for before anything opens, set up in time, taken away in person."""

import datetime as dt
from collections.abc import Callable

from tests import make_factors as make
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from tests.identity.door import DOOR, typed
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.factors import actions
from virtual_school.identity.models import Account, SignIn
from virtual_school.network.models import Network

ClientOf = Callable[[Person], Client]
NEW = "harbour lantern quiet mango"


def _only_password(cast: Cast, client: Client) -> None:
    client.post(DOOR, typed(cast, next="/people"))


def test_nothing_opens_before_the_second_factor(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    _only_password(cast, client)
    for address in ("/home", "/devices", "/account", "/account/authenticator/code", f"/people/{cast.mum.account_id}"):
        client.get(address, 303)
        assert client.response.location.startswith("/second?next="), address
    client.post("/hat", {"hat": "carer"}, 303)
    assert client.response.location.startswith("/second")
    client.post("/account/passkeys/options", status=303)
    client.get("/", 302)
    assert client.response.location == "/home"
    client.get(DOOR)
    assert "You are signed in" not in client.words()
    client.get("/devices", 401, fragment="rows")
    assert client.response.json == {"status": 401, "sign_in": "/second/here"}


def test_the_right_code_opens_and_goes_where_they_were_going(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    client.post(DOOR, typed(cast, next="/devices?x=1"))
    client.follow(303)
    client.follow()
    client.submit("main form[action^='/second']", 422, code="")
    client.submit("main form[action^='/second']", 422, code="000000")
    assert "does not fit" in client.words(".govuk-error-summary")
    client.submit("main form[action^='/second']", code=make.code_now())
    assert client.response.location == "/devices?x=1"
    client.follow()
    assert "Dani" in client.words("header")


def test_a_code_opens_one_device_and_no_other(cast: Cast, client: Client, client_of: ClientOf) -> None:
    make.app_of(cast.dani.account_id)
    with clock.freeze(clock.now()):
        code = make.code_now()
        _only_password(cast, client)
        client.post("/second", {"code": code})
        client.get("/devices")
        client.sign_out()
        _only_password(cast, client)
        client.post("/second", {"code": code}, 422)
        client.get("/devices", 303)


def test_a_recovery_code_opens_once(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    code, *_rest = make.recovery_codes(cast.dani.account_id)
    _only_password(cast, client)
    client.post("/second", {"code": code})
    client.sign_out()
    _only_password(cast, client)
    client.post("/second", {"code": code}, 422)


def test_too_many_codes_are_refused_unheard(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    _only_password(cast, client)
    for _turn in range(actions.TRIES):
        client.post("/second", {"code": "000000"}, 422)
    client.post("/second", {"code": make.code_now()}, 429)
    assert "Too many tries" in client.words()


def test_whoever_stops_half_way_can_sign_out(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    _only_password(cast, client)
    client.get("/second")
    client.submit("main form[action='/sign-out']")
    client.get("/second", 303)
    assert client.response.location.startswith("/sign-in")


def test_a_device_that_was_signed_in_is_asked_once_there_is_a_factor(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get("/devices")
    make.app_of(cast.dani.account_id)
    client.get("/devices", 303)
    assert client.response.location.startswith("/second")


def test_pupils_are_never_asked(cast: Cast, client: Client) -> None:
    make.grace_is_over(cast.larkdale.network_id, cast.ellie.account_id, second_factor_grace_days=0)
    client.sign_in(cast.ellie).get("/today")
    client.get("/account")
    assert not client.select("#passkeys") and not client.select("#app")


def test_in_a_demonstration_nobody_is_asked(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    make.grace_is_over(cast.larkdale.network_id, cast.lunt.account_id)
    db.session.get_one(Network, cast.larkdale.network_id).is_demonstration = True
    for person in (cast.dani, cast.lunt):
        client.sign_in(person).get("/devices")
        assert not client.select(".second-due")


# staff who have none --------------------------------------------------------------------------------------------------


def test_in_time_a_line_says_until_when_and_how(cast: Cast, client: Client) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, "second_factor_grace_days": 14}
    with clock.freeze(dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)):
        client.post(DOOR, typed(cast))
        client.get("/devices")
        assert "From Monday 7 December you need" in client.words(".second-due")
        assert client.one(".second-due a").get("href") == "/account"
    with clock.freeze(dt.datetime(2026, 12, 7, 8, 59, tzinfo=dt.UTC)):
        client.get("/devices")
        client.post(DOOR, typed(cast))
    with clock.freeze(dt.datetime(2026, 12, 7, 9, 1, tzinfo=dt.UTC)):
        client.get("/devices", 303)
        assert client.response.location == "/account?next=/devices"


def test_the_days_run_from_the_first_sign_in_as_staff(cast: Cast, client: Client) -> None:
    for person in (cast.dani, cast.mum, cast.ellie):
        client.sign_out().post(DOOR, typed(cast, name=person.login_name))
    since = {key: db.session.get_one(Account, getattr(cast, key).account_id).staff_since for key in ("dani", "mum")}
    assert since["dani"] is not None and since["mum"] is None
    with clock.freeze(clock.now() + dt.timedelta(days=3)):
        client.sign_out().post(DOOR, typed(cast))
    db.session.expire_all()
    assert db.session.get_one(Account, cast.dani.account_id).staff_since == since["dani"]


def test_after_it_every_page_leads_to_set_up_and_then_back(cast: Cast, client: Client) -> None:
    make.grace_is_over(cast.larkdale.network_id, cast.dani.account_id)
    client.post(DOOR, typed(cast, next="/devices"))
    client.follow(303)
    client.follow()
    assert client.response.request.path == "/account" and "From today on" in client.words()
    client.post("/account/password", {"current": PASSWORD, "new": NEW}, 303)
    assert client.response.location.startswith("/account"), "and nothing else opens"
    client.get("/account?next=/devices")
    client.submit("form[action='/account/authenticator']")
    client.follow()
    picture = client.one(".code-picture img").get("src")
    assert picture.startswith("data:image/svg+xml")
    secret = client.words(".once-shown").replace(" ", "")
    client.submit("main .card form", 422, code="12")
    client.submit("main .card form", 200, code=make.code_now(secret))
    assert len(client.select(".codes li")) == 10
    client.get(client.one("main a.govuk-button").get("href"))
    assert client.response.request.path == "/devices" and not client.select(".second-due")


def test_a_draft_is_told_where_to_go_on_and_is_not_lost(cast: Cast, client: Client) -> None:
    """As when a sign-in ends: the script is told, in place, and what was typed stays where it is."""
    make.grace_is_over(cast.larkdale.network_id, cast.dani.account_id)
    client.sign_in(cast.dani)
    draft = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
    client.put("/mentoring/anything/draft", draft, None)
    client.put("/plans/anything/draft", draft, None)
    client.post("/hat", {"hat": "a long text of theirs"}, 401)
    assert "a long text of theirs" in client.words()
    client.get("/devices", 401, fragment="rows")
    assert client.response.json == {"status": 401, "sign_in": "/second/here"}
    client.get("/second/here")
    assert client.one("#sign-in-here a").get("href") == "/account"
    client.post("/second/here", status=422)
    make.app_of(cast.dani.account_id)
    db.session.get_one(SignIn, cast.dani.sign_in_id).second_at = clock.now()
    client.post("/second/here", status=200)
    assert "Your words are still here" in client.words("#signed-in-here")


def test_signing_in_in_place_asks_for_both(cast: Cast, client: Client) -> None:
    make.app_of(cast.dani.account_id)
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.larkdale.network_id)
    client.post("/sign-in/here", {"here-name": cast.dani.login_name, "here-password": PASSWORD}, 401)
    assert client.one("#sign-in-here form").get("action") == "/second/here"
    client.post("/second/here", {"second-code": "000000"}, 422)
    client.post("/second/here", {"second-code": make.code_now()}, 200)
    assert "Dani Okafor" in client.words("#signed-in-here")
    client.get("/devices")
