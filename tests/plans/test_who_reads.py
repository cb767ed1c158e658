"""Whose eyes the plan is for: the pupil's words by the readers they chose, the week by who may know where they are."""

import uuid
from collections.abc import Callable

import pytest

from tests import make_plans as make
from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.plans.steps import ClientOf, account, all_say_yes, ask_everybody, page, ready
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.plans import jobs
from virtual_school.plans.models import PlanVersion
from virtual_school.pupils.models import CareLink, Carer, Pupil

SAID = {
    "mentor alone": (False, False),
    "school too": (True, False),
    "family too": (False, True),
}


@pytest.fixture
def version_id(cast: Cast) -> uuid.UUID:
    made = ready(cast)
    version = db.session.get_one(PlanVersion, made)
    for position, (text, (school, parent)) in enumerate(SAID.items(), 2):
        make.words(version, text, for_school=school, for_parent=parent, position=position)
    db.session.commit()
    return made


def test_each_answer_has_the_readers_the_pupil_chose(client_of: ClientOf, cast: Cast, version_id: uuid.UUID) -> None:
    ask_everybody(client_of, cast)
    reads = {
        cast.dani: set(SAID), cast.key_adult: set(SAID), cast.ellie: set(SAID),
        cast.head_of_year: {"school too"}, cast.head: {"school too"}, cast.lead: {"school too"},
        cast.safeguarding_lead: {"school too"}, cast.mum: {"family too"},
    }  # fmt: skip
    for person, expected in reads.items():
        own = {cast.ellie.key: "/my-plan", cast.mum.key: f"/children/{cast.ellie.pupil_id}/plan"}
        reader = client_of(person)
        reader.get(own.get(person.key, page(cast)))
        assert {text for text in SAID if text in reader.words()} == expected, person.key


def test_held_words_are_on_no_page_but_her_own(client_of: ClientOf, cast: Cast, version_id: uuid.UUID) -> None:
    version = db.session.get_one(PlanVersion, version_id)
    source = uuid.uuid4()
    make.words(version, "Something hard", position=9, source_id=source)
    ellie = db.session.get_one(Pupil, version.pupil_id)
    make_safeguarding.concern(ellie, account(cast.dani), None, source)
    db.session.commit()
    for person in (cast.dani, cast.key_adult, cast.head, cast.safeguarding_lead):
        reader = client_of(person)
        reader.get(page(cast))
        assert "Something hard" not in reader.words()
    own = client_of(cast.ellie)
    own.get("/my-plan")
    assert "Something hard" in own.words()


def test_a_worry_about_her_words_holds_them_in_every_version(
    client_of: ClientOf, cast: Cast, version_id: uuid.UUID
) -> None:
    first, source = db.session.get_one(PlanVersion, version_id), uuid.uuid4()
    make.words(first, "Something hard", position=8, source_id=source)
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, version_id)
    key_adult, dani = client_of(cast.key_adult), client_of(cast.dani)
    dani.get(f"{page(cast)}/change")
    dani.submit("main form", because="Longer days")
    dani.get(page(cast))
    assert "Something hard" in dani.words()
    key_adult.get(page(cast))
    worried = key_adult.select("a.worried")[-1]
    key_adult.get(worried.get("href"))
    assert "Something hard" in key_adult.words()
    key_adult.submit("main form", words="She looked away when she said it.")
    for reader, url in ((key_adult, page(cast)), (dani, page(cast)), (dani, f"{page(cast)}/versions/1")):
        reader.get(url)
        assert "Something hard" not in reader.words()


def test_without_the_right_to_whereabouts_nothing_of_the_week(
    client_of: ClientOf, cast: Cast, version_id: uuid.UUID
) -> None:
    ask_everybody(client_of, cast)
    mum = client_of(cast.mum)
    mum.get(f"/children/{cast.ellie.pupil_id}/plan")
    assert "register will show" in mum.words() and "Mrs Kaye" in mum.words()
    db.session.get_one(CareLink, cast.larkdale.ids["mum"]).may_see_whereabouts = False
    db.session.commit()
    for url in (f"/children/{cast.ellie.pupil_id}/plan", f"/plans/{version_id}/answer"):
        mum.get(url)
        said = mum.words()
        assert "Get through a full Monday" in said
        for word in ("register", "Mrs Kaye", "English and maths", "Tuesday morning", "science", "Out of", "Wren Hill"):
            assert word not in said, (url, word)


def test_what_is_still_being_written_is_no_carers_matter(
    client_of: ClientOf, cast: Cast, version_id: uuid.UUID
) -> None:
    mum = client_of(cast.mum)
    mum.get(f"/children/{cast.ellie.pupil_id}/plan")
    assert "No plan yet" in mum.words() and "full Monday" not in mum.words()
    mum.get(f"/plans/{version_id}/answer", 404)


def test_another_carers_answer_is_not_told(client_of: ClientOf, cast: Cast, version_id: uuid.UUID) -> None:
    db.session.get_one(Carer, cast.larkdale.ids["carer_dad"]).order_in_force = None
    link = db.session.get_one(CareLink, cast.larkdale.ids["dad"])
    link.may_see_record = True
    db.session.commit()
    ask_everybody(client_of, cast)
    dad, mum = client_of(cast.dad), client_of(cast.mum)
    dad.get(f"/plans/{version_id}/answer")
    dad.submit("form[action$='/answer']", agrees="no", words="Not with that college.")
    ask_everybody(client_of, cast)
    mum.get(f"/children/{cast.ellie.pupil_id}/plan")
    assert "Dad" not in mum.words() and "college" not in mum.words()
    dad.get(f"/children/{cast.ellie.pupil_id}/plan")
    assert "Mum" not in dad.words() and "Your yes is asked" in dad.words()


def test_the_paper_shows_what_the_asker_may_see(
    client_of: ClientOf, cast: Cast, version_id: uuid.UUID, acting: Callable[[Person], Viewer], app: App
) -> None:
    ask_everybody(client_of, cast)
    with app.test_request_context():
        full = jobs.plan(acting(cast.dani), version_id)
        assert all(text in full for text in SAID) and "Mrs Kaye" in full and "register will show" in full
        db.session.get_one(CareLink, cast.larkdale.ids["mum"]).may_see_whereabouts = False
        narrow = jobs.plan(acting(cast.mum), version_id)
    assert "family too" in narrow and "school too" not in narrow
    assert (
        "Mrs Kaye" not in narrow
        and "Wren Hill" not in narrow
        and "register" not in narrow
        and "English and maths" not in narrow
    )


def test_who_is_asked_finds_it_where_their_day_begins(client_of: ClientOf, cast: Cast, version_id: uuid.UUID) -> None:
    ask_everybody(client_of, cast)
    starts = {cast.ellie: ("/today", "Your yes is asked"), cast.mum: ("/children", "Your yes is asked")}
    for person, (url, words) in starts.items():
        asked = client_of(person)
        asked.get(url)
        assert words in asked.words()
        asked.get(f"/plans/{version_id}/answer")
        asked.submit("form[action$='/answer']", agrees="yes")
        asked.get(url)
        assert words not in asked.words()
