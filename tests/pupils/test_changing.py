"""What the lead changes around a pupil, and what is refused in words."""

import datetime as dt
import re
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.typed import TODAY, TOMORROW, a_pupil, page
from virtual_school.core.db import db
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import Account
from virtual_school.pupils.models import CareKind, CareLink, Carer, Enrolment

ClientOf = Callable[[Person], Client]


def test_two_leads_see_each_others_words(cast: Cast, client: Client, client_of: ClientOf) -> None:
    other = client_of(cast.lead)
    client.sign_in(cast.lead).get(page(cast, "/details"))
    other.get(page(cast, "/details"))
    other.submit("main form", known_as="Nell")
    client.submit("main form", 409, known_as="Lia")
    assert "known as Nell" in client.words(".both") and client.one("input#known_as").get("value") == "Lia"
    client.submit("main form")
    client.follow()
    assert "Lia M." in client.words("h1")


def test_a_second_main_roll_is_refused_in_words(cast: Cast, client: Client) -> None:
    place = str(cast.larkdale.organisations["ashfold"])
    client.sign_in(cast.lead).get(page(cast, "/rolls/new"))
    client.submit("main form", 422, organisation_id=place)
    assert "on the roll of Wren Hill School" in client.words(".govuk-error-summary")
    client.submit("main form", organisation_id=place, roll_status="S")
    roll = cast.larkdale.ids["roll of ellie"]
    client.get(page(cast, f"/rolls/{roll}/end"))
    client.submit("main form", 422, ends_on="1999-01-01")
    assert "before the first" in client.words(".govuk-error-summary")
    client.submit("main form", ends_on=TOMORROW, because="She moves")
    assert db.session.get_one(Enrolment, roll).ends_on == dt.date.fromisoformat(TOMORROW)


def test_a_carer_in_the_pupils_own_word_and_let_in(cast: Cast, client: Client, client_of: ClientOf) -> None:
    client.sign_in(cast.lead).get(page(cast, "/carers/new"))
    client.submit("main form", 422, name="Nora Marsh", called="Nan", phone="call me")
    assert "digits and spaces" in client.words(".govuk-error-summary")
    client.submit("main form", phone="+44 1632 960001", responsibility="none", language="Welsh", lives_with="y")
    client.follow()
    assert "‘Nan’ Nora Marsh" in client.words("#family") and "prefers Welsh" in client.words("#family")
    nan = db.session.scalars(sa.select(Carer).where(Carer.called == "Nan")).one()
    client.get(page(cast, "/care/carer"))
    assert "Prohibited steps" in client.words()
    client.submit(
        'main form[action$="/care/carer"]', 422, carer_id=str(nan.id), email="nan@home.example", may_see_whereabouts="y"
    )
    assert "tick that too" in client.words(".govuk-error-summary")
    client.submit('main form[action$="/care/carer"]', 200, may_see_record="y")
    code = client.one(".once-shown").text or ""
    letter = db.session.scalars(sa.select(Mail)).one()
    link = re.search(r"(/n/larkdale/join/\S+)", letter.text)
    assert link is not None and "Ellie" not in letter.text and "Ellie" not in letter.subject
    assert code not in letter.text and code.replace(" ", "") not in letter.text
    carer = client_of(cast.dani).sign_out()
    carer.get(link.group(1), 303)
    carer.follow()
    assert "Ellie" not in carer.words()
    carer.submit("main form", code=code)
    carer.follow()
    carer.submit('form[action$="/new"]', password="river-apple-lantern")
    carer.get("/children")
    assert "Ellie" in carer.words(".rows")
    again = {"carer_id": str(nan.id), "email": "nan@home.example", "starts_on": TODAY}
    client.post(page(cast, "/care/carer"), again, 422)
    assert "has this link to the pupil already" in client.words()


def test_a_key_adult_is_named(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get(f"/pupils/{cast.tariq.pupil_id}/care/key_adult")
    client.submit("main form", 422)
    assert "Choose a person" in client.words(".govuk-error-summary")
    client.submit("main form", account_id=str(cast.key_adult.account_id))
    named = sa.select(CareLink.account_id).where(
        CareLink.pupil_id == cast.tariq.pupil_id, CareLink.kind == CareKind.KEY_ADULT
    )
    assert db.session.scalars(named).all() == [cast.key_adult.account_id]
    client.get(f"/pupils/{cast.tariq.pupil_id}/care/social_worker")
    assert "Nobody holds this role yet" in client.words()


def test_a_pupil_is_given_a_way_in(cast: Cast, client: Client, client_of: ClientOf) -> None:
    client.sign_in(cast.lead).post("/pupils/new", a_pupil(cast))
    new = client.response.location
    client.follow()
    client.submit('form[action$="/way-in"]', 422, login_name="a b")
    assert "without spaces" in client.words(".govuk-error-summary")
    client.submit('form[action$="/way-in"]', 200, login_name="immy.o")
    name, password = (element.text or "" for element in client.select(".once-shown"))
    pupil = client_of(cast.dani).sign_out()
    pupil.post("/n/larkdale/", {"name": name, "password": password})
    client.get(new)
    assert not client.select(".once-shown") and "They have a login name" in client.words()
    for second in ("another.one", ""):
        client.post(f"{new}/way-in", {"login_name": second}, 422)
        assert "They have a login name already" in client.words(".govuk-error-summary")
    assert db.session.scalars(sa.select(Account).where(Account.login_name == "another.one")).all() == []
