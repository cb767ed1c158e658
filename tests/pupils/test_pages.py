"""The pages of pupils for staff: what each hat sees, what the lead changes, and what is refused in words."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.mail.models import Mail
from virtual_school.core.notes import Note
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareKind, CareLink, Carer, Enrolment, Part, Pupil, Window

ClientOf = Callable[[Person], Client]
TODAY, TOMORROW = dt.date.today().isoformat(), (dt.date.today() + dt.timedelta(days=1)).isoformat()
PAST = (dt.date.today() - dt.timedelta(days=3)).isoformat()


def page(cast: Cast, more: str = "") -> str:
    return f"/pupils/{cast.ellie.pupil_id}{more}"


def a_pupil(cast: Cast, **given: str) -> dict[str, str]:
    return {
        "given_name": "Imogen",
        "family_name": "O'Neill-Sørensen",
        "known_as": "Immy",
        "date_of_birth": "2011-05-06",
        "year": "10",
        "upn": "",
        "organisation_id": str(cast.larkdale.organisations["ashfold"]),
        "roll_status": "C",
        "starts_on": TODAY,
        "ends_on": "",
    } | given


# Who sees what --------------------------------------------------------------------------------------------------------


REACH_HER = ("dani", "key_adult", "head_of_year", "safeguarding_lead", "attendance_officer", "lead")


@pytest.mark.parametrize("key", REACH_HER)
def test_those_who_reach_her_see_her(cast: Cast, client: Client, key: str) -> None:
    client.sign_in(getattr(cast, key)).get("/pupils")
    assert "Ellie M." in client.words(".rows") and "Wren Hill School" in client.words(".rows")
    assert "mentor: Dani Okafor" in client.words(".rows")
    client.get(page(cast))
    assert "Dani Okafor" in client.words("#people") and "Jess Carter" in client.words("#windows")
    family = key != "key_adult"
    assert bool(client.select("#family")) is family
    assert ("Unique pupil number" in client.words()) is (key not in ("dani", "key_adult"))
    note = db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed")).one()
    assert note.pupil_id == cast.ellie.pupil_id and note.account_id == getattr(cast, key).account_id


def test_only_the_lead_has_forms(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(page(cast))
    assert not client.select("main form") and "Name a mentor" not in client.words()
    client.sign_in(cast.lead).get(page(cast))
    assert client.select("main form") and "Name a mentor" in client.words()


FORMS = ("/details", "/rolls/new", "/carers/new", "/care/mentor", "/care/carer", "/windows/new")


def test_wrong_hats_and_strangers(cast: Cast, client: Client) -> None:
    roll, link = cast.larkdale.ids["roll of ellie"], cast.larkdale.ids["mentor of ellie"]
    window = cast.larkdale.ids["window"]
    ends = (f"/rolls/{roll}/end", f"/care/{link}/end", f"/windows/{window}/close", "/way-in")
    for person in (cast.ellie, cast.mum, cast.agency, cast.lunt, cast.administrator, cast.clerk, cast.auditor):
        client.sign_in(person)
        for address in ("/pupils", "/pupils?as=csv", "/pupils/new", page(cast), *(page(cast, form) for form in FORMS)):
            client.get(address, 403)
    client.sign_in(cast.dani)
    for form in FORMS:
        client.get(page(cast, form), 403)
        client.post(page(cast, form), status=403)
    for end in ends:
        client.post(page(cast, end), status=403)
    client.sign_in(cast.kit).get(page(cast), 404)
    client.sign_in(cast.stranger).get(page(cast), 404)
    client.sign_in(cast.stranger_lead)
    for form in FORMS:
        client.get(page(cast, form), 404)
        client.post(page(cast, form), status=404)
    for end in ends:
        client.post(page(cast, end), status=404)
    client.sign_out().get(page(cast), 303)
    assert not db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed")).all()


def test_what_hangs_on_one_pupil_is_not_ended_through_another(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    tariq = f"/pupils/{cast.tariq.pupil_id}"
    ids = cast.larkdale.ids
    for address in (f"/care/{ids['mentor of ellie']}/end", f"/windows/{ids['window']}/close"):
        client.post(tariq + address, status=404)
    client.get(f"{tariq}/rolls/{ids['roll of ellie']}/end", 404)
    client.get(page(cast, "/care/headmaster"), 404)
    client.get(f"/pupils/{uuid.uuid4()}", 404)


def test_an_ended_care_link_shuts_at_the_next_request(cast: Cast, client: Client, client_of: ClientOf) -> None:
    mentor = client_of(cast.dani)
    mentor.get(page(cast))
    client.sign_in(cast.lead).get(page(cast))
    client.submit(f'form[action$="{cast.larkdale.ids["mentor of ellie"]}/end"]', because="Dani moves on")
    mentor.get(page(cast), 404)
    mentor.get("/pupils")
    assert "Ellie" not in mentor.words()


def test_the_list_is_paged_and_taken_along(cast: Cast, client: Client) -> None:
    dani = db.session.get_one(Account, cast.dani.account_id)
    client.sign_in(cast.dani).get("/pupils")
    client.get("/pupils")
    few = client.queries
    for number in range(60):
        make.care_link(dani, make.pupil(f"=Pupil{number:02} Zz{number:02}"))
    client.get("/pupils")
    assert len(client.select(".rows > li")) == 50 and client.queries == few
    client.get("/pupils?page=2")
    assert len(client.select(".rows > li")) == 11
    for odd in ("0", "-1", "99", "x", "1e9", "9" * 30, "\u0662"):
        client.get("/pupils", query_string={"page": odd})
    client.get("/pupils?q=zz07")
    assert len(client.select(".rows > li")) == 1
    client.get("/pupils?as=csv")
    lines = client.response.get_data(as_text=True).splitlines()
    assert len(lines) == 62 and lines[2].startswith("'=Pupil00 Z.,10,")
    note = db.session.scalars(sa.select(Note).where(Note.kind == "exported")).one()
    assert note.data == {"list": "pupils", "rows": 61, "format": "csv"} and note.account_id == cast.dani.account_id


# Entering -------------------------------------------------------------------------------------------------------------


def test_a_pupil_is_entered_on_a_roll(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get("/pupils/new")
    client.submit("main form", **a_pupil(cast, upn="h801200001001 "))
    client.follow()
    assert "Immy O." in client.words("h1") and "Ashfold School" in client.words("#rolls")
    assert "H801200001001" in client.words()


def test_a_pupil_sent_twice_is_entered_once(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    sent = a_pupil(cast, once="the-same-key")
    client.post("/pupils/new", sent)
    first = client.response.location
    client.post("/pupils/new", sent)
    assert client.response.location == first
    assert len(db.session.scalars(sa.select(Pupil).where(Pupil.known_as == "Immy")).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"given_name": " "}, "Type the given name"),
        ({"date_of_birth": ""}, "Type the date of birth"),
        ({"date_of_birth": "6th of May"}, "Type this day like"),
        ({"date_of_birth": "1850-01-01"}, "Check this day"),
        ({"date_of_birth": "2099-01-01"}, "Check this day"),
        ({"year": "15"}, "Choose one of these"),
        ({"year": ""}, "Choose the year group"),
        ({"upn": "A801200005001"}, "no unique pupil number"),
        ({"organisation_id": "nowhere"}, "Choose one of these"),
        ({"roll_status": "Z"}, "Choose one of these"),
        ({"ends_on": PAST}, "already past"),
        ({"starts_on": "2030-01-02", "ends_on": "2030-01-01"}, "before the first"),
        ({"family_name": "x" * 201}, "200 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, client: Client, wrong: dict[str, str], said: str) -> None:
    client.sign_in(cast.lead).post("/pupils/new", a_pupil(cast, known_as='"><script>', **wrong), 422)
    assert said in client.words(".govuk-error-summary")
    assert client.one("input#known_as").get("value") == '"><script>'
    if "date_of_birth" in wrong:
        assert client.one("input#date_of_birth").get("value") == wrong["date_of_birth"]


def test_a_number_that_is_another_pupils_is_said(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).post("/pupils/new", a_pupil(cast, upn="H801200001001"))
    client.post("/pupils/new", a_pupil(cast, upn="H801200001001"), 422)
    assert "has this UPN already" in client.words(".govuk-error-summary")
    assert client.one("input#given_name").get("value") == "Imogen"


# Changing -------------------------------------------------------------------------------------------------------------


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
    client.submit("main form", 422, carer_id=str(nan.id), email="nan@home.example", may_see_whereabouts="y")
    assert "tick that too" in client.words(".govuk-error-summary")
    client.submit("main form", may_see_record="y")
    letter = db.session.scalars(sa.select(Mail)).one()
    link = re.search(r"(/n/larkdale/invitation/\S+)", letter.text)
    assert link is not None and "Ellie" not in letter.text and "Ellie" not in letter.subject
    carer = client_of(cast.dani).sign_out()
    carer.get(link.group(1))
    carer.submit("main form", password="river-apple-lantern")
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
    link = db.session.scalars(sa.select(CareLink).where(CareLink.pupil_id == cast.tariq.pupil_id)).all()[-1]
    assert link.kind is CareKind.KEY_ADULT
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
    client.post(f"{new}/way-in", {"login_name": "another.one"}, 422)
    assert db.session.scalars(sa.select(Account).where(Account.login_name == "another.one")).all() == []


# Windows --------------------------------------------------------------------------------------------------------------


def a_window(cast: Cast, **given: object) -> dict[str, object]:
    return {
        "membership_id": str(cast.larkdale.ids["membership of agency_past"]),
        "parts": ["identity", "work"],
        "purpose": "To plan the boat mornings",
        "basis": "agreement",
        "because": "Ellie and her mum",
        "starts_on": TODAY,
        "ends_on": TOMORROW,
    } | given


def test_a_window_is_opened_looked_through_and_closed(cast: Cast, client: Client, client_of: ClientOf) -> None:
    owen = client_of(cast.agency_past)
    owen.get("/windows")
    assert "No window is open to you" in owen.words()
    client.sign_in(cast.lead).get(page(cast, "/windows/new"))
    client.submit("main form", **a_window(cast))
    client.follow()
    assert "Owen Price Bridge Youth Work" in client.words("#windows") and "boat mornings" in client.words("#windows")
    owen.get("/windows")
    assert "boat mornings" in owen.words(".rows") and "Marsh" not in owen.words()
    window = owen.one(".rows a").get("href")
    owen.get(window)
    assert "Wren Hill School" in owen.words() and "Marsh" not in owen.words() and "Ellie M." not in owen.words()
    assert owen.select(f'a[href="/pupils/{cast.ellie.pupil_id}/work"]')
    row = db.session.scalars(sa.select(Window).where(Window.purpose == "To plan the boat mornings")).one()
    client.submit(f'form[action$="{row.id}/close"]', because="The project ended")
    owen.get(window, 404)
    owen.get("/windows")
    assert "Ellie" not in owen.words()
    owen.get(f"/pupils/{cast.ellie.pupil_id}/work", 404)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"parts": []}, "at least one part"),
        ({"parts": ["safeguarding"]}, "Choose from these"),
        ({"parts": ["work", "everything"]}, "Choose from these"),
        ({"ends_on": ""}, "every window ends"),
        ({"ends_on": PAST}, "already past"),
        ({"purpose": "  "}, "what they need it for"),
        ({"because": ""}, "who agreed"),
        ({"basis": "curiosity"}, "Choose one of these"),
        ({"membership_id": str(uuid.uuid4())}, "Choose one of these"),
    ],
)
def test_a_window_that_cannot_be(cast: Cast, client: Client, wrong: dict[str, object], said: str) -> None:
    client.sign_in(cast.lead).post(page(cast, "/windows/new"), a_window(cast, **wrong), 422)
    assert said in client.words(".govuk-error-summary")
    if "purpose" not in wrong:
        assert client.one("input#purpose").get("value") == "To plan the boat mornings"


def test_a_window_without_the_name_says_the_first_name_alone(cast: Cast, client: Client) -> None:
    ellie, agency = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.agency.account_id)
    bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
    row = make.window(ellie, agency, bridge, (Part.WEEK,))
    client.sign_in(cast.agency).get(f"/windows/{row.id}")
    assert "Ellie" in client.words() and "Wren Hill" not in client.words() and "Year" not in client.words()
    assert "Nothing is kept here yet" in client.words()


def test_windows_are_their_holders(cast: Cast, client: Client) -> None:
    window = f"/windows/{cast.larkdale.ids['window']}"
    for person in (cast.agency_past, cast.lunt, cast.lead, cast.stranger):
        client.sign_in(person).get(window, 404)
    client.sign_in(cast.agency).get(f"/windows/{cast.larkdale.ids['window_past']}", 404)
    for person in (cast.ellie, cast.mum):
        client.sign_in(person).get(window, 403)
        client.get("/windows", 403)


def test_a_window_is_shut_after_its_last_day(cast: Cast, client: Client) -> None:
    row = db.session.get_one(Window, cast.larkdale.ids["window"])
    client.sign_in(cast.agency).get(f"/windows/{row.id}")
    row.starts_on, row.ends_on = clock.today() - dt.timedelta(days=9), clock.today() - dt.timedelta(days=1)
    client.get(f"/windows/{row.id}", 404)


# Families -------------------------------------------------------------------------------------------------------------


def test_a_carer_sees_what_their_link_opens(cast: Cast, client: Client) -> None:
    client.sign_in(cast.mum).get("/children")
    client.get(client.one(".rows a").get("href"))
    assert "Dani Okafor is the learning mentor" in client.words() and "Where and when" in client.words()
    client.get(client.one('main a[href$="/work"]').get("href"))
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    link.may_see_whereabouts = False
    client.get(f"/children/{cast.ellie.pupil_id}")
    assert "Where and when" not in client.words()
    client.get(f"/children/{cast.tariq.pupil_id}", 404)


def test_a_carer_without_a_right_reads_a_kind_sentence(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dad).get("/children")
    assert "Ellie" not in client.words() and "welcome to ask" in client.words()
    assert "order" not in client.words().lower()
    client.get(f"/children/{cast.ellie.pupil_id}", 404)


def test_staff_have_no_children_here(cast: Cast, client: Client) -> None:
    for person in (cast.dani, cast.ellie, cast.lead):
        client.sign_in(person).get("/children", 403)
        client.get(f"/children/{cast.ellie.pupil_id}", 403)
