"""The desk asks as many questions for fifty pupils as for ten."""

import datetime as dt
from collections.abc import Sequence

import pytest

from tests import make_desk
from tests.cast import Cast
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation

# A Tuesday at 10:15: the morning's session is under way, and who is not seen stands above everything.
TUESDAY = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
MOST = 24


def fill(cast: Cast, many: int) -> None:
    larkdale = cast.larkdale
    dani = db.session.get_one(Account, cast.dani.account_id)
    places = ("wren_hill", "ashfold", "stonegate")
    schools: Sequence[Organisation] = [db.session.get_one(Organisation, larkdale.organisations[key]) for key in places]
    revision = db.session.get_one(LessonRevision, larkdale.lessons["ashfold"].revision_id)
    make_desk.caseload(dani, schools, revision, many)


@pytest.mark.parametrize("rows", [(10, 14, 48)], ids=["10, 14 and 48"])
def test_the_desk_asks_the_same_for_few_and_for_many(rows: Sequence[int], client: Client, cast: Cast) -> None:
    with clock.freeze(TUESDAY):
        client.sign_in(cast.dani)
        asked, there = [], 0
        for many in rows:
            fill(cast, many - there)
            there = many
            client.get("/desk")
            client.get("/desk")
            asked.append(client.queries)
            assert len(client.select("table.caseload tbody tr")) == many + 1
    assert len(set(asked)) == 1, asked
    assert asked[0] <= MOST, [" ".join(said.split())[:120] for said in client.statements.queries]
