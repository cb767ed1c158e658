"""What access costs a page: who is asking in two questions, whom they reach in at most two, whatever the rows."""

import datetime as dt
from collections.abc import Iterator

import pytest

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.access import things
from tests.whole_app.access_table import TABLE
from tests.whole_app.positions import address, doer
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.queries import finding

# What is asked is the same on both engines; what it costs there, `make bench` measures.
pytestmark = pytest.mark.only_on("sqlite")

MOST = 2
LISTS = {"/desk": "dani", "/pupils": "dani", "/to-answer": "lunt", "/referrals": "head_of_year", "/today": "ellie"}
MORNING = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)


class Asked:
    """How often a page asked by what relation its reader reaches a pupil."""

    def __init__(self) -> None:
        self.times = 0


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    counting, ask = Asked(), finding._found

    def counted(*arguments: object) -> object:
        counting.times += 1
        return ask(*arguments)

    monkeypatch.setattr(finding, "_found", counted)
    yield counting


def test_no_page_asks_more_than_twice_whom_it_may_show(app: App, cast: Cast, client: Client, asked: Asked) -> None:
    """Every page of the access table, as somebody who may open it. Where more are shown, one condition does for all."""
    client.inspects, over, opened = False, [], 0
    own = things(cast)["own"]
    for row in TABLE:
        person = doer(row, cast)
        if row.verb != "GET" or row.knock is None or person is None:
            continue
        asked.times = 0
        client.sign_in(person).get(address(app, row, own), None)
        opened += client.response.status_code == 200
        if asked.times > MOST:
            over.append(f"{row.name} as {person.key}: {asked.times}")
    assert opened > 50, "too few pages opened for this to show anything"
    assert not over, "\n  ".join(["pages that ask too often:", *over])


@pytest.mark.parametrize("url", LISTS)
def test_who_is_asking_is_known_after_two_questions(cast: Cast, client: Client, url: str) -> None:
    """The device that is signed in, then every hat of its person at once."""
    client.sign_in(getattr(cast, LISTS[url])).get(url)
    client.get(url)
    said = [
        one for one in client.statements.queries if not one.startswith("SELECT network.host")
    ]  # asked anew every few seconds
    assert "sign_in" in said[0] and "UNION ALL" in said[1], said[:2]
    assert not [one for one in said[2:] if "UNION ALL" in one and "membership" in one]


@pytest.mark.parametrize("url", ["/desk", "/pupils"])
def test_access_asks_the_same_for_few_and_for_many(
    stage: Stage, cast: Cast, client: Client, asked: Asked, url: str
) -> None:
    with clock.freeze(MORNING):
        dani = db.session.get_one(Account, cast.dani.account_id)
        school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
        client.sign_in(cast.dani)
        times = []
        for many in (5, 40):
            for _row in range(many):
                child = make.pupil()
                make.enrolment(child, school)
                make.care_link(dani, child)
            asked.times = 0
            client.get(url)
            times.append(asked.times)
    assert times[0] == times[1] <= MOST
