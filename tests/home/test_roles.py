"""Every role of the written table is there, and its sentence says what the code lets it see and do."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.home.places import PLACES
from virtual_school.home.roles import sentence
from virtual_school.identity.models import Membership
from virtual_school.network.roles import ROLE_WORDS, STAFF, Role
from virtual_school.pupils.access import CARE_PARTS, CARE_ROLES, OFFICE_PARTS, SCHOOL_PARTS
from virtual_school.pupils.models import Part
from virtual_school.pupils.words import PART_WORDS

SINCE = dt.date(2026, 1, 5)

# Who runs it (practice 25), and who has a hat from the pupil.
WRITTEN = """
Teacher · Learning mentor · Head of year · SENCO · Safeguarding lead · Headteacher · Key adult · Attendance officer
Exams officer · School co-ordinator · Virtual School lead · Panel clerk · Panel member · Agency worker · College tutor
Venue supervisor · Social worker · SEN officer · Network administrator · Authority's broker · Auditor
"""


def test_the_roles_are_those_of_the_written_table() -> None:
    written = {name.strip() for line in WRITTEN.split("\n") for name in line.split("·") if name.strip()}
    assert {str(ROLE_WORDS[role]) for role in STAFF} == written
    assert set(Role) - STAFF == {Role.PUPIL, Role.CARER} and set(ROLE_WORDS) == set(Role)


@pytest.mark.parametrize("role", sorted(STAFF, key=lambda one: one.value))
def test_the_sentence_names_every_part_and_no_other(app: object, role: Role) -> None:
    said = sentence(role)
    kind = CARE_ROLES.get(role)
    opens = OFFICE_PARTS.get(role) or SCHOOL_PARTS.get(role) or (CARE_PARTS.get(kind) if kind else None) or frozenset()
    listed = said.split(": ", 1)[1].split(".", 1)[0].split("; ") if opens else []
    assert listed == [str(PART_WORDS[part]) for part in Part if part in opens]
    assert "pages" in said


def test_it_stands_where_the_role_is_given(client: Client, cast: Cast) -> None:
    client.sign_in(cast.lead).get(f"/people/{cast.lunt.account_id}")
    assert "Of every pupil of the network" in client.words("#give")
    client.sign_in(cast.head).get(f"/people/{cast.own_teacher.account_id}")
    assert "Of every pupil of the network" not in client.words("#give") and "SENCO" in client.words("#give")
    assert "given the role of safeguarding lead" in client.words("#give")


@pytest.mark.parametrize("role", sorted(STAFF, key=lambda one: one.value))
def test_each_role_is_given_and_begins_somewhere(client: Client, cast: Cast, role: Role) -> None:
    """In the browser, and on a page of their own; where a role has none yet, the page says so."""
    where = str(cast.larkdale.organisations["wren_hill"])
    typed = {"role": role.value, "organisation_id": where, "starts_on": SINCE.isoformat(), "once": "a"}
    client.sign_in(cast.lead).post(f"/people/{cast.bell.account_id}/roles", typed)
    held = db.session.scalars(
        sa.select(Membership.id).where(
            Membership.account_id == cast.bell.account_id, Membership.role == role, Membership.starts_on == SINCE
        )
    ).one()
    client.sign_in(cast.bell, hat=str(held)).get("/home", 302)
    if role is Role.CO_ORDINATOR:  # by way of an address that is everybody's who keeps their own school
        client.get(client.response.location, 302)
    client.get(client.response.location)
    assert str(ROLE_WORDS[role]) in client.words(".menu") and len(client.words("main")) > 40
    if role not in PLACES:
        assert "has no pages of its own yet" in client.words("main")
