"""The family is told by a person first: when, by whom, and what each of them reads after."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests import make, make_panels
from tests.cast import Cast, Person
from tests.client import Client
from tests.panels.steps import TUESDAY, Scene, account, listed, place, scene
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.papers import registry as papers
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind
from virtual_school.referrals.models import Decision, ReferralState
from virtual_school.referrals.policy.telling import is_a_time_to_tell, remind_from

ClientOf = Callable[[Person], Client]

# 2026-11-24 is a Tuesday; in winter England's clocks show UTC.
TOLD_AT = [
    ("2026-11-24 10:00", True),
    ("2026-11-24 08:00", True),
    ("2026-11-24 07:59", False),
    ("2026-11-24 18:00", True),
    ("2026-11-24 18:01", False),
    ("2026-11-27 14:59", True),
    ("2026-11-27 15:00", False),
    ("2026-11-28 10:00", False),
    ("2026-11-29 10:00", False),
    ("2026-11-23 10:00", False),
    ("2026-12-01 10:00", False),
]


@pytest.mark.parametrize(("when", "may"), TOLD_AT, ids=[when for when, _may in TOLD_AT])
def test_when_a_family_is_told(app: object, when: str, may: bool) -> None:
    at = dt.datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=clock.LONDON)
    decided = dt.datetime(2026, 11, 24, 7, 30, 40, tzinfo=dt.UTC)
    now = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)
    assert bool(is_a_time_to_tell(at, decided_at=decided, now=now)) is may


def test_two_school_days_are_counted_over_a_weekend(app: object) -> None:
    friday = dt.datetime(2026, 11, 27, 10, 0, tzinfo=dt.UTC)
    assert remind_from(TUESDAY) == dt.date(2026, 11, 27)
    assert remind_from(friday) == dt.date(2026, 12, 2)


@pytest.fixture
def ash(app: object, cast: Cast) -> Scene:
    with clock.freeze(TUESDAY):
        return scene(cast)


def decided(ash: Scene) -> Decision:
    case = listed(ash)
    ash.referral.state = ReferralState.OFFERED
    chair, dani = account(ash.cast.chair), account(ash.cast.dani)
    made = make_panels.decision(case, ash.referral, chair, dani, decided_at=TUESDAY)
    make_panels.parts(made, place(ash.cast, "college"))
    db.session.commit()
    return made


def test_a_carer_without_whereabouts_reads_no_place(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    with clock.freeze(TUESDAY + dt.timedelta(hours=2)):
        made = decided(ash)
        father = make.carer(ash.pupil, "Rob Marsh", called="Dad", lives_with=False)
        link = make.care_link(account(cast.dad), ash.pupil, CareKind.CARER, carer_id=father.id, may_see_record=True)
        dani, mum, dad = client_of(cast.dani), client_of(cast.mum), client_of(cast.dad)
        dani.post(f"/decisions/{made.id}/tell", {"day": "2026-11-24", "at": "11.30"})
        mum.get(f"/decisions/{made.id}")
        assert "Marlbridge" in mum.words(".letter") and "Tuesday 24 November" in mum.words()
        dad.get(f"/decisions/{made.id}")
        words = dad.words("main")
        assert "offers Ash a place" in words
        assert not any(said in words for said in ("Marlbridge", "college", "Construction", "supervised room"))
        assert made.reason not in words
        link.may_see_record = False
        dad.get(f"/decisions/{made.id}", 404)
        client_of(cast.ellie).get(f"/decisions/{made.id}", 404)


def test_the_letter_stays_as_it_was(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    with clock.freeze(TUESDAY + dt.timedelta(hours=2)):
        made = decided(ash)
        client_of(cast.dani).post(f"/decisions/{made.id}/tell", {"day": "2026-11-24", "at": "10:00"})
        place(cast, "college").name = "Another College"
        mum = client_of(cast.mum)
        mum.get(f"/decisions/{made.id}")
        assert "Marlbridge College" in mum.words(".letter")
        dani = client_of(cast.dani)
        dani.post(f"/decisions/{made.id}/tell", {"day": "2026-11-24", "at": "10:30"})
        assert clock.local(db.session.get_one(Decision, made.id).told_at or TUESDAY).hour == 10
        assert db.session.get_one(Decision, made.id).told_at == TUESDAY


def test_only_who_was_named_tells(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    with clock.freeze(TUESDAY + dt.timedelta(hours=2)):
        made = decided(ash)
        for person in (cast.sam, cast.head, cast.head_of_year, cast.lead):
            client_of(person).get(f"/decisions/{made.id}/tell", 404)


def test_not_told_after_two_school_days_is_shown_to_lead_clerk_and_chair(
    client_of: ClientOf, cast: Cast, ash: Scene
) -> None:
    with clock.freeze(TUESDAY):
        made = decided(ash)
    for days, shown in ((2, False), (3, True)):
        with clock.freeze(TUESDAY + dt.timedelta(days=days)):
            for person in (cast.lead, cast.clerk, cast.chair):
                client = client_of(person)
                client.get("/panels")
                said = "Ash" in client.words(".rows--now") if client.select(".rows--now") else False
                assert said is shown, (person.key, days)
            grace = client_of(cast.panel_member)
            grace.get("/panels")
            assert not grace.select(".rows--now")
    assert made.told_at is None


def test_the_pupil_reads_their_own_letter(client_of: ClientOf, cast: Cast) -> None:
    ellie = client_of(cast.ellie)
    ellie.get(f"/decisions/{cast.larkdale.ids['told of ellie']}")
    assert "The panel read what you said." in ellie.words(".letter")


def test_the_desk_and_the_pupils_own_page_lead_there(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    ellie = client_of(cast.ellie)
    ellie.get("/my-words")
    assert ellie.select(f"a[href='/decisions/{cast.larkdale.ids['told of ellie']}']")
    with clock.freeze(TUESDAY + dt.timedelta(hours=2)):
        made = decided(ash)
        dani, mum = client_of(cast.dani), client_of(cast.mum)
        dani.get("/desk")
        assert dani.select(f"a[href='/decisions/{made.id}/tell']")
        mum.get(f"/children/{ash.pupil.id}/referral")
        assert not mum.select(f"a[href='/decisions/{made.id}']")
        dani.post(f"/decisions/{made.id}/tell", {"day": "2026-11-24", "at": "10:00"})
        dani.get("/desk")
        assert not dani.select(f"a[href='/decisions/{made.id}/tell']")
        mum.get(f"/children/{ash.pupil.id}/referral")
        assert mum.select(f"a[href='/decisions/{made.id}']")


def test_the_pack_as_a_paper_is_for_who_reads_it(acting: Callable[[Person], Viewer], cast: Cast, ash: Scene) -> None:
    with clock.freeze(TUESDAY):
        listed(ash)
        page = papers.page_of_job(acting(cast.chair), "pack", ash.referral.id)
        assert "Mending bikes." in page and page.index("Mending bikes.") < page.index("Out of most lessons")
        assert "Kestrel" not in page
        with pytest.raises(NotVisible):
            papers.page_of_job(acting(cast.head_of_year), "pack", ash.referral.id)
