"""A forgotten password: the letter, its link, and every way in which a link no longer works."""

import datetime as dt
import re

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.identity.door import DOOR, typed
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.jobs.models import Job
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.mail.models import Mail
from virtual_school.identity import actions, passwords, strength, throttle
from virtual_school.identity.models import Account, Credential, Reset, SignIn

NEW = "apple-river-lantern"
FORGOTTEN = "/n/larkdale/forgotten"


def worked(app: App, cast: Cast) -> None:
    """Whatever waits on the queue is done."""
    db.session.commit()
    work_off(app)
    enter_network(cast.larkdale.network_id)
    db.session.expire_all()


def letters(cast: Cast, key: str = "dani") -> list[Mail]:
    person = getattr(cast, key)
    return list(db.session.scalars(sa.select(Mail).where(Mail.account_id == person.account_id).order_by(Mail.id)))


@pytest.fixture
def link(app: App, cast: Cast, client: Client) -> str:
    """The link in the letter that Dani asked for."""
    client.post(FORGOTTEN, {"email": "DANI@larkdale.example "})
    worked(app, cast)
    [letter] = letters(cast)
    assert letter.to == "dani@larkdale.example" and "Dani" in letter.text
    found = re.search(r"http://localhost(/n/larkdale/reset/\S+)", letter.text)
    assert found is not None, letter.text
    return found[1]


def test_a_link_gives_another_password_once(cast: Cast, client: Client, link: str) -> None:
    client.get(link)
    client.submit("main form", password=NEW)
    assert client.response.location == DOOR
    client.follow()
    assert "Your password is changed" in client.words("body")
    client.get("/devices", 303)  # it signs nobody in
    client.post(DOOR, typed(cast), 422)
    client.post(DOOR, typed(cast, password=NEW))
    client.get(link, 404)
    assert "used already" in client.words()
    client.post(link, {"password": "another-good-password-9"}, 404)
    client.post(DOOR, typed(cast, password=NEW))


def test_it_ends_every_device(cast: Cast, client: Client, link: str) -> None:
    client.post(link, {"password": NEW})
    live = sa.select(SignIn).where(SignIn.account_id == cast.dani.account_id, SignIn.ended_at.is_(None))
    assert db.session.scalars(live).all() == []


def test_only_digests_are_kept(cast: Cast, link: str) -> None:
    secret = link.rsplit("/", 1)[1]
    row = db.session.scalars(sa.select(Reset)).one()
    assert secret.encode() not in row.digest and row.sent_to == "dani@larkdale.example"
    assert row.expires_at - row.created_at == dt.timedelta(minutes=30)
    assert secret not in str([job.payload for job in db.session.scalars(sa.select(Job))])


def test_a_link_after_a_password_change(cast: Cast, client: Client, link: str) -> None:
    account = db.session.get_one(Account, cast.dani.account_id)
    make.credential(account, passwords.hashed("another-good-password-9"))
    client.get(link, 404)
    assert "password was changed after this letter" in client.words()
    client.post(link, {"password": NEW}, 404)


def test_a_link_to_an_address_since_changed(cast: Cast, client: Client, link: str) -> None:
    db.session.get_one(Account, cast.dani.account_id).email = "dani.married@larkdale.example"
    client.get(link, 404)
    assert "email address here has changed" in client.words()
    client.post(link, {"password": NEW}, 404)


def test_a_link_when_a_newer_one_was_sent(app: App, cast: Cast, client: Client, link: str) -> None:
    client.post(FORGOTTEN, {"email": "dani@larkdale.example"})
    worked(app, cast)
    assert len(letters(cast)) == 2
    client.get(link, 404)
    assert "newer letter" in client.words()


@pytest.mark.parametrize("how", ["old", "closed", "of another network", "never made"])
def test_a_link_that_does_not_work(cast: Cast, client: Client, link: str, how: str) -> None:
    if how == "old":
        db.session.scalars(sa.select(Reset)).one().expires_at = clock.now() - dt.timedelta(seconds=1)
    elif how == "closed":
        db.session.get_one(Account, cast.dani.account_id).closed_at = clock.now()
    else:
        link = link.replace("larkdale", "fernvale") if how == "of another network" else link + "x"
    client.get(link, 404)
    assert "does not work any more" in client.words()
    client.post(link, {"password": NEW}, 404)


@pytest.mark.parametrize(
    "email", ["nobody@larkdale.example", "ellie.larkdale", "dani@fernvale.example", "x", "<script>", "é@è", "\x00@"]
)
def test_nobody_has_no_letter_and_is_told_the_same(app: App, cast: Cast, client: Client, email: str) -> None:
    client.post(FORGOTTEN, {"email": "dani@larkdale.example"})
    there = (client.response.status_code, client.response.location, client.response.get_data())
    client.post(FORGOTTEN, {"email": email})
    assert (client.response.status_code, client.response.location, client.response.get_data()) == there
    worked(app, cast)
    assert len(letters(cast)) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Reset)) == 1


