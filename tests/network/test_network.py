"""Organisations and subjects: who may change them, and what is refused."""

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import Refused, WrongState
from virtual_school.core.ids import uuid7
from virtual_school.network import actions, changes, policy, queries
from virtual_school.network.models import Network, NetworkMember, Organisation, OrganisationKind, Term
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer


def viewer_of(cast: Cast, role: Role) -> Viewer:
    hat = Hat("a hat", role, cast.larkdale.organisations["larkdale"])
    return Viewer(cast.lead.account_id, cast.larkdale.network_id, "Somebody", (hat,), hat)


@pytest.mark.parametrize("role", list(Role))
def test_only_lead_and_administrator_change_the_network(cast: Cast, role: Role) -> None:
    may = role in (Role.VIRTUAL_SCHOOL_LEAD, Role.ADMINISTRATOR)
    assert bool(policy.can_change_network(viewer_of(cast, role))) is may


def test_an_action_asks_the_policy(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.add_subject(viewer_of(cast, Role.MENTOR), words="Spying")


def test_a_network_is_made_behind_its_own_wall(cast: Cast) -> None:
    by = Viewer.system("installation", uuid7())
    made = changes.make_network(by, slug="new-vale", name="New Vale")
    assert made.id == by.network_id
    assert [row.event for row in db.session.scalars(sa.select(AuditEvent))] == ["network.made"]
    enter_network(cast.larkdale.network_id)
    assert "network.made" not in set(db.session.scalars(sa.select(AuditEvent.event)))


def test_an_organisation_is_in_a_network_once(cast: Cast) -> None:
    lead = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD)
    with pytest.raises(WrongState):
        changes.join(lead, organisation_id=cast.larkdale.organisations["ashfold"])


def test_the_same_school_of_another_network_is_not_entered_twice(cast: Cast) -> None:
    school = make.organisation("Hill Top", urn="123456")
    lead = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD)
    member = actions.bring_in(lead, name="Hilltop School", kind=OrganisationKind.SCHOOL, urn="123456")
    assert member.organisation_id == school.id


def test_a_retired_subject_comes_back(cast: Cast) -> None:
    lead = viewer_of(cast, Role.VIRTUAL_SCHOOL_LEAD)
    term = changes.add_term(lead, words="Latin")
    with pytest.raises(WrongState):
        changes.add_term(lead, words="LATIN")
    changes.retire_term(lead, term)
    assert changes.add_term(lead, words="Latin").id == term.id
    assert term.retired_at is None


def test_the_page_adds_and_ends(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get("/network")
    client.submit('form[action="/network/organisations"]', name="Oakmoor School", kind="school", urn="111222")
    client.follow()
    assert "Oakmoor School" in client.words()
    member = db.session.scalars(
        sa.select(NetworkMember)
        .join(Organisation, Organisation.id == NetworkMember.organisation_id)
        .where(Organisation.urn == "111222")
    ).one()
    client.submit(f'form[action="/network/organisations/{member.id}/end"]', because="It left.")
    client.follow()
    assert "Oakmoor School" not in client.words("#organisations + .rows")
    assert "because" in {column.key for column in NetworkMember.__table__.columns}
    db.session.expire_all()
    assert member.because == "It left." and member.ended_by == cast.lead.account_id


def test_a_form_sent_twice_adds_once(cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    sent = {"name": "Twice School", "kind": "school", "once": "the-same-key"}
    client.post("/network/organisations", sent)
    client.post("/network/organisations", sent)
    named = sa.select(sa.func.count()).select_from(Organisation).where(Organisation.name == "Twice School")
    assert db.session.scalar(named) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Type the organisation's name"),
        ({"name": "   "}, "Type the organisation's name"),
        ({"kind": "castle"}, "Choose one of these"),
        ({"kind": ""}, "Choose what it is"),
        ({"urn": "12"}, "six digits"),
        ({"laestab": "1234567"}, "123/4567"),
        ({"ukprn": "no"}, "eight digits"),
        ({"name": "x" * 201}, "200 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, client: Client, wrong: dict[str, str], said: str) -> None:
    sent = {"name": "Kept <b>School</b>", "kind": "school", "urn": "", "laestab": "", "ukprn": ""} | wrong
    client.sign_in(cast.lead).post("/network/organisations", sent, 422)
    assert said in client.words(".govuk-error-summary")
    if "name" not in wrong:
        assert client.one("input#name").get("value") == "Kept <b>School</b>"


def test_a_subject_that_is_there_is_said_to_be(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).post("/network/subjects", {"words": "computing"}, 422)
    assert "is there already" in client.words(".govuk-error-summary")
    assert client.one("input#words").get("value") == "computing"


def test_subjects_are_added_and_retired(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).post("/network/subjects", {"words": "<script>alert(1)</script>"})
    client.follow()
    assert "<script>alert(1)</script>" in client.words("#subjects + .rows")
    term = db.session.scalars(sa.select(Term).where(Term.words.contains("script"))).one()
    client.post(f"/network/subjects/{term.id}/retire")
    client.follow()
    assert "script" not in client.words("#subjects + .rows")


def test_wrong_hats_and_strangers(cast: Cast, client: Client) -> None:
    terms = db.session.scalars(sa.select(Term)).all()
    for person in (cast.dani, cast.lunt, cast.ellie, cast.mum, cast.agency, cast.auditor):
        client.sign_in(person).get("/network", 403)
        client.post("/network/subjects", {"words": "x"}, 403)
        client.post(f"/network/subjects/{terms[0].id}/retire", status=403)
    client.sign_in(cast.stranger_lead)
    client.post(f"/network/subjects/{terms[0].id}/retire", status=404)
    member = db.session.scalars(sa.select(NetworkMember)).first()
    assert member is not None
    client.post(f"/network/organisations/{member.id}/end", status=404)
    client.sign_out().get("/network", 303)


def test_queries_do_not_grow_with_the_list(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get("/network")
    client.get("/network")
    before = client.queries
    for number in range(30):
        make.member(make.organisation(f"School {number}"))
    client.get("/network")
    assert client.queries == before
    assert db.session.get(Network, cast.larkdale.network_id) is not None
    assert len(queries.places(viewer_of(cast, Role.ADMINISTRATOR))) == 30 + len(cast.larkdale.organisations)
