"""Work is set from a goal and from the library; the pupil reads for which goal, and who may not does not."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.plans.steps import page as plan_page
from tests.plans.steps import ready
from virtual_school.core.db import db
from virtual_school.learning.models import Assignment
from virtual_school.plans.models import Goal

ClientOf = Callable[[Person], Client]
SET = "main form[action$=set]"


def sets(client: Client, cast: Cast, answerer: str = "lunt", **more: str) -> uuid.UUID:
    client.submit(SET, answerer=str(cast.larkdale.ids[f"membership of {answerer}"]), **more)
    return uuid.UUID(client.response.location.rsplit("/", 1)[1])


def test_from_a_goal_of_the_plan(client_of: ClientOf, cast: Cast) -> None:
    version = ready(cast)
    goal = db.session.scalars(sa.select(Goal).where(Goal.plan_version_id == version).order_by(Goal.position)).first()
    assert goal is not None
    dani = client_of(cast.dani)
    dani.get(plan_page(cast))
    choosing = dani.one(f'#goal-{goal.key} a[href*="/set?goal="]').get("href")
    dani.get(choosing)
    dani.get(dani.select('.rows a[href*="lesson="]')[0].get("href"))
    assert dani.one("[name=goal] option[selected]").text == goal.words
    work = sets(dani, cast, goal=str(goal.key))
    assert db.session.get_one(Assignment, work).goal_key == goal.key
    for person, address, reads in (
        (cast.dani, f"/assignments/{work}", True),
        (cast.ellie, f"/my-work/{work}", True),
        (cast.mum, f"/assignments/{work}", False),  # it is still being written
    ):
        client = client_of(person)
        client.get(address)
        assert (goal.words in client.words("main")) is reads, person.key
    dani.get(choosing)
    dani.get(dani.select('.rows a[href*="lesson="]')[0].get("href"))
    dani.submit(SET, 422, goal=str(uuid.uuid4()), answerer=str(cast.larkdale.ids["membership of lunt"]))


def test_from_the_library_and_to_nobody_that_is_not_ones_own(client_of: ClientOf, cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"].lesson_id
    dani, lunt = client_of(cast.dani), client_of(cast.lunt)
    lunt.get(f"/lessons/{lesson}")
    assert not lunt.select('a[href$="/set"]'), "teachers set no work"
    dani.get(f"/lessons/{lesson}")
    dani.get(dani.one('main a[href$="/set"]').get("href"))
    assert [link.text for link in dani.select(".rows a")] == ["Ellie M."]
    dani.get(dani.one(".rows a").get("href"))
    forged = {name.get("name"): name.get("value", "") for name in dani.select(f"{SET} input[type=hidden]")}
    forged |= {"answerer": str(cast.larkdale.ids["membership of dani"]), "also": str(cast.tariq.pupil_id)}
    before, dani.inspects = how_many(), False
    dani.post(f"/pupils/{cast.ellie.pupil_id}/set", forged, status=422)
    assert how_many() == before, "neither to him nor to her"
    dani.inspects = True
    dani.get(f"/pupils/{cast.ellie.pupil_id}/set?lesson={lesson}")
    sets(dani, cast)
    assert how_many() == before + 1


def how_many() -> int:
    db.session.expire_all()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Assignment)) or 0


def test_the_order_is_seen_and_changed_on_the_page(client_of: ClientOf, cast: Cast) -> None:
    dani, ellie = client_of(cast.dani), client_of(cast.ellie)
    record = f"/pupils/{cast.ellie.pupil_id}/work"

    def order(client: Client, address: str) -> list[str]:
        client.get(address)
        links = [link.get("href").rsplit("/", 1)[1] for link in client.select("main .rows .row__title a")]
        is_open = {str(cast.larkdale.work[name].assignment_id) for name in ("new", "started")}
        return [link for link in links if link in is_open]

    first, second = order(dani, record)
    assert order(ellie, "/my-work") == [first, second]
    dani.get(record)
    dani.submit(f"form[action='/assignments/{second}/place']", to="up")
    assert order(dani, record) == order(ellie, "/my-work") == [second, first]
    for person in (cast.key_adult, cast.mum):
        reader = client_of(person)
        reader.get(record)
        assert not reader.select("form[action$='/place']")