def test_a_closed_account_has_no_letter(app: App, cast: Cast, client: Client) -> None:
    db.session.get_one(Account, cast.dani.account_id).closed_at = clock.now()
    client.post(FORGOTTEN, {"email": "dani@larkdale.example"})
    worked(app, cast)
    assert letters(cast) == []


def test_asking_again_and_again_is_refused_alike(cast: Cast, client: Client) -> None:
    said = set()
    for email in ("dani@larkdale.example", "nobody@larkdale.example"):
        for _turn in range(4):
            client.post(FORGOTTEN, {"email": email})
        client.post(FORGOTTEN, {"email": email}, 429)
        said.add(client.words(".govuk-error-summary"))
    assert len(said) == 1
    client.post(FORGOTTEN, {"email": "lunt@larkdale.example"})


def test_a_letter_leads_nowhere_that_a_request_says(app: App, cast: Cast, client: Client) -> None:
    client.get(FORGOTTEN, 503, headers={"Host": "evil.example"})
    client.browser.set_cookie("school", client.browser.get_cookie("school").value, domain="evil.example")
    client.post(FORGOTTEN, {"email": "dani@larkdale.example"}, 503, headers={"Host": "evil.example"})
    worked(app, cast)
    assert letters(cast) == []


def test_a_locked_name_is_helped_by_a_letter(app: App, cast: Cast, client: Client, link: str) -> None:
    for _turn in range(throttle.TRIES_A_NAME):
        client.post(DOOR, typed(cast, password="wrong"), 422)
    client.post(DOOR, typed(cast), 429)
    client.post(link, {"password": NEW})
    client.post(DOOR, typed(cast, password=NEW))


def test_a_locked_pupil_is_helped_by_a_new_password(cast: Cast, client: Client, client_of: object) -> None:
    for _turn in range(throttle.TRIES_A_NAME):
        client.post(DOOR, {"name": cast.ellie.login_name, "password": "wrong"}, 422)
    client.post(DOOR, {"name": cast.ellie.login_name, "password": PASSWORD}, 429)
    lead = client_of(cast.lead)  # type: ignore[operator]
    lead.post(f"/people/{cast.ellie.account_id}/password", status=200)
    shown = [element.text for element in lead.select(".once-shown")]
    client.post(DOOR, {"name": cast.ellie.login_name, "password": shown[-1]})


# what a password may be -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("password1", "Very many people use this password"),
        ("abcdefgh", "Sequences"),
        ("aaaaaaaaaa", "same letter over and over"),
        ("qwertyuiop", "people use"),
        ("danielle", "easy to guess"),
        ("larkdale1", "too easy to guess"),
        ("daniokafor", "too easy to guess"),
        ("short", "between 8 and 128"),
        ("x7!" * 50, "between 8 and 128"),
        ("", "Type a password"),
    ],
)
def test_a_weak_password_is_refused_with_advice(client: Client, link: str, password: str, words: str) -> None:
    client.post(link, {"password": password}, 422)
    assert words in client.words(".govuk-error-summary")
    assert "password" not in (client.one("input#password").get("value") or "")


@pytest.mark.parametrize("password", [NEW, "correct horse battery", "ßtraße und Kuchen!", "x7!pQ9kd" * 16])
def test_no_rule_says_of_what(client: Client, link: str, password: str) -> None:
    client.post(link, {"password": password})


def test_a_long_password_is_looked_at_so_far_and_compared_whole(cast: Cast, client: Client, link: str) -> None:
    password = "apple-river-lantern-" * 6
    assert strength.weakness("a" * 10_000) is not None
    client.post(link, {"password": password})
    client.post(DOOR, typed(cast, password=password[:-1]), 422)
    client.post(DOOR, typed(cast, password=password))


def test_old_credentials_are_kept_and_ended(cast: Cast, client: Client, link: str) -> None:
    client.post(link, {"password": NEW})
    rows = db.session.scalars(sa.select(Credential).where(Credential.account_id == cast.dani.account_id)).all()
    assert len(rows) == 2 and sum(row.ended_at is None for row in rows) == 1


def test_two_who_press_at_once(app: App, cast: Cast, client: Client, link: str) -> None:
    """The second finds that it was used: the row is locked, and looked at again."""
    secret = link.rsplit("/", 1)[1]
    client.post(link, {"password": NEW})
    with app.test_request_context():
        enter_network(cast.larkdale.network_id)
        assert actions.prove(cast.dani.login_name, NEW, "") is not None
    client.post(f"/n/larkdale/reset/{secret}", {"password": "another-good-password-9"}, 404)
