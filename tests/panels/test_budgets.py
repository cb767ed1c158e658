"""What the panel's pages ask of the database: the same for few cases and for many."""

from collections.abc import Callable

import pytest

from tests import make, make_panels
from tests.cast import Cast, Person
from tests.client import Client
from tests.panels.steps import SEATS, Scene, account, listed, place, scene
from virtual_school.referrals.models import Question, ReferralState

ClientOf = Callable[[Person], Client]
VIEWER = 2  # who asks, and their hats


def fill(ash: Scene, many: int) -> None:
    cast, clerk, school = ash.cast, account(ash.cast.clerk), place(ash.cast, "wren_hill")
    for number in range(many):
        child = make.pupil(f"Finch {number}")
        make.enrolment(child, school)
        referral = make_panels.referral(child, school, clerk, state=ReferralState.LISTED)
        make_panels.words(referral, clerk, {Question.GOOD_AT: "Birds."})
        make_panels.case(ash.meeting, referral, clerk, position=number + 2)
        for key, organisation in SEATS:
            make_panels.open_to(child, referral, account(getattr(cast, key)), place(cast, organisation))


@pytest.mark.parametrize("many", [5, 50])
def test_the_panels_list_asks_the_same_for_few_and_for_many(client_of: ClientOf, cast: Cast, many: int) -> None:
    ash = scene(cast)
    case = listed(ash)
    fill(ash, many)
    chair, clerk = client_of(cast.chair), client_of(cast.clerk)
    chair.get("/panels")
    asked = {}
    for name, client, url in (
        ("list", chair, f"/meetings/{ash.meeting.id}"),
        ("clerk's list", clerk, f"/meetings/{ash.meeting.id}"),
        ("start", chair, "/panels"),
        ("case", chair, f"/cases/{case.id}"),
        ("pack", chair, f"/referrals/{ash.referral.id}/pack"),
    ):
        client.get(url)
        asked[name] = client.queries - VIEWER
    assert asked == {"list": 3, "clerk's list": 4, "start": 3, "case": 13, "pack": 8}
