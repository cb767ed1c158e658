"""One pupil's whole way, from a worried head of year to a lesson on the pupil's first page, each step by its person."""

from collections.abc import Iterator

import pytest

from tests.browser import way, way_plan, way_referral
from tests.browser.conftest import Opens, School
from tests.browser.way import Family
from tests.browser.way_referral import Walk
from tests.cast import Cast


@pytest.fixture
def school(school: School) -> Iterator[School]:
    with way.at_ten(school) as held:
        yield held


@pytest.fixture
def kestrels(school: School, cast: Cast) -> Family:
    with way.rows(school, cast):
        return way.family(cast)


@pytest.fixture
def walk(browse: Opens, cast: Cast, kestrels: Family, width: int) -> Walk:
    return Walk(browse, cast, kestrels, width)


def test_one_pupils_way(walk: Walk) -> None:
    way_referral.the_head_of_year_asks(walk)
    way_referral.the_lead_names_dani(walk)
    way_referral.ash_says_his_part(walk)
    way_referral.dani_reads_it(walk)
    way_referral.mum_says_hers_and_dad_by_phone(walk)
    way_referral.told_sent_signed_looked_at(walk)
    way_plan.before_a_panel(walk)
    way_plan.the_family_is_told(walk)
    way_plan.the_head_confirms(walk)
    way_plan.a_goal_and_a_week(walk)
    way_plan.everybody_agrees(walk)
    way_plan.a_lesson(walk)
