"""Who reads a thread: the whole cast is walked through every thread, and the line at its top is held to it."""

import datetime as dt

import pytest

from tests import make, make_safeguarding
from tests import make_messages as made
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.messages.conftest import Around
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.messages.models import Seat, ThreadKind
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind, CareLink, Carer

READ_BY = {
    "thread of ellie": {"ellie": "You", "dani": "Dani Okafor"},
    "thread with key adult": {"ellie": "You", "key_adult": "Priya Nair"},
    "thread with mum": {"mum": "Helen Marsh", "dani": "Dani Okafor"},
    "thread with teacher": {"ellie": "You", "dani": "Dani Okafor", "own_teacher": "Mr Hale"},
}


@pytest.mark.parametrize("name", READ_BY)
def test_of_the_whole_cast_only_who_sits_there_finds_it(
    name: str, app: App, stage: Stage, cast: Cast, around: Around
) -> None:
    found = set()
    for person in cast:
        client = Client(app, stage.statements).sign_in(person)
        client.get(around.url(name), None)
        if client.response.status_code == 200:
            found.add(person.key)
        else:
            assert client.response.status_code in (403, 404)
            client.get("/messages", None)
            assert str(around.id(name)) not in client.response.get_data(as_text=True)
    assert found == set(READ_BY[name])


@pytest.mark.parametrize("name", READ_BY)
def test_the_line_names_each_of_them_to_each_of_them(
    name: str, app: App, stage: Stage, cast: Cast, around: Around
) -> None:
    for key in READ_BY[name]:
        client = Client(app, stage.statements).sign_in(getattr(cast, key))
        client.get(around.url(name))
        line = client.words("#seen")
        for other, full in READ_BY[name].items():
            told = "ou" if other == key else "Ellie" if other == "ellie" else full
            told = told.split()[0] if key == "ellie" and not told.startswith("Mr") else told
            assert told in line, f"{key} is not told of {other}: {line}"
        strangers = {"Sam", "Kit", "Rob"} | ({"Dani"} if name == "thread with key adult" else set())
        assert not [one for one in strangers if one in line]
        assert "may read it" in line
        assert "safe" in line


def test_the_family_reads_that_the_child_cannot(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.mum).get(around.url("thread with mum"))
    assert "Ellie can’t read it." in client.words("#seen")
    client.sign_in(cast.ellie).get(around.url("thread with mum"), 404)


def test_the_pupil_reads_that_the_mentor_cannot(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.ellie).get(around.url("thread with key adult"))
    assert "Your mentor can’t read it." in client.words("#seen")


def test_a_new_mentor_reads_from_the_start_and_the_old_one_nothing(client: Client, cast: Cast, around: Around) -> None:
    link = db.session.get_one(CareLink, around.id("mentor of ellie"))
    link.ended_at = clock.now()
    make.care_link(around.account(cast.sam), around.ellie)
    client.sign_in(cast.dani).get(around.url(), 404)
    client.sign_in(cast.sam).get(around.url())
    assert "The bus came at nine again." in client.words(".messages")
    client.sign_in(cast.ellie).get(around.url())
    assert "You and Sam" in client.words("#seen")


def test_a_new_key_adult_reads_nothing_of_what_was_told_to_the_last(client: Client, cast: Cast, around: Around) -> None:
    link = db.session.get_one(CareLink, around.id("key_adult"))
    link.ended_at = clock.now()
    tutor = around.account(cast.own_teacher)
    make.membership(tutor, around_school(cast), Role.KEY_ADULT)
    make.care_link(tutor, around.ellie, CareKind.KEY_ADULT)
    client.sign_in(cast.key_adult).get(around.url("thread with key adult"), 404)
    client.sign_in(cast.own_teacher).get(around.url("thread with key adult"), 404)
    client.sign_in(cast.ellie).get(around.url("thread with key adult"))
    assert "Nobody else reads this any more" in client.words()
    assert not client.select("#message-form")


def around_school(cast: Cast) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])


def test_the_mentor_reads_the_key_adults_thread_in_no_hat(client: Client, cast: Cast, around: Around) -> None:
    dani = around.account(cast.dani)
    hats = [make.membership(dani, around_school(cast), role) for role in (Role.KEY_ADULT, Role.SAFEGUARDING_LEAD)]
    for hat in hats:
        db.session.commit()
        client.sign_in(cast.dani, str(hat.id)).get(around.url("thread with key adult"), None)
        assert client.response.status_code in (403, 404)
    client.get(f"/messages/oversight/of/{around.ellie.id}", None)
    assert "Pupil and key adult" not in client.response.get_data(as_text=True)
    chosen = {"thread": str(around.id("thread with key adult")), "reason": "I would like to know."}
    client.post(f"/messages/oversight/of/{around.ellie.id}", chosen, None)
    assert client.response.status_code in (404, 422)


@pytest.mark.parametrize("limit", ["order", "right", "eighteen", "ended", "apart"])
def test_a_parent_reads_only_as_long_as_they_may(limit: str, client: Client, cast: Cast, around: Around) -> None:
    link, mother = db.session.get_one(CareLink, around.id("mum")), db.session.get_one(Carer, around.id("carer"))
    if limit == "order":
        mother.order_in_force = "No contact."
    elif limit == "right":
        link.may_see_record = False
    elif limit == "eighteen":
        around.ellie.date_of_birth = clock.today() - dt.timedelta(days=18 * 366)
    elif limit == "ended":
        link.ended_at = clock.now()
    else:
        make_safeguarding.keep_apart(around.ellie, cast.lead.account_id, account_id=cast.mum.account_id)
    client.sign_in(cast.mum).get(around.url("thread with mum"), None)
    assert client.response.status_code in (403, 404)
    client.sign_in(cast.dani).get(around.url("thread with mum"))
    assert "Helen" not in client.words("#seen")


def test_a_teacher_reads_no_more_when_the_mentor_ends_it(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.dani).get(around.url("thread with teacher"))
    client.submit(f"form[action$='{around.id('seat of teacher')}/end']")
    client.follow()
    assert "Mr Hale" not in client.words("#seen")
    client.sign_in(cast.own_teacher).get(around.url("thread with teacher"), 404)


def test_a_teacher_of_another_school_is_never_on_offer(client: Client, cast: Cast, around: Around) -> None:
    client.sign_in(cast.dani).get(f"/messages/about/{around.ellie.id}/teacher")
    assert "Mr Hale" in client.words()
    assert "Lunt" not in client.words()


def test_no_thread_ever_stands_between_two_pupils(client: Client, cast: Cast, around: Around) -> None:
    """Not even where rows say so that no action writes."""
    tariq = around.account(cast.tariq)
    row = made.thread(around.ellie, around.account(cast.dani), ThreadKind.FAMILY)
    made.sit(row, around.account(cast.dani), Seat.CARER, tariq)
    record = make.carer(around.ellie, "Tariq Bell")
    make.care_link(tariq, around.ellie, CareKind.CARER, carer_id=record.id, may_see_record=True)
    made.message(row, around.account(cast.dani), "Only for grown-ups.")
    client.sign_in(cast.tariq).get(f"/messages/{row.id}", None)
    assert client.response.status_code in (403, 404)
    client.sign_in(cast.dani).get(f"/messages/{row.id}")
    assert "Tariq" not in client.words("#seen")
