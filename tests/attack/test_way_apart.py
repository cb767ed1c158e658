"""Each party's side is theirs: no carer learns what the other said, nor that they said anything; nor the pupil."""

import uuid

import pytest

from tests import make_referrals
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.place_names import names_a_place, names_of
from virtual_school.pupils.models import CareLink, Carer, How, Party, SharingNote, TakePart
from virtual_school.referrals.models import Answer, Contribution, Question, Referral

WORDS = "A magpie told me: never."


@pytest.fixture
def parents(cast: Cast) -> tuple[Person, Person]:
    """Both are asked; mum said no with words, gave her part and objects to what is shared."""
    ids = cast.larkdale.ids
    db.session.get_one(Carer, ids["carer_dad"]).order_in_force = None
    link = db.session.get_one(CareLink, ids["dad"])
    link.may_see_record, link.may_see_whereabouts = True, True
    referral = db.session.get_one(Referral, ids["referral of ellie"])
    mum = db.session.get_one(Account, cast.mum.account_id)
    who = {"party": Party.CARER, "carer_id": ids["carer"]}
    db.session.add(
        TakePart(
            pupil_id=referral.pupil_id, agrees=False, words=WORDS, how=How.SELF, recorded_by=mum.id,
            given_at=clock.now(), **who,
        )
    )  # fmt: skip
    part = db.session.query(Contribution).filter_by(referral_id=referral.id, carer_id=ids["carer"]).one()
    part.given_at, part.how, part.read_at, part.read_by = clock.now(), How.SELF, clock.now(), cast.dani.account_id
    make_referrals.answer(part, next(one for one in Question), WORDS, for_parent=True)
    note = db.session.get_one(SharingNote, ids["sharing of ellie"])
    note.objection, note.objected_by, note.objected_at = WORDS, mum.name, clock.now()
    note.objector_id = mum.id
    db.session.commit()
    return cast.mum, cast.dad


def test_the_other_parent_reads_none_of_it(cast: Cast, client: Client, parents: tuple[Person, Person]) -> None:
    _mum, dad = parents
    ellie = cast.ellie.pupil_id
    client.sign_in(dad)
    for url in ("/children", f"/children/{ellie}", f"/children/{ellie}/referral", f"/children/{ellie}/plan"):
        html = client.get(url).get_data(as_text=True)
        assert "magpie" not in html and "Helen" not in html and "You said no" not in html, url


def test_two_who_share_a_name_share_no_objection(cast: Cast, client: Client, parents: tuple[Person, Person]) -> None:
    mum, dad = parents
    db.session.get_one(Account, dad.account_id).name = mum.name
    db.session.commit()
    client.sign_in(dad)
    for url in ("/children", f"/children/{cast.ellie.pupil_id}/referral"):
        assert "magpie" not in client.get(url).get_data(as_text=True), url


def test_nor_does_the_pupil(cast: Cast, client: Client, parents: tuple[Person, Person]) -> None:
    client.sign_in(cast.ellie)
    for url in ("/my-words", "/my-plan", "/my-people", "/today"):
        assert "magpie" not in client.get(url).get_data(as_text=True), url


def sharing_notes(client: Client, url: str) -> int:
    client.get(url)
    return len(client.select("#sharing dl"))


def test_two_objections_cannot_be_counted(cast: Cast, client: Client, parents: tuple[Person, Person]) -> None:
    """A second objection is a note of its own; each sees what is shared once, with their own words."""
    url = f"/children/{cast.ellie.pupil_id}/referral"
    client.sign_in(parents[1])
    before = sharing_notes(client, url)
    client.submit("#objection-form", objection="I would rather not.")
    assert sharing_notes(client, url) == before and "I would rather not." in client.words("#sharing")
    client.sign_in(parents[0])
    assert sharing_notes(client, url) == before and "rather not." not in client.words("#sharing")
    client.sign_in(cast.ellie)
    assert sharing_notes(client, "/my-words") == before
    for said in ("magpie", "rather not."):
        assert said not in client.words("#sharing")


def test_the_key_adult_reads_no_carers_yes_or_no(cast: Cast, client: Client, parents: tuple[Person, Person]) -> None:
    """They read and write down what is said, and see nothing else of a referral."""
    url = f"/worried/take_part/{_said(cast)}"
    client.sign_in(cast.key_adult).get(url, 404)
    client.post(url, {"words": "x"}, 404)
    client.sign_in(cast.dani).get(url)


def _said(cast: Cast) -> uuid.UUID:
    return db.session.query(TakePart).filter_by(carer_id=cast.larkdale.ids["carer"]).one().id


def test_what_belongs_to_another_pupil_is_not_in_this_referral(cast: Cast, client: Client) -> None:
    ids, other = cast.larkdale.ids, cast.larkdale.ids["referral of tariq"]
    ours = ids["referral of ellie"]
    client.sign_in(cast.dani)
    for url in (
        f"/worried/take_part/{ids['said of tariq']}",
        f"/referrals/{ours}/read/{ids['part of tariq']}",
        f"/worried/contribution/{ids['part of tariq']}",
        f"/referrals/{other}/read/{ids['part of tariq']}",
        f"/referrals/{ours}/sharing/{ids['sharing of tariq']}",
        f"/referrals/{ours}/write-down/{ids['carer_dad']}",
    ):
        client.get(url, 404)
        client.post(url, {"words": "x"}, None)
        assert client.response.status_code in {404, 405}, url
    client.sign_in(cast.mum)
    ellie, tariq = cast.ellie.pupil_id, cast.tariq.pupil_id
    client.get(f"/children/{tariq}/referral", 404)
    client.post(f"/children/{tariq}/referral/take-part", {"agrees": "yes"}, 404)
    client.post(f"/children/{ellie}/referral/sharing/{ids['sharing of tariq']}", {"objection": "x"}, 404)
    client.sign_in(cast.ellie)
    client.post(f"/my-words/sharing/{ids['sharing of tariq']}", {"objection": "x"}, 404)
    answer = db.session.query(Answer).filter_by(contribution_id=ids["part of tariq"]).first()
    assert answer is not None
    client.post(f"/my-words/readers/{answer.id}", {"readers": ["parent"]}, 404)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("at Marlbridge", True),
        ("zur MARLBRIDGE College", True),
        ("in wren hill, Mondays", True),
        ("At Wren Hill School.", True),
        ("the hill behind the wren", False),
        ("back to school, then college", False),
        ("", False),
        (None, False),
    ],
)
def test_a_place_is_found_as_people_say_it(words: str | None, names: bool) -> None:
    places = names_of(["Marlbridge College", "Wren Hill School", "The School"])
    assert names_a_place(words, places) is names
