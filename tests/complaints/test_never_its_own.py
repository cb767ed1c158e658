"""Who a complaint is about never has it, and finds it nowhere: in no hat, list, notice or log."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make as rows
from tests.cast import Cast, Person
from tests.client import Client
from tests.complaints.steps import HAPPENED, answer_it, everywhere, make, owner_of, row, told
from virtual_school.complaints import changes, policy
from virtual_school.complaints.around import OTHER
from virtual_school.complaints.people import Around, Said
from virtual_school.complaints.people import Person as Somebody
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Network, Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice

Acting = Callable[[Person], Viewer]


def somebody(name: str, role: Role = Role.HEADTEACHER) -> Somebody:
    return Somebody(uuid.uuid4(), name, role)


AMAL, BEN = somebody("Amal Haddad", Role.VIRTUAL_SCHOOL_LEAD), somebody("Ben Ode", Role.VIRTUAL_SCHOOL_LEAD)
RUTH, IVY, NELL = somebody("Ruth Calder"), somebody("Ivy Stone"), somebody("Nell Gray")
ALL = Around((AMAL, BEN), (RUTH,), IVY, (NELL,))
NOBODY = uuid.uuid4()


# Whose it is ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "name", "owner"),
    [
        (None, "", AMAL),
        (AMAL, "", RUTH),
        (BEN, "", RUTH),
        (RUTH, "", AMAL),
        (None, "Amal Haddad", RUTH),
        (None, "mrs HADDAD, I think", RUTH),
        (None, "Somebody else", AMAL),
    ],
)
def test_who_has_it_first(about: Somebody | None, name: str, owner: Somebody) -> None:
    assert policy.first_owner(ALL, about.account_id if about else None, name, NOBODY) == owner


def test_about_a_lead_where_nobody_else_is() -> None:
    assert policy.first_owner(Around((AMAL,), (), IVY, ()), AMAL.account_id, "", NOBODY) == IVY
    assert policy.first_owner(Around((AMAL, BEN), (), None, ()), AMAL.account_id, "", NOBODY) == BEN
    assert policy.first_owner(Around((AMAL,), (), None, ()), AMAL.account_id, "", NOBODY) is None
    assert not policy.can_make(NOBODY, AMAL.account_id, None)


def test_nobody_has_their_own() -> None:
    assert policy.first_owner(ALL, None, "", AMAL.account_id) == BEN
    assert not policy.can_make(AMAL.account_id, AMAL.account_id, BEN)


# Who finds it ---------------------------------------------------------------------------------------------------------


def test_who_finds_it_is_who_made_it_and_who_has_it(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie, about_id=cast.dani.account_id, happened="A heron took my bag.")
    urls = (f"/complaints/{found}", "/complaints", f"/pupils/{cast.ellie.pupil_id}", "/changes", "/looks", "/notices")
    heron = {person.key for person in cast if everywhere(client, cast, person, urls, "heron")}
    listed = {person.key for person in cast if everywhere(client, cast, person, urls[1:], str(found))}
    assert heron == {"ellie", "lead"} and listed <= {"ellie", "lead"}
    assert {one.account_id for one in told(found, "complaint.made")} == {cast.lead.account_id}
    for path in ("read", "answer", "satisfied", "not-satisfied", "close", "take-on"):
        client.sign_in(cast.dani).post(f"/complaints/{found}/{path}", {"words": "Mine."}, None)
        assert client.response.status_code in (403, 404), path
    client.get(f"/worried/complaint/{found}", 404)


def test_about_the_lead_it_goes_to_the_headteacher_and_the_lead_finds_nothing(cast: Cast, client: Client) -> None:
    found = make(client, cast.mum, pupil_id=cast.ellie.pupil_id, about_id=cast.lead.account_id, happened="A heron.")
    assert owner_of(found) == "Ruth Calder"
    urls = (f"/complaints/{found}", "/complaints", "/complaints?stopped=1", "/home", "/waiting", "/notices", "/looks")
    assert not everywhere(client, cast, cast.lead, urls, "heron")
    assert not everywhere(client, cast, cast.lead, urls, str(found))
    client.post(f"/complaints/{found}/take-on", status=404)
    answer_it(client, found, cast.head)
    client.sign_in(cast.mum).post(f"/complaints/{found}/not-satisfied", {"words": ""}, 409)
    assert "Nobody here can take this." in client.words(), "not even as the second"


def test_whom_the_network_named_has_it_next(cast: Cast, client: Client) -> None:
    other = rows.account("Ivy Stone", login_name="ivy.larkdale")
    place = db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"])
    rows.membership(other, place, Role.HEADTEACHER)
    db.session.commit()
    client.sign_in(cast.administrator).get("/complaints/other")
    client.submit("main form", account_id=str(other.id))
    assert db.session.get_one(Network, cast.larkdale.network_id).numbers[OTHER] == str(other.id)
    client.post("/complaints/other", {"account_id": str(cast.dani.account_id)}, 422)
    found = make(client, cast.bell, about_id=cast.lead.account_id)
    assert owner_of(found) == "Ivy Stone"
    about_head = make(client, cast.mum, pupil_id=cast.ellie.pupil_id, about_name="Ruth Calder")
    answer_it(client, about_head, cast.lead)
    client.sign_in(cast.mum).post(f"/complaints/{about_head}/not-satisfied", {"words": ""})
    assert row(about_head).second_id == other.id, "not the headteacher, whom it is about"


def test_a_lead_who_complains_does_not_have_it(cast: Cast, client: Client) -> None:
    found = make(client, cast.lead)
    assert owner_of(found) == "Ruth Calder"
    client.post(f"/complaints/{found}/read", status=403)
    client.sign_in(cast.dani).post(
        "/complaints/new", {"happened": HAPPENED, "about_id": str(cast.dani.account_id)}, 422
    )


def test_another_hat_opens_nothing(cast: Cast, client: Client, acting: Acting) -> None:
    """The headteacher who has it, as a teacher; the mentor it is about, who is also somebody's lead."""
    found = make(client, cast.ellie, about_id=cast.dani.account_id)
    dani = db.session.get_one(Account, cast.dani.account_id)
    home = db.session.get_one(Organisation, cast.larkdale.organisations["larkdale"])
    hat = rows.membership(dani, home, Role.VIRTUAL_SCHOOL_LEAD)
    db.session.commit()
    client.sign_in(cast.dani, str(hat.id)).get(f"/complaints/{found}", 404)
    client.get("/complaints")
    assert str(found) not in client.response.get_data(as_text=True)
    amal = db.session.get_one(Account, cast.lead.account_id)
    teacher = rows.membership(amal, home, Role.TEACHER)
    db.session.commit()
    client.sign_in(cast.lead, str(teacher.id)).get(f"/complaints/{found}", 404)


