"""How much the pages of a plan ask of the database: the same for few rows and for many."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests import make_plans as make
from tests import make_timetable
from tests.cast import Cast, Person
from tests.client import Client
from tests.plans.steps import account, page, ready
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.plans import queries
from virtual_school.plans.models import PlanState, PlanVersion
from virtual_school.pupils.models import Party
from virtual_school.timetable.models import WeekPattern

ClientOf = Callable[[Person], Client]
MOST = {"page": 20, "mine": 20, "child": 20, "history": 9}


def fill(cast: Cast, many: int) -> None:
    """So many goals, ratings, half days and lessons out as there can be, or one of each."""
    version = db.session.get_one(PlanVersion, ready(cast))
    pattern = db.session.get_one(WeekPattern, version.pattern_id)
    ellie, dani = account(cast.ellie), account(cast.dani)
    for number in range(2, 2 + min(many, 2)):
        goal = make.goal(version, position=number)
        for rating in range(many):
            make.view(goal, ellie, rating=rating % 11)
            make.view(goal, dani, Party.MENTOR, rating=rating % 11)
    for number in range(many):
        day = 1 + number % 5
        starts_on = clock.today() + dt.timedelta(days=100 + number * 7)
        make_timetable.slot(pattern, day, starts_on=starts_on, ends_on=starts_on, responsible_id=dani.id)
        make.words(version, f"Words {number}", position=number + 2)
    version.state, version.proposed_at = PlanState.PROPOSED, clock.now()
    db.session.commit()


@pytest.mark.parametrize("many", [1, 20])
def test_pages_ask_the_same_for_few_and_for_many(client_of: ClientOf, cast: Cast, many: int) -> None:
    fill(cast, many)
    dani, ellie, mum = (client_of(person) for person in (cast.dani, cast.ellie, cast.mum))
    child = f"/children/{cast.ellie.pupil_id}/plan"
    pages = {"page": (dani, page(cast)), "mine": (ellie, "/my-plan"), "child": (mum, child)}
    pages["history"] = (dani, f"{page(cast)}/versions")
    for name, (client, url) in pages.items():
        client.get(url)
        client.get(url)
        asked = len(client.statements.queries)
        assert asked <= MOST[name], f"{name}: {asked}"


@pytest.mark.parametrize("many", [1, 14])
def test_goals_of_many_pupils_are_one_question(
    cast: Cast, acting: Callable[[Person], Viewer], client: Client, many: int
) -> None:
    lead = acting(cast.lead)
    client.statements.start()
    queries.goals_of(lead, [cast.ellie.pupil_id, cast.tariq.pupil_id] * many)
    assert len(client.statements.queries) <= 1
