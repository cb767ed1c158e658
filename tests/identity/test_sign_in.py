"""Signing in and out: what proves a person, what a device holds, and when it ends."""

import datetime as dt
import statistics
import time
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.ids import digest
from virtual_school.core.notes import Note
from virtual_school.identity import actions, passwords
from virtual_school.identity.models import Account, Credential, Invitation, Membership, SignIn
from virtual_school.identity.session import device_words, safe_next
from virtual_school.network.models import Network

ClientOf = Callable[[Person], Client]
DOOR = "/n/larkdale/"


def typed(cast: Cast, **given: str) -> dict[str, str]:
    return {"name": cast.dani.login_name, "password": PASSWORD, "next": ""} | given


def demonstrate(cast: Cast) -> None:
    db.session.execute(sa.update(Network).where(Network.id == cast.larkdale.network_id).values(is_demonstration=True))
    db.session.commit()


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
        for _turn in range(actions.TRIES_A_NAME):
            client.post(DOOR, {"name": name, "password": "wrong"}, 422)
        client.post(DOOR, {"name": name, "password": PASSWORD}, 429)
        assert "Too many tries" in client.words()
    client.post(DOOR, typed(cast, name=cast.lunt.login_name))
    with clock.freeze(clock.now() + dt.timedelta(minutes=16)):
        client.sign_out().post(DOOR, typed(cast))


def test_tries_are_counted_by_place_too(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "TRIES_A_PLACE", 3)
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


# In place -------------------------------------------------------------------------------------------------------------


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
    monkeypatch.setattr(actions, "TRIES_A_NAME", 0)
    with client.browser.session_transaction() as session:
        session["network"] = str(cast.larkdale.network_id)
    client.post("/sign-in/here", {"here-name": "x", "here-password": "y"}, 429)
    assert "Too many tries" in client.words("#sign-in-here")


def test_in_place_without_a_network_there_is_nothing(client: Client) -> None:
    client.get("/sign-in/here", 404)


# A demonstration ------------------------------------------------------------------------------------------------------


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


# Invitations ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def invited(cast: Cast) -> tuple[Account, str]:
    account = make.account("Ines New", email="ines@school.example")
    make.invitation(account, "the secret of the link")
    db.session.commit()
    return account, "/n/larkdale/invitation/the secret of the link"


def test_an_invitation_works_once(invited: tuple[Account, str], client: Client) -> None:
    account, link = invited
    client.get(link)
    client.submit("main form", 422, password="short")
    client.submit("main form", password="apple-river-lantern")
    client.get("/devices")
    assert "Ines New" in client.words("header")
    client.sign_out().get(link, 404)
    client.post(link, {"password": "another-password"}, 404)
    client.post(DOOR, {"name": "INES@school.example", "password": "apple-river-lantern"})
    row = db.session.scalars(sa.select(Credential).where(Credential.account_id == account.id)).one()
    assert row.secret.startswith("$argon2id$")


def test_an_invitation_ends_what_was_open(invited: tuple[Account, str], client: Client) -> None:
    account, link = invited
    make.sign_in(account, "a device of before")
    client.post(link, {"password": "apple-river-lantern"})
    db.session.expire_all()
    open_ones = (
        sa.select(sa.func.count()).select_from(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    )
    assert db.session.scalar(open_ones) == 1


@pytest.mark.parametrize("how", ["old", "closed", "of another network", "never made"])
def test_a_link_that_does_not_work(invited: tuple[Account, str], cast: Cast, client: Client, how: str) -> None:
    account, link = invited
    row = db.session.scalars(sa.select(Invitation).where(Invitation.account_id == account.id)).one()
    if how == "old":
        row.expires_at = clock.now() - dt.timedelta(seconds=1)
    elif how == "closed":
        account.closed_at = clock.now()
    else:
        link = link.replace("larkdale", "fernvale") if how == "of another network" else link + "x"
    client.get(link, 404)
    assert "does not work any more" in client.words()
    client.post(link, {"password": "apple-river-lantern"}, 404)


def test_devices_have_words() -> None:
    android = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
    assert device_words(android) == "Chrome · Android"
    assert device_words("<script>") == "?"
