"""Who may see how it goes and not where: no page, letter or paper names a place, or somebody who works there."""

import uuid

import pytest
from flask import g

from tests import make_mentoring, make_panels, make_plans, make_referrals
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.papers.registry import page
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.plans.models import Goal, PlanVersion
from virtual_school.pupils.models import CareLink, Carer, Pupil
from virtual_school.pupils.viewers import acting
from virtual_school.referrals.models import Answer, Contribution, Meeting, Referral

PLACES = (
    "Marlbridge",
    "marlbridge",
    "Wren Hill",
    "Tom Archer",
    "Priya",
    "Ruth Calder",
    "Leah Brook",
    "Construction",
    "supervised room",
)


@pytest.fixture
def told(cast: Cast) -> uuid.UUID:
    """Ellie has a told offer with parts at the college; words, goals, praise and a sharing note name the college."""
    ids, side = cast.larkdale.ids, cast.larkdale
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    college = db.session.get_one(Organisation, side.organisations["college"])
    version = db.session.get_one(PlanVersion, ids["plan of ellie"])
    make_plans.words(version, "I like it at Marlbridge College.", position=8)
    make_plans.words(version, "I mend bikes.", position=9)
    for goal in db.session.query(Goal).filter(Goal.plan_version_id == version.id, Goal.position == 1):
        goal.words = "Two mornings at marlbridge each week"
    dani = db.session.get_one(Account, cast.dani.account_id)
    asked_of = db.session.get_one(PlanVersion, ids["plan_asked of ellie"])
    make_plans.goal(asked_of, words="Stay at Marlbridge till two", position=2)
    make_mentoring.observation(ellie, dani, words="Built a wall at Marlbridge College.")
    referral = db.session.get_one(Referral, ids["referral of ellie"])
    make_referrals.sharing(referral, to_whom="Marlbridge College", what="Her words", why="To know her")
    part = db.session.get_one(Contribution, ids["part of ellie"])
    part.read_at, part.read_by = clock.now(), cast.dani.account_id
    answer = db.session.get_one(Answer, ids["answer of ellie"])
    answer.text, answer.for_parent = "I want to go to Marlbridge College.", True
    meeting = db.session.get_one(Meeting, ids["meeting of ellie"])
    clerk = db.session.get_one(Account, cast.clerk.account_id)
    case = make_panels.case(meeting, referral, clerk, position=7)
    teller = db.session.get_one(Account, cast.head_of_year.account_id)
    chair = db.session.get_one(Account, cast.chair.account_id)
    letter = "Dear carers,\n\nConstruction at college, Marlbridge College. Tom Archer tells you."
    decision = make_panels.decision(
        case,
        referral,
        chair,
        teller,
        decided_at=clock.now(),
        told_at=clock.now(),
        letter=letter,
        letter_to_pupil="Hello.",
    )
    make_panels.parts(decision, college)
    db.session.commit()
    return decision.id


@pytest.fixture
def dad(cast: Cast) -> Person:
    """Under an order; the lead lets him see how it goes."""
    db.session.get_one(CareLink, cast.larkdale.ids["dad"]).may_see_record = True
    db.session.commit()
    return cast.dad


@pytest.fixture
def asked(dad: Person, cast: Cast) -> Person:
    """No order, so that he is asked; still he may not know where she is."""
    db.session.get_one(Carer, cast.larkdale.ids["carer_dad"]).order_in_force = None
    db.session.commit()
    return dad


def addresses(cast: Cast, told: uuid.UUID) -> list[str]:
    ellie = cast.ellie.pupil_id
    own = f"/children/{ellie}"
    return [
        "/", "/children", own, f"{own}/plan", f"{own}/referral", f"{own}/week", f"/decisions/{told}",
        f"/pupils/{ellie}/behaviour", f"/pupils/{ellie}/attendance", f"/pupils/{ellie}/work", f"/pupils/{ellie}",
        f"/pupils/{ellie}/plan", f"/plans/{cast.larkdale.ids['plan of ellie']}/answer",
        f"/plans/{cast.larkdale.ids['plan_asked of ellie']}/answer", "/today", "/away", "/referrals", "/pupils?as=csv",
    ]  # fmt: skip


def leaks(cast: Cast, client: Client, person: Person, told: uuid.UUID) -> list[str]:
    found = []
    client.sign_in(person)
    for url in addresses(cast, told):
        html = client.get(url, None).get_data(as_text=True)
        found += [f"{url}: {place}" for place in PLACES if place in html]
    return found


def test_dad_under_an_order_reads_no_place(cast: Cast, client: Client, dad: Person, told: uuid.UUID) -> None:
    assert leaks(cast, client, dad, told) == []


def test_a_carer_who_is_asked_reads_no_place(cast: Cast, client: Client, asked: Person, told: uuid.UUID) -> None:
    assert leaks(cast, client, asked, told) == []


def test_what_names_no_place_is_still_theirs(cast: Cast, client: Client, asked: Person, told: uuid.UUID) -> None:
    client.sign_in(asked).get(f"/children/{cast.ellie.pupil_id}/plan")
    assert "I mend bikes." in client.words("main")
    client.get(f"/decisions/{told}")
    assert "offers Ellie a place" in client.words("main")


def test_mum_who_may_know_reads_it_all(cast: Cast, client: Client, told: uuid.UUID) -> None:
    found = " ".join(leaks(cast, client, cast.mum, told))
    for url in ("plan: Marlbridge", "behaviour: Marlbridge", f"decisions/{told}: Marlbridge", "referral: Marlbridge"):
        assert url in found, url


def test_nor_does_his_paper(cast: Cast, client: Client, dad: Person, told: uuid.UUID) -> None:
    with client.app.test_request_context():
        g.network = None
        viewer = acting(dad.account_id, None)
        html = page(viewer, "plan", cast.larkdale.ids["plan of ellie"])
    assert [place for place in PLACES if place in html] == []


def test_the_work_csv_and_calendar_of_a_child_are_not_his(cast: Cast, client: Client, dad: Person) -> None:
    client.sign_in(dad).get(f"/children/{cast.ellie.pupil_id}/week", 404)
