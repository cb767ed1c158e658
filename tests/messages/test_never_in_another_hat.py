"""What a parent cannot read they read in no other hat; nobody looks into what they sit in, or what is about them."""

import pytest

from tests import make, make_safeguarding
from tests import make_messages as made
from tests.cast import Cast
from tests.client import Client
from tests.messages.conftest import Around
from virtual_school.core.db import db
from virtual_school.messages.models import Seat, ThreadKind
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind, CareLink
from virtual_school.safeguarding.models import ConcernParty

SAID = "The bus came at nine again."


def school(cast: Cast, key: str = "wren_hill") -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def of_pupil(around: Around) -> str:
    return f"/messages/oversight/of/{around.ellie.id}"


@pytest.mark.parametrize("role", [Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD])
@pytest.mark.parametrize("ended", [False, True])
def test_a_parent_who_leads_looks_into_nothing_of_their_own_child(
    role: Role, ended: bool, client: Client, cast: Cast, around: Around
) -> None:
    """The child was told: 'Your parents or carers can’t read it.'"""
    at = school(cast, "larkdale" if role is Role.VIRTUAL_SCHOOL_LEAD else "wren_hill")
    hat = make.membership(around.account(cast.mum), at, role)
    if ended:
        db.session.get_one(CareLink, around.id("mum")).ended_at = make.clock.now()
    look = made.look(around.thread(), around.account(cast.mum), role, at.id)
    db.session.commit()
    client.sign_in(cast.mum, str(hat.id)).get(of_pupil(around), None)
    assert "Pupil and mentor" not in client.response.get_data(as_text=True)
    client.post(of_pupil(around), {"thread": str(around.id("thread of ellie")), "reason": "I wonder."}, None)
    assert client.response.status_code in (404, 422)
    client.get(f"/messages/oversight/{look.id}", 404)
    client.post("/messages/oversight/sample")
    client.get("/messages/oversight")
    assert "Ellie" not in client.words("main")


def test_a_parent_who_teaches_there_sits_in_no_thread_as_a_teacher(client: Client, cast: Cast, around: Around) -> None:
    hat = make.membership(around.account(cast.mum), school(cast), Role.TEACHER)
    seat = {"account": around.account(cast.mum), "organisation_id": school(cast).id}
    made.sit(around.thread("thread with teacher"), around.account(cast.dani), Seat.TEACHER, **seat)
    db.session.commit()
    client.sign_in(cast.mum, str(hat.id)).get(around.url("thread with teacher"), 404)
    client.sign_in(cast.ellie).get(around.url("thread with teacher"))
    assert "Helen" not in client.words("#seen")
    client.sign_in(cast.dani).get(f"/messages/about/{around.ellie.id}/teacher")
    assert "Helen" not in client.words("main")


def test_a_lead_who_mentors_neither_looks_into_nor_withdraws_what_they_sit_in(
    client: Client, cast: Cast, around: Around
) -> None:
    hat = make.membership(around.account(cast.dani), school(cast, "larkdale"), Role.VIRTUAL_SCHOOL_LEAD)
    db.session.commit()
    client.sign_in(cast.dani, str(hat.id)).get(f"/messages/{around.id('said of ellie')}/withdraw", 404)
    client.get(of_pupil(around))
    assert "Pupil and mentor" not in client.words("main")


def test_whom_a_concern_about_the_pupil_names_looks_into_nothing_about_them(
    client: Client, cast: Cast, around: Around
) -> None:
    thread = around.thread("thread with key adult")
    said = made.message(thread, around.account(cast.ellie), "Mrs Kaye frightens me.", Seat.PUPIL)
    keys = around.account(cast.key_adult)
    concern = make_safeguarding.concern(around.ellie, keys, school(cast), said.id, about_kind="message")
    db.session.add(
        ConcernParty(concern_id=concern.id, account_id=cast.safeguarding_lead.account_id, at=make.clock.now())
    )
    db.session.commit()
    client.sign_in(cast.safeguarding_lead).get(of_pupil(around), None)
    assert "Pupil and key adult" not in client.response.get_data(as_text=True)


def test_who_became_the_mentor_after_being_the_key_adult_reads_neither_hats_share(
    client: Client, cast: Cast, around: Around
) -> None:
    priya = around.account(cast.key_adult)
    db.session.get_one(CareLink, around.id("key_adult")).ended_at = make.clock.now()
    hat = make.membership(priya, school(cast, "larkdale"), Role.MENTOR)
    make.care_link(priya, around.ellie, CareKind.MENTOR)
    thread = around.thread("thread with key adult")
    assert thread.kind is ThreadKind.KEY_ADULT
    db.session.commit()
    for key in (None, str(hat.id)):
        client.sign_in(cast.key_adult, key).get(around.url("thread with key adult"), 404)