def test_the_auditor_it_is_about_reads_nothing_of_it_in_the_log(cast: Cast, client: Client, acting: Acting) -> None:
    make(client, cast.ellie)
    client.sign_in(cast.auditor).get("/changes")
    before = client.words().count("complaint.made")
    assert before
    lead = Somebody(cast.lead.account_id, cast.lead.name, Role.VIRTUAL_SCHOOL_LEAD)
    changes.make(acting(cast.ellie), Said("Words.", "", about_id=cast.auditor.account_id), lead)
    db.session.commit()
    client.get("/changes")
    assert client.words().count("complaint.made") == before


def test_it_never_lies_where_nobody_looks(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie)
    second = rows.account("Ben Ode", login_name="ben.larkdale")
    home = db.session.get_one(Organisation, cast.larkdale.organisations["larkdale"])
    rows.membership(second, home, Role.VIRTUAL_SCHOOL_LEAD)
    old = db.session.get_one(Membership, cast.larkdale.ids["membership of lead"])
    row(found).owner_id = second.id
    db.session.commit()
    client.sign_in(cast.lead).get(f"/complaints/{found}", 404)
    member = db.session.scalars(sa.select(Membership).where(Membership.account_id == second.id)).one()
    member.ended_at = clock.now()
    db.session.commit()
    client.get("/complaints")
    assert f"/complaints/{found}" in client.response.get_data(as_text=True) and old.ended_at is None
    client.get(f"/complaints/{found}")
    client.submit("form[action$=take-on]")
    client.post(f"/complaints/{found}/take-on")  # pressed twice
    assert row(found).owner_id == cast.lead.account_id


def test_notices_name_nobody(cast: Cast, client: Client) -> None:
    found = make(client, cast.mum, pupil_id=cast.ellie.pupil_id, about_id=cast.dani.account_id)
    answer_it(client, found, cast.lead)
    kinds = sa.select(Notice).where(Notice.object_id == found)
    assert all(one.about_id is None and "Ellie" not in one.path for one in db.session.scalars(kinds))


def test_another_network_finds_none(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie)
    for person in cast.fernvale:
        client.sign_in(person).get(f"/complaints/{found}", 404)
        client.get("/complaints")
        assert HAPPENED not in client.words()
