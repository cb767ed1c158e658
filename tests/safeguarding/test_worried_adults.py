"""A worry about an adult: it goes to somebody else, and the one whom it is about finds nothing of it in any hat."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.safeguarding import actions, handing, queries
from virtual_school.safeguarding.hands import hands_of, standing
from virtual_school.safeguarding.models import Concern, ConcernParty
from virtual_school.safeguarding.people import Concerned, Worry
from virtual_school.safeguarding.queries import raising

ACTING = Callable[[Person], Viewer]


def about(cast: Cast, acting: ACTING, *adults: Person, by: str = "key_adult", staff: bool = True) -> Concern:
    assert cast.ellie.pupil_id
    worry = Worry(Concerned(frozenset(one.account_id for one in adults), staff))
    return actions.raise_concern(
        acting(getattr(cast, by)), pupil_id=cast.ellie.pupil_id, about=("reply", uuid.uuid4()), copy="c", words="w",
        worry=worry,
    )  # fmt: skip


def reads(viewer: Viewer, concern: Concern) -> bool:
    try:
        return queries.handed_one(viewer, concern.id).concern.id == concern.id
    except NotVisible:
        return False


def readers(cast: Cast, acting: ACTING, concern: Concern) -> set[str]:
    """In every hat that each of them has."""
    found = set()
    for person in cast.larkdale:
        viewer = acting(person)
        if any(reads(replace(viewer, hat=hat), concern) for hat in viewer.hats):
            found.add(person.key)
    return found


def told(concern: Concern) -> set[uuid.UUID]:
    return set(db.session.scalars(sa.select(Notice.account_id).where(Notice.object_id == concern.id)))


@pytest.mark.parametrize(
    ("adults", "staff", "reader"),
    [
        ((), False, "safeguarding_lead"),
        (("mum",), False, "safeguarding_lead"),
        (("dani",), True, "head"),
        (("own_teacher",), True, "head"),
        (("lead",), True, "head"),
        (("head",), True, "lead"),
        (("safeguarding_lead",), True, "lead"),
        (("head", "lead"), True, "safeguarding_lead"),
    ],
)
def test_to_whom_it_goes(cast: Cast, acting: ACTING, adults: Iterable[str], staff: bool, reader: str) -> None:
    concern = about(cast, acting, *(getattr(cast, key) for key in adults), staff=staff)
    assert readers(cast, acting, concern) == {reader}
    assert told(concern) == {getattr(cast, reader).account_id}
    around = standing(concern.network_id, concern.organisation_id)
    kept = handing.kept_of(concern.id)
    assert [one.account_id for one in around.first(hands_of(concern), kept)] == [getattr(cast, reader).account_id]


def test_another_lead_is_no_reason_to_tell_the_one_whom_it_is_about(cast: Cast, acting: ACTING) -> None:
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])
    make.membership(make.account("Una Marsh"), school, make.Role.SAFEGUARDING_LEAD)
    assert readers(cast, acting, about(cast, acting, cast.safeguarding_lead)) == {"head"}


def test_in_no_hat_and_whatever_they_become(cast: Cast, acting: ACTING) -> None:
    """The mentor is made a safeguarding lead, a head and the lead of it all: it never is theirs."""
    concern = about(cast, acting, cast.dani)
    dani = db.session.get_one(make.Account, cast.dani.account_id)
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])
    for role in (make.Role.SAFEGUARDING_LEAD, make.Role.HEADTEACHER, make.Role.VIRTUAL_SCHOOL_LEAD):
        make.membership(dani, school, role)
    assert "dani" not in readers(cast, acting, concern)
    for step in range(4):
        handing.not_read(concern.id, step)
    assert cast.dani.account_id not in told(concern)
    viewer = acting(cast.dani)
    for hat in viewer.hats:
        here = replace(viewer, hat=hat)
        assert (
            concern.id not in {one.concern.id for one in queries.handed(here)[0]} and queries.raised(here) is not None
        )


def test_a_lead_who_raises_it_about_themself_is_not_its_reader(cast: Cast, acting: ACTING) -> None:
    concern = about(cast, acting, cast.safeguarding_lead, by="safeguarding_lead")
    assert readers(cast, acting, concern) == {"lead"}
    assert [one.id for one in queries.raised(acting(cast.safeguarding_lead))] == [concern.id]


@pytest.mark.parametrize("typed", ["Mrs Calder", "Ruth", "the head", "ruth calder"])
def test_a_typed_name_is_taken_as_the_readers(cast: Cast, acting: ACTING, typed: str) -> None:
    assert cast.ellie.pupil_id
    around, _school = queries.school_of(cast.ellie.pupil_id)
    found = raising.concerned(
        acting(cast.lunt), cast.ellie.pupil_id, around, account_id=None, typed=typed, is_staff=True
    )
    assert found.kept == {cast.head.account_id} and found.is_staff


def test_a_head_of_year_is_not_the_head(cast: Cast, acting: ACTING) -> None:
    assert cast.ellie.pupil_id
    around, _school = queries.school_of(cast.ellie.pupil_id)
    found = raising.concerned(
        acting(cast.lunt), cast.ellie.pupil_id, around, account_id=None, typed="head of year", is_staff=True
    )
    assert found.kept == frozenset()


def test_through_the_page_the_mentor_finds_nothing(cast: Cast, client: Client) -> None:
    hand_in = cast.larkdale.work["in"].hand_in_id
    client.sign_in(cast.key_adult).get(f"/worried/hand_in/{hand_in}")
    assert "In danger now? Ring 999." in client.words("main")
    client.submit("main form", words="She is afraid of him.", is_adult="y", adult=str(cast.dani.account_id))
    client.follow()
    assert "To the headteacher" in client.words("main")
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == hand_in)).one()
    client.sign_in(cast.head).get(f"/handed-to-me/{concern.id}")
    assert "She is afraid of him." in client.words("main") and "Dani Okafor" in client.words("main")
    client.sign_in(cast.safeguarding_lead).get(f"/handed-to-me/{concern.id}", 404)
    dani = client.sign_in(cast.dani)
    dani.get(f"/assignments/{cast.larkdale.work['in'].assignment_id}")
    assert "There is nothing to read here" in dani.words("main") and "worried" not in dani.words("main")
    dani.get(f"/worried/hand_in/{hand_in}", 404)
    for page in ("/handed-over", "/desk", "/notices"):
        dani.get(page)
        assert str(concern.id) not in dani.response.get_data(as_text=True)


def test_who_is_named_has_to_be_somebody(cast: Cast, client: Client) -> None:
    url = f"/worried/hand_in/{cast.larkdale.work['in'].hand_in_id}"
    client.sign_in(cast.lunt).get(url)
    client.submit("main form", 422, words="w", is_adult="y")
    assert "Choose who." in client.words("main")
    client.submit("main form", 422, words="w", adult="staff")
    assert "Give a name" in client.words("main")
    client.submit("main form", 422, words="w", is_place="y")
    assert "Choose the place." in client.words("main")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ConcernParty)) == 0


def test_a_marker_elsewhere_is_told_no_school_and_no_name(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lunt).get(f"/worried/hand_in/{cast.larkdale.work['in'].hand_in_id}")
    said = client.words("main .who-can-see") + client.words("main .notice") + client.words("main label")
    assert all(name not in said for name in ("Leah", "Calder", "Wren Hill", "Dani"))
    client.submit("main form", words="The last line.")
    client.follow()
    assert "Wren Hill" not in client.words("main") and "Ellie" not in client.words("main")
