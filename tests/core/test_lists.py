"""Pages of fifty, and the whole of the same list as a file that no spreadsheet takes for a formula."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import g

from tests import make
from tests.cast import Cast
from virtual_school.core import lists
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.errors import Refused
from virtual_school.identity.models import Account

HOSTILE = (
    "=1+1",
    "+44 7700 900123",
    "-2",
    "@SUM(A1)",
    "\tx",
    "=cmd|' /C calc'!A0",
    'He said "hi", twice',
    "Zoë, 学校",
    "<b>&amp;</b>",
)
COLUMNS = (lists.Column("=Name", lambda row: row.name), lists.Column("Since", lambda row: row.created_at))


@pytest.fixture
def named(app: App, cast: Cast) -> Iterator[lists.Statement]:
    for number, name in enumerate(HOSTILE):
        make.account(name, login_name=f"hostile{number}")
    db.session.commit()
    hostile = sa.select(Account.name, Account.created_at).where(Account.login_name.like("hostile%"))
    statement: lists.Statement = hostile.order_by(Account.login_name)
    yield statement


def answer(app: App, cast: Cast, statement: lists.Statement, asked: str) -> bytes:
    with app.test_request_context(f"/people?{asked}"):
        g.viewer, g.notes = None, []
        enter_network(cast.larkdale.network_id)
        return lists.answer(statement, COLUMNS, "nothing.html", name="people").get_data()


def test_a_csv_is_read_back_and_is_no_formula(app: App, cast: Cast, named: lists.Statement) -> None:
    content = answer(app, cast, named, "as=csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][0].startswith("Taken ") and rows[1] == ["'=Name", "Since"]
    names = [row[0] for row in rows[2:]]
    assert names == [f"'{name}" if name[0] in "=+-@\t" else name for name in map(str, kept())]
    assert all(not name.startswith(lists.FORMULA_STARTS) for name in names)


def kept() -> list[str]:
    """The names as the column cleaned them."""
    question = sa.select(Account.name).where(Account.login_name.like("hostile%")).order_by(Account.login_name)
    return list(db.session.scalars(question))


def test_an_xlsx_holds_words_and_no_formula(app: App, cast: Cast, named: lists.Statement) -> None:
    content = answer(app, cast, named, "as=xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "=1+1" in sheet and "Zoë, 学校" in sheet


@pytest.mark.parametrize("start", lists.FORMULA_STARTS)
def test_what_could_be_a_formula_is_quoted(start: str) -> None:
    assert lists.safe(f"{start}x") == f"'{start}x"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (-3, "-3"),
        (-1.5, "-1.5"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        ("plain", "plain"),
        ("", ""),
        (dt.datetime(2026, 7, 1, 11, 30, tzinfo=dt.UTC), "2026-07-01 12:30"),
    ],
)
def test_values_in_words(value: object, words: str) -> None:
    assert lists.safe(value) == words


def test_yes_and_no(app: App) -> None:
    with app.test_request_context("/"):
        assert (lists.safe(True), lists.safe(False)) == ("yes", "no")


def test_a_list_that_is_too_long_is_refused_in_words(
    app: App, cast: Cast, named: lists.Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LONGEST_EXPORT", 3)
    with pytest.raises(Refused, match="at most 3"):
        answer(app, cast, named, "as=csv")


def test_batches_are_gathered(app: App, cast: Cast, named: lists.Statement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "A_BATCH", 2)
    sizes: list[int] = []

    def gather(rows: object) -> list[object]:
        batch = list(rows)  # type: ignore[call-overload]
        sizes.append(len(batch))
        return batch

    with app.test_request_context("/people?as=csv"):
        g.viewer = None
        enter_network(cast.larkdale.network_id)
        lists.answer(named, COLUMNS, "nothing.html", name="people", gather=gather)
    assert sum(sizes) == len(HOSTILE) and max(sizes) == 2


def test_counting_stays_behind_the_wall(app: App, cast: Cast) -> None:
    everybody: lists.Statement = sa.select(Account.id).order_by(Account.id)
    here = lists.count(everybody)
    enter_network(cast.fernvale.network_id)
    assert 0 < lists.count(everybody) < here


def test_addresses_keep_the_search_and_obey_nothing(app: App) -> None:
    with app.test_request_context("/people?q=a%26b&page=2&as=csv&_scheme=javascript&_external=1"):
        page = lists.Page([], 120, 2)
        assert page.next_url == "/people?q=a%26b&_scheme=javascript&_external=1&page=3"
        assert page.previous_url is not None and page.previous_url.endswith("page=1")
        assert (page.first, page.last) == (51, 100)
        assert lists.Page([], 0, 1).first == 0 and lists.Page([], 0, 1).next_url is None
