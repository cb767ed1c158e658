"""The people of the network: entered, invited, given roles, closed; and who may do which."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import Refused, WrongState
from virtual_school.core.mail.models import Mail
from virtual_school.identity import actions, changes, passwords, policy, queries
from virtual_school.identity.models import Account, Credential, Membership, SignIn
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer

ClientOf = Callable[[Person], Client]


def viewer_of(cast: Cast, role: Role, key: str = "a hat") -> Viewer:
    hat = Hat(key, role, cast.larkdale.organisations["larkdale"])
    return Viewer(cast.lead.account_id, cast.larkdale.network_id, "Somebody", (hat,), hat)


# Policy and actions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_only_keepers_keep_people(cast: Cast, role: Role) -> None:
    may = role in (Role.VIRTUAL_SCHOOL_LEAD, Role.ADMINISTRATOR)
    assert bool(policy.can_keep_people(viewer_of(cast, role))) is may
    gives = may or role in (Role.HEADTEACHER, Role.CO_ORDINATOR)  # at their own organisation: see test_keeping
    assert bool(policy.can_give_role(viewer_of(cast, role), cast.dani.account_id, Role.TEACHER)) is gives


def test_an_administrator_reaches_no_child_by_way_of_a_role(cast: Cast) -> None:
    administrator = viewer_of(cast, Role.ADMINISTRATOR)
    someone = db.session.get_one(Account, cast.dani.account_id)
    place = cast.larkdale.organisations["larkdale"]
    for role in (Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD):
        with pytest.raises(Refused):
            actions.give_role(administrator, someone, role=role, organisation_id=place)
    with pytest.raises(Refused):
        actions.enter_with_password(administrator, name="x", login_name="xyz", hashed="x")


def test_nobody_gives_themself_a_role_or_locks_themself_out(cast: Cast) -> None:
    held = cast.larkdale.ids["membership of lead"]
    lead = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD, str(held))
    decisions = (
        policy.can_give_role(lead, cast.lead.account_id, Role.MENTOR),
        policy.can_end_role(lead, held, Role.VIRTUAL_SCHOOL_LEAD),
        policy.can_close_account(lead, cast.lead.account_id, frozenset()),
    )
    assert not any(decisions)
    assert "lock yourself out" in decisions[1].because and "lock yourself out" in decisions[2].because


def test_a_password_is_not_renewed_for_whoever_holds_a_role(cast: Cast) -> None:
    lead = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD)
    assert policy.can_renew_password(lead, "ellie", frozenset())
    assert not policy.can_renew_password(lead, "dani", frozenset({Role.MENTOR}))
    assert not policy.can_renew_password(lead, None, frozenset())


def test_names_are_one_persons(cast: Cast) -> None:
    lead = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD)
    changes.make_account(lead, name="A", email="Same@School.example")
    changes.make_account(lead, name="A", login_name="Same.Name")
    with pytest.raises(WrongState):
        changes.make_account(lead, name="B", email=" same@school.EXAMPLE ")
    with pytest.raises(WrongState):
        changes.make_account(lead, name="B", login_name="same.name")


def test_a_role_is_held_once_at_a_time(cast: Cast) -> None:
    lead, place = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD), cast.larkdale.organisations["ashfold"]
    given = {"account_id": cast.dani.account_id, "organisation_id": place, "role": Role.HEAD_OF_YEAR}
    first = changes.give_membership(lead, **given, year=9)
    changes.give_membership(lead, **given, year=10)
    with pytest.raises(WrongState):
        changes.give_membership(lead, **given, year=9)
    changes.end_membership(lead, first, "Left")
    changes.end_membership(lead, first, "Left again")
    assert first.because == "Left"
    changes.give_membership(lead, **given, year=9)
    ends = sa.select(sa.func.count()).select_from(AuditEvent).where(AuditEvent.event == "membership.ended")
    assert db.session.scalar(ends) == 1


def test_three_words_are_three_words() -> None:
    made = {passwords.three_words() for _turn in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+", one) for one in made)


# Pages ----------------------------------------------------------------------------------------------------------------


def test_somebody_with_an_email_is_invited_and_comes_in(cast: Cast, client: Client, client_of: ClientOf) -> None:
    client.sign_in(cast.lead).get("/people/new")
    client.submit("main form", name="Ines New", email="Ines@School.example")
    client.follow()
    assert "invitation is on its way" in client.words() and "ines@school.example" in client.words()
    letter = db.session.scalars(sa.select(Mail)).one()
    link = re.search(r"http://localhost(/n/larkdale/invitation/\S+)", letter.text)
    assert link is not None and letter.to.casefold() == "ines@school.example"
    newcomer = client_of(cast.dani).sign_out()
    newcomer.get(link.group(1))
    newcomer.submit("main form", password="river-apple-lantern")
    client.submit('form[action$="/roles"]', role="teacher", organisation_id=str(cast.larkdale.organisations["ashfold"]))
    client.follow()
    assert "Teacher Ashfold School" in client.words(".rows")
    newcomer.get("/devices")
    assert "Ines New" in newcomer.words("header")


def test_a_second_invitation_spends_the_first(cast: Cast, client: Client) -> None:
    account = make.account("Ines New", email="ines@school.example", login_name=None)
    client.sign_in(cast.administrator)
    client.post(f"/people/{account.id}/invitation")
    client.post(f"/people/{account.id}/invitation")
    first, second = (
        str(re.search(r"(/n/\S+)", letter.text).group(1))  # type: ignore[union-attr]
        for letter in db.session.scalars(sa.select(Mail).order_by(Mail.id))
    )
    client.sign_out().get(first, 404)
    client.get(second)


def test_a_login_name_comes_with_a_password_that_is_shown_once(cast: Cast, client: Client, client_of: ClientOf) -> None:
    client.sign_in(cast.lead).get("/people/new")
    client.submit("main form", 200, name="Small Pupil", login_name="small.pupil")
    name, password = (element.text or "" for element in client.select(".once-shown"))
    account = db.session.scalars(sa.select(Account).where(Account.login_name == name)).one()
    client.get(f"/people/{account.id}")
    assert not client.select(".once-shown")
    kept = db.session.scalars(sa.select(Credential.secret).where(Credential.account_id == account.id)).one()
    assert kept.startswith("$argon2id$") and password not in kept
    pupil = client_of(cast.dani).sign_out()
    pupil.post("/n/larkdale/", {"name": name, "password": password})
    client.post(f"/people/{account.id}/password", status=200)
    renewed = client.select(".once-shown")[1].text or ""
    assert renewed != password
    pupil.get("/devices", 303)
    pupil.post("/n/larkdale/", {"name": name, "password": password}, 422)
    pupil.post("/n/larkdale/", {"name": name, "password": renewed})


def test_sent_twice_it_makes_one_account(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    sent = {"name": "Only One", "login_name": "only.one", "email": "", "once": "the-same-key"}
    client.post("/people/new", sent, 200)
    client.post("/people/new", sent, 303)
    assert db.session.scalar(sa.select(sa.func.count()).where(Account.name == "Only One")) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Type the person's name"),
        ({"email": "no address"}, "like name@school.org"),
        ({"email": "", "login_name": ""}, "Not both"),
        ({"login_name": "both.given"}, "Not both"),
        ({"email": "", "login_name": "a b"}, "without spaces"),
        ({"email": "", "login_name": "x@y"}, "without spaces"),
        ({"email": "", "login_name": "dani.larkdale"}, "has this login name"),
        ({"name": "x" * 201}, "200 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, client: Client, wrong: dict[str, str], said: str) -> None:
    sent = {"name": "<i>Kept</i>", "email": "kept@school.example", "login_name": ""} | wrong
    client.sign_in(cast.lead).post("/people/new", sent, 422)
    assert said in client.words(".govuk-error-summary")
    if "name" not in wrong:
        assert client.one("input#name").get("value") == "<i>Kept</i>"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"role": "pupil"}, "Choose one of these"),
        ({"role": ""}, "Choose a role"),
        ({"organisation_id": "x"}, "Choose one of these"),
        ({"year": "10"}, "Only a head of year"),
        ({"starts_on": "tomorrow"}, "Type this day like"),
        ({"starts_on": "2030-01-02", "ends_on": "2030-01-01"}, "before the first"),
        ({"ends_on": "2020-01-01"}, "already past"),
    ],
)
def test_a_role_that_cannot_be(cast: Cast, client: Client, wrong: dict[str, str], said: str) -> None:
    place = str(cast.larkdale.organisations["ashfold"])
    sent = {"role": "teacher", "organisation_id": place, "starts_on": "2026-01-01", "ends_on": "", "year": ""} | wrong
    client.sign_in(cast.lead).post(f"/people/{cast.dani.account_id}/roles", sent, 422)
    assert said in client.words(".govuk-error-summary")
    if "starts_on" in wrong:
        assert client.one("input#starts_on").get("value") == wrong["starts_on"]


def test_a_role_of_another_networks_school_is_no_choice(cast: Cast, client: Client) -> None:
    elsewhere = str(cast.fernvale.organisations["moorside"])
    sent = {"role": "teacher", "organisation_id": elsewhere, "starts_on": "2026-01-01"}
    client.sign_in(cast.lead).post(f"/people/{cast.dani.account_id}/roles", sent, 422)


def test_a_role_is_ended_at_once(cast: Cast, client: Client, client_of: ClientOf) -> None:
    held = cast.larkdale.ids["membership of lunt"]
    teacher = client_of(cast.lunt)
    teacher.get("/home", 302)
    client.sign_in(cast.lead).get(f"/people/{cast.lunt.account_id}")
    client.submit(f'form[action$="{held}/end"]', because="Moved away")
    client.follow()
    teacher.get("/people", 403)
    row = db.session.get_one(Membership, held)
    assert row.because == "Moved away" and row.ended_by == cast.lead.account_id
    teacher.get("/devices")


def test_a_lead_is_told_why_they_cannot_lock_themself_out(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get(f"/people/{cast.lead.account_id}")
    assert client.words().count("lock yourself out") == 2
    held = cast.larkdale.ids["membership of lead"]
    client.post(f"/people/{cast.lead.account_id}/roles/{held}/end", status=403)
    client.post(f"/people/{cast.lead.account_id}/close", status=403)


def test_a_closed_account_is_out(cast: Cast, client: Client, client_of: ClientOf) -> None:
    other = client_of(cast.lunt)
    client.sign_in(cast.lead).post(f"/people/{cast.lunt.account_id}/close", {"because": "Retired"})
    other.get("/devices", 303)
    other.post("/n/larkdale/", {"name": cast.lunt.login_name, "password": PASSWORD}, 422)
    open_ones = sa.select(SignIn).where(SignIn.account_id == cast.lunt.account_id, SignIn.ended_at.is_(None))
    assert not db.session.scalars(open_ones).all()
    client.follow()
    assert "This account was closed" in client.words()


def test_the_list_is_paged_searched_and_taken_along(cast: Cast, client: Client) -> None:
    for number in range(60):
        make.account(f"Zz Person {number:02}", login_name=f"zz{number}")
    make.account("Émile Ångström", login_name="emile")
    client.sign_in(cast.lead).get("/people")
    assert len(client.select(".rows > li")) == 50
    queries_of_a_page = client.queries
    client.get(client.one(".pager a[rel=next]").get("href"))
    assert client.queries <= queries_of_a_page + 1 and "From the beginning" in client.words(".pager")
    client.get("/people?q=angstrom emile")
    assert "Émile Ångström" in client.words(".rows") and len(client.select(".rows > li")) == 1
    client.get("/people?q=%25_")
    client.get("/people?q=nobody at all")
    assert "Nobody here fits that" in client.words()
    client.get("/people?as=csv&q=zz")
    lines = client.response.get_data(as_text=True).splitlines()
    assert lines[0].startswith('\ufeff"Taken by ')
    assert lines[1] == "Name,Roles,Email,Login name,Closed" and len(lines) == 62


def test_wrong_hats_and_strangers(cast: Cast, client: Client) -> None:
    page = f"/people/{cast.ellie.account_id}"
    for person in (cast.dani, cast.lunt, cast.ellie, cast.mum, cast.agency):
        client.sign_in(person)
        for address in ("/people", "/people/new", "/people?as=csv", page):
            client.get(address, 403)
        for verb in ("close", "password", "invitation", "roles"):
            client.post(f"{page}/{verb}", status=403)
    client.sign_in(cast.stranger_lead).get(page, 404)
    for verb in ("close", "password", "invitation", "roles"):
        client.post(f"{page}/{verb}", status=404)
    held = cast.larkdale.ids["membership of lunt"]
    client.sign_in(cast.lead).post(f"{page}/roles/{held}/end", status=404)
    client.sign_in(cast.administrator).post(f"{page}/password", status=404)


def test_people_of_another_network_are_not_counted(cast: Cast) -> None:
    listed = db.session.execute(queries.people(viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD))).all()
    assert cast.stranger.account_id not in {row.id for row in listed}
