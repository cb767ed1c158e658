"""Who has looked: what the family is shown of it, and what practice leaves out so that nothing tells of it."""

import datetime as dt
import uuid

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.network.models import Network, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.pupils import access
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.looks import policy, words
from virtual_school.pupils.looks.policy import Looked
from virtual_school.pupils.models import HeldBack, Part

PARENT = Access(Relation.CARER, access.RECORD_PARTS, "", None)


def look(**said: object) -> Looked:
    known: dict[str, object] = {
        "account_id": uuid.UUID(int=1),
        "role": Role.MENTOR,
        "organisation_id": uuid.UUID(int=2),
        "organisation_kind": OrganisationKind.VIRTUAL_SCHOOL,
        "part": Part.PLAN,
        "by": Relation.MENTOR,
    }
    return Looked(**{**known, **said})  # type: ignore[arg-type]


def held(**said: object) -> HeldBack:
    return HeldBack(**{"account_id": None, "organisation_id": None, "from_pupil": False, **said})


def test_a_mentors_look_is_shown_to_both() -> None:
    assert policy.is_shown(look(), access.by_self(), []) and policy.is_shown(look(), PARENT, [])


@pytest.mark.parametrize(
    "left_out",
    [
        {"role": Role.SAFEGUARDING_LEAD, "by": Relation.SCHOOL},
        {"role": Role.SOCIAL_WORKER, "by": Relation.SOCIAL_WORKER},
        {"role": Role.AGENCY_WORKER, "by": Relation.WINDOW},
        {"role": Role.SEN_OFFICER, "by": Relation.WINDOW},
        {"role": Role.ADMINISTRATOR},
        {"role": None},
        {"part": Part.SAFEGUARDING},
        {"part": None},
        {"by": Relation.GLASS},
        {"by": None},
        {"organisation_kind": OrganisationKind.AGENCY},
        {"organisation_kind": OrganisationKind.AUTHORITY},
        {"organisation_kind": None},
    ],
    ids=str,
)
def test_what_could_tip_somebody_off_is_shown_to_nobody(left_out: dict[str, object]) -> None:
    assert not policy.is_shown(look(**left_out), access.by_self(), [])
    assert not policy.is_shown(look(**left_out), PARENT, [])


@pytest.mark.parametrize("part", sorted(policy.KEPT_FROM_PARENTS, key=lambda part: part.value))
def test_a_parent_is_not_shown_looks_at_what_the_pupil_keeps_from_them(part: Part) -> None:
    everything = Access(Relation.CARER, access.ALL, "", None)
    assert not policy.is_shown(look(part=part), everything, [])


def test_nor_looks_at_a_part_that_they_may_not_see() -> None:
    assert not policy.is_shown(look(part=Part.WEEK), PARENT, [])
    assert policy.is_shown(look(part=Part.WEEK), access.by_self(), [])


def test_no_place_is_told_to_a_parent_who_may_not_know_where_their_child_is() -> None:
    college = look(role=Role.COLLEGE_TUTOR, organisation_kind=OrganisationKind.COLLEGE, by=Relation.WINDOW)
    school = look(role=Role.HEAD_OF_YEAR, organisation_kind=OrganisationKind.SCHOOL, by=Relation.SCHOOL)
    assert not policy.is_shown(college, PARENT, []) and policy.is_shown(college, access.by_self(), [])
    assert policy.is_shown(school, PARENT, []) and not policy.names_organisation(school, PARENT)
    knows = Access(Relation.CARER, access.RECORD_PARTS | access.WHEREABOUTS_PARTS, "", None)
    assert policy.is_shown(college, knows, []) and policy.names_organisation(school, knows)
    assert policy.names_organisation(look(), PARENT)


def test_what_a_safeguarding_lead_holds_back_is_not_shown() -> None:
    account, place = uuid.UUID(int=1), uuid.UUID(int=2)
    for one in (held(account_id=account), held(organisation_id=place), held()):
        assert not policy.is_shown(look(), PARENT, [one])
        assert policy.is_shown(look(), access.by_self(), [one])
        one.from_pupil = True
        assert not policy.is_shown(look(), access.by_self(), [one])
    assert policy.is_shown(look(), PARENT, [held(account_id=uuid.UUID(int=9))])


