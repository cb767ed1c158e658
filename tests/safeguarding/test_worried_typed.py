"""A worry about an adult whose name was typed: whoever may be meant is kept from it, whatever they are to the pupil."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.safeguarding.test_worried_adults import readers, told
from virtual_school.core.db import db
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding import actions, handing, queries
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.people import Worry
from virtual_school.safeguarding.queries import raising

ACTING = Callable[[Person], Viewer]


def typed(cast: Cast, acting: ACTING, words: str, *, place_id: uuid.UUID | None = None) -> Concern:
    """As another school's marker raises it, who may choose nobody."""
    assert cast.ellie.pupil_id
    viewer = acting(cast.lunt)
    around, _school = queries.school_of(cast.ellie.pupil_id)
    concerned = raising.concerned(
        viewer, cast.ellie.pupil_id, around, account_id=None, typed=words, is_staff=True, place_id=place_id
    )
    return actions.raise_concern(
        viewer, pupil_id=cast.ellie.pupil_id, about=("reply", uuid.uuid4()), copy="c", words="w",
        worry=Worry(concerned, place_id),
    )  # fmt: skip


def test_the_lead_of_the_place_is_not_told_of_a_worry_about_them(cast: Cast, acting: ACTING, client: Client) -> None:
    place_id = cast.larkdale.organisations["college"]
    gill = make.account("Gill Finch", login_name="gill.finch")
    make.membership(gill, db.session.get_one(Organisation, place_id), Role.SAFEGUARDING_LEAD)
    hand_in = cast.larkdale.work["in"].hand_in_id
    client.sign_in(cast.lunt).get(f"/worried/hand_in/{hand_in}")
    client.submit(
        "main form",
        words="w",
        is_adult="y",
        adult="staff",
        adult_name="Mrs Finch",
        is_place="y",
        place_id=str(place_id),
    )
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == hand_in)).one()
    assert concern.place_id == place_id and gill.id not in told(concern)
    assert gill.id in handing.kept_of(concern.id)


@pytest.mark.parametrize("words", ["head of school", "Head of Wren Hill", "the Head Teacher", "their principal"])
def test_the_head_however_they_are_called(cast: Cast, acting: ACTING, words: str) -> None:
    concern = typed(cast, acting, words)
    assert cast.head.account_id in handing.kept_of(concern.id) and readers(cast, acting, concern) == {"lead"}


@pytest.mark.parametrize("words", ["the Virtual School lead", "whoever leads the virtual school"])
def test_whoever_leads_the_virtual_school(cast: Cast, acting: ACTING, words: str) -> None:
    concern = typed(cast, acting, words)
    for step in range(3):
        handing.not_read(concern.id, step)
    assert cast.lead.account_id not in told(concern) and readers(cast, acting, concern) == {"head"}


@pytest.mark.parametrize("words", ["Dani", "Mr Okafor", "her mentor", "the learning mentor, Dani"])
def test_the_mentor_hears_no_call_of_hers_any_more(cast: Cast, acting: ACTING, words: str) -> None:
    assert cast.ellie.pupil_id
    concern = typed(cast, acting, words)
    assert cast.dani.account_id in handing.kept_of(concern.id)
    assert cast.dani.account_id not in {one.account_id for one in queries.helpers(cast.ellie.pupil_id)}


def test_words_that_name_nobody_keep_it_from_nobody(cast: Cast, acting: ACTING) -> None:
    concern = typed(cast, acting, "a man with a grey van")
    assert not handing.kept_of(concern.id) and readers(cast, acting, concern) == {"head"}


def test_one_chosen_and_another_typed_are_two(cast: Cast, client: Client) -> None:
    hand_in = cast.larkdale.work["in"].hand_in_id
    client.sign_in(cast.key_adult).get(f"/worried/hand_in/{hand_in}")
    client.submit("main form", words="w", adult=str(cast.dani.account_id), adult_name="Mrs Calder")
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == hand_in)).one()
    assert handing.kept_of(concern.id) == {cast.dani.account_id, cast.head.account_id}
    assert told(concern) == {cast.lead.account_id}
    client.sign_in(cast.lead).get(f"/handed-to-me/{concern.id}")
    assert "Dani Okafor, Mrs Calder" in client.words("main")
