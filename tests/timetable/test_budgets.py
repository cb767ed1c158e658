"""What the pages of the week may ask of the database, and that many pupils cost no more than one."""

import datetime as dt

import pytest

from tests import make
from tests import make_timetable as weeks
from tests.budgets import keeps_to
from tests.cast import Cast
from tests.client import Client
from tests.timetable.conftest import ClientOf
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.timetable import days, queries
from virtual_school.timetable.models import Session, SlotBasis, SlotKind


def test_many_pupils_cost_no_more_questions_than_one(client: Client, cast: Cast) -> None:
    by = db.session.get_one(Account, cast.dani.account_id)
    pupils = []
    for number in range(14):
        pupil = make.pupil(f"Robin Vale{number}")
        footing = weeks.footing(pupil, by, SlotKind.BASE, SlotBasis.AT_SCHOOL)
        pattern = weeks.pattern(pupil)
        for day in range(1, 6):
            for session in Session:
                weeks.slot(pattern, day, session, footing)
        weeks.lesson_out(pupil)
        pupils.append(pupil.id)
    monday = days.monday(clock.today())
    asked = []
    for ids in (pupils[:1], pupils):
        db.session.flush()
        client.statements.start()
        found = queries.unveiled(ids, monday, monday + dt.timedelta(days=27))
        asked.append(len(client.statements.queries))
        assert all(len(one) == 28 for one in found.values())
    assert asked == [2, 2]


@pytest.mark.parametrize(
    ("who", "where", "most"),
    [("ellie", "/my-week", 7), ("dani", "week", 11), ("mum", "child", 8), ("head_of_year", "/returns", 6)],
)
def test_pages_ask_few_questions(client_of: ClientOf, cast: Cast, url: str, who: str, where: str, most: int) -> None:
    places = {"week": url, "child": f"/children/{cast.ellie.pupil_id}/week"}
    client = client_of(getattr(cast, who))
    client.get(places.get(where, where))
    client.get(places.get(where, where))
    assert client.queries <= most, "\n".join(client.statements.queries)


def test_my_week_is_light(client_of: ClientOf, cast: Cast) -> None:
    keeps_to(client_of(cast.ellie), "/my-week", queries=7, kilobytes=4, nodes=300)


def test_the_list_of_returns_asks_the_same_for_many(client_of: ClientOf, cast: Cast) -> None:
    client, asked = client_of(cast.head_of_year), []
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    dani = db.session.get_one(Account, cast.dani.account_id)
    for _time in range(2):
        client.get("/returns")
        asked.append(client.queries)
        for _row in range(12):
            pupil = make.pupil()
            make.enrolment(pupil, school)
            make.care_link(dani, pupil)
            weeks.lesson_out(pupil)
    client.get("/returns")
    assert asked[1] == client.queries
    assert len(client.select("#returns .row")) > 20