def test_why_they_may_is_said_to_the_pupil_and_to_a_parent() -> None:
    assert words.why(Role.MENTOR, Relation.MENTOR, None) == "looks after you"
    assert words.why(Role.MENTOR, Relation.MENTOR, "Ellie") == "looks after Ellie"
    for role in policy.SHOWN_ROLES:
        assert "%(" not in words.why(role, Relation.WINDOW, "Ellie")


# In the browser -------------------------------------------------------------------------------------------------------


def noted(cast: Cast, who: Person, place: str, ago: dt.timedelta = dt.timedelta(0), **data: str) -> None:
    side = cast.larkdale
    said = {"page": "plan", "part": "plan", "by": "mentor", "hat": who.role.value, **data}
    said["at"] = str(side.organisations[place])
    row = Note(at=clock.now() - ago, kind="pupil.viewed", account_id=who.account_id, pupil_id=cast.ellie.pupil_id)
    row.data = dict(said)
    db.session.add(row)
    db.session.commit()


def page_of(client: Client, cast: Cast, who: Person) -> str:
    mine = "/who-has-looked"
    client.sign_in(who).get(mine if who.is_pupil else f"/children/{cast.ellie.pupil_id}{mine}")
    return client.words("main")


def test_the_family_sees_roles_of_organisations_and_why(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/plan")
    for who, why in ((cast.ellie, "looks after you"), (cast.mum, "looks after Ellie")):
        said = page_of(client, cast, who)
        assert "Learning mentor" in said and why in said and "Dani" not in said


def test_how_often_somebody_looked_is_not_there(cast: Cast, client: Client) -> None:
    noted(cast, cast.head_of_year, "wren_hill", by="school")
    once = page_of(client, cast, cast.mum)
    for _time in range(5):
        noted(cast, cast.head_of_year, "wren_hill", by="school")
    assert page_of(client, cast, cast.mum) == once


def test_what_is_left_out_leaves_the_page_as_it_was(cast: Cast, client: Client) -> None:
    """Word for word: no number, no empty week, no other order, no further page."""
    noted(cast, cast.head_of_year, "wren_hill", by="school")
    before = {who.key: page_of(client, cast, who) for who in (cast.ellie, cast.mum)}
    week = dt.timedelta(weeks=1)
    noted(cast, cast.safeguarding_lead, "wren_hill", by="school")
    noted(cast, cast.safeguarding_lead, "wren_hill", week, by="school")
    noted(cast, cast.agency, "bridge", 2 * week, by="window")
    noted(cast, cast.dani, "wren_hill", 2 * week, part="safeguarding")
    assert {who.key: page_of(client, cast, who) for who in (cast.ellie, cast.mum)} == before
    noted(cast, cast.dani, "wren_hill", 2 * week, part="notes")
    assert page_of(client, cast, cast.mum) == before["mum"]


def test_looks_held_back_leave_the_page_as_it_was(cast: Cast, client: Client) -> None:
    empty = page_of(client, cast, cast.mum)
    noted(cast, cast.head_of_year, "wren_hill", by="school")
    assert page_of(client, cast, cast.mum) != empty
    url = f"/pupils/{cast.ellie.pupil_id}/held-back"
    client.sign_in(cast.safeguarding_lead).get(url)
    review = (clock.today() + dt.timedelta(days=20)).isoformat()
    form = {"who": str(cast.head_of_year.account_id), "reason": "She asked.", "review_on": review, "once": "a-key"}
    client.post(url, data=form, status=303)
    assert page_of(client, cast, cast.mum) == empty
    assert "Head of year" in page_of(client, cast, cast.ellie)


def test_a_name_stands_there_only_where_the_network_decides_so(cast: Cast, client: Client) -> None:
    noted(cast, cast.head_of_year, "wren_hill", by="school")
    assert cast.head_of_year.name not in page_of(client, cast, cast.mum)
    network = db.session.get(Network, cast.larkdale.network_id)
    assert network is not None
    network.numbers = {**network.numbers, "looks_named": 1}
    db.session.commit()
    assert cast.head_of_year.name in page_of(client, cast, cast.mum)


def test_the_weeks_before_are_offered_whatever_is_in_them(cast: Cast, client: Client) -> None:
    page_of(client, cast, cast.mum)
    assert client.select("main a[rel=next]")
    client.get(f"/children/{cast.ellie.pupil_id}/who-has-looked?until=2020-01-01")
    client.get(f"/children/{cast.ellie.pupil_id}/who-has-looked?until=x")


# For those who answer for it ------------------------------------------------------------------------------------------


def log_of(client: Client, who: Person, **asked: str) -> str:
    client.sign_in(who).get("/looks", query_string=asked)
    return client.words("main tbody") if client.select("main tbody") else ""


def test_the_lead_searches_by_person_pupil_part_and_day(cast: Cast, client: Client) -> None:
    noted(cast, cast.dani, "wren_hill")
    noted(cast, cast.head_of_year, "wren_hill", dt.timedelta(days=3), by="school", part="week")
    assert cast.dani.name in log_of(client, cast.lead) and cast.head_of_year.name in log_of(client, cast.lead)
    assert cast.head_of_year.name not in log_of(client, cast.lead, person="dani")
    assert "Ellie M." in log_of(client, cast.lead, pupil="ellie")
    assert not log_of(client, cast.lead, pupil="tariq")
    assert cast.dani.name not in log_of(client, cast.lead, part="week")
    today = clock.today().isoformat()
    assert cast.head_of_year.name not in log_of(client, cast.lead, **{"from": today, "to": today})


def test_a_head_reads_the_own_school_alone_and_nothing_of_safeguarding(cast: Cast, client: Client) -> None:
    noted(cast, cast.dani, "wren_hill")
    noted(cast, cast.safeguarding_lead, "wren_hill", by="school", part="safeguarding")
    noted(cast, cast.safeguarding_lead, "wren_hill", by="glass", part="plan")
    said = log_of(client, cast.head)
    assert cast.dani.name in said and cast.safeguarding_lead.name not in said
    assert cast.safeguarding_lead.name not in log_of(client, cast.lead)
    assert cast.safeguarding_lead.name not in log_of(client, cast.auditor)
    assert cast.safeguarding_lead.name in log_of(client, cast.safeguarding_lead)


def test_the_auditor_reads_of_no_pupil_by_name(cast: Cast, client: Client) -> None:
    noted(cast, cast.dani, "wren_hill")
    said = log_of(client, cast.auditor)
    assert cast.dani.name in said and "Ellie" not in said and "Marsh" not in said
    assert not log_of(client, cast.auditor, pupil="Ellie"), "a part of a name would let the auditor guess"
    assert cast.dani.name in log_of(client, cast.auditor, pupil="Ellie Marsh")
    assert cast.ellie.pupil_id is not None
    assert cast.dani.name in log_of(client, cast.auditor, pupil=cast.ellie.pupil_id.hex)
    client.sign_in(cast.auditor).get(f"/pupils/{cast.ellie.pupil_id}", 403)


def test_nobody_reads_of_another_network(cast: Cast, client: Client) -> None:
    noted(cast, cast.dani, "wren_hill")
    assert cast.dani.name not in log_of(client, cast.stranger_lead)


def test_the_log_leaves_the_house_with_a_reason_on_its_face(cast: Cast, client: Client) -> None:
    noted(cast, cast.dani, "wren_hill")
    client.sign_in(cast.auditor).get("/looks?as=csv")
    assert "Why do you take this out?" in client.words("h1")
    sent = {"address": "/looks?person=&pupil=&as=csv", "because": "A complaint of 3 November.", "once": "a-key"}
    client.post("/taking", data=sent, status=303)
    where = client.response.location
    client.get(where)
    face = client.response.get_data(as_text=True).splitlines()[0]
    assert cast.auditor.name in face and "A complaint of 3 November." in face
    client.sign_in(cast.lead).get(where)
    assert "Why do you take this out?" in client.words("h1"), "a reason is nobody else's"
    client.get("/taken-out")
    assert cast.auditor.name in client.words("main") and "A complaint of 3 November." in client.words("main")


def test_a_reason_is_for_the_list_it_was_given_for(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    client.post("/taking", data={"address": "/looks?part=plan&as=csv", "because": "So.", "once": "b-key"}, status=303)
    taking = client.response.location.split("taking=")[1]
    client.get(f"/looks?as=csv&taking={taking}")
    assert "Why do you take this out?" in client.words("h1")
    for address in ("https://evil.example/", "//evil.example/x", "evil", ""):
        client.post("/taking", data={"address": address, "because": "So.", "once": address or "c"}, status=404)
