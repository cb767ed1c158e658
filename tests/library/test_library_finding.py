"""The list: what is in it, for whom, how it is searched, and what it costs."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.inspector import words
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.library.models import Lesson
from virtual_school.network.models import Organisation, Term

Begin = Callable[..., uuid.UUID]
BUDGET = 6


def shelf(cast: Cast, count: int) -> None:
    """So many lessons, posted one after the other by Ashfold."""
    author = db.session.get_one(Account, cast.lunt.account_id)
    school = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    subject = db.session.get_one(Term, cast.larkdale.ids["subject"])
    stored = make.stored_file(b"a sheet")
    for number in range(count):
        lesson = make.lesson(author, school, subject, title=f"Number {number}")
        sheet = make.resource(lesson, stored, f"Sheet {number}.txt")
        make.revision(lesson, (sheet,), posted_at=clock.now() + dt.timedelta(seconds=number))


@pytest.mark.parametrize("count", [10, 50])
def test_the_list_asks_the_same_of_the_database_however_long(lunt: Client, cast: Cast, count: int) -> None:
    shelf(cast, count)
    lunt.get("/library")
    assert len(lunt.select("#lessons .row")) >= count
    assert lunt.queries <= BUDGET
    lunt.get("/library?q=number")
    assert lunt.queries <= BUDGET + 1  # which, and what is said of them


def test_one_lesson_asks_as_little(lunt: Client, begin: Begin, cast: Cast) -> None:
    lesson_id = begin(lunt)
    for address in (f"/lessons/{lesson_id}", f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}"):
        lunt.get(address)
        assert lunt.queries <= BUDGET + 3  # what its steps ask, as written and as posted, and what the network did
    lunt.get(f"/lessons/{lesson_id}/edit")
    assert lunt.queries <= BUDGET + 1  # and the viewer's own unsent words


def how_many(client: Client) -> int:
    """How many lessons the library has for them: fewer than a page."""
    client.get("/library")
    return len(client.select("#lessons .row"))


def test_fifty_a_page_newest_first(lunt: Client, cast: Cast) -> None:
    there = how_many(lunt)
    shelf(cast, 60)
    lunt.get("/library")
    titles = lunt.select("#lessons .row__title")
    assert len(titles) == 50
    assert words(titles[0]) == "Number 59"
    lunt.get(lunt.one('.pager a[rel="next"]').get("href"))
    assert len(lunt.select("#lessons .row")) == 10 + there
    lunt.get(lunt.one('.pager a[rel="prev"]').get("href"))
    lunt.get("/library?page=99")
    assert "Nothing further" in lunt.words("#lessons")


def test_ones_own_drafts_stand_among_what_is_posted(
    lunt: Client, begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    """By when they were written last; and what was posted again, by when it was posted last, and once."""
    there = how_many(lunt)
    begin(lunt, title="Draft of now")
    shelf(cast, 60)  # each a second later than the one before
    old = db.session.scalars(sa.select(Lesson).where(Lesson.title == "Number 3")).one()
    make.revision(old, (), number=2, posted_at=clock.now() + dt.timedelta(hours=1))
    db.session.commit()
    titles = []
    for page in (1, 2):
        lunt.get(f"/library?page={page}")
        titles += [words(title) for title in lunt.select("#lessons .row__title")]
    assert titles[0].startswith("Number 3") and sum(title.startswith("Number 3") for title in titles) == 11
    assert titles[1].startswith("Number 59") and len(titles) == len(set(titles)) == there + 61
    assert any(title.startswith("Draft of now") for title in titles[50:])
    other = client_of(cast.bell)
    other.get("/library?page=2")
    assert "Draft of now" not in other.words("#lessons")


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "99999999999999999999", ""])
def test_a_page_that_makes_no_sense_is_some_page(lunt: Client, page: str) -> None:
    lunt.get(f"/library?page={page}")


def test_drafts_are_for_ones_own_school(
    lunt: Client, begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    begin(lunt)
    lunt.get("/library?q=caesar")
    assert "Draft" in lunt.words("#lessons .pill")
    other = client_of(cast.bell)
    for address in ("/library", "/library?q=caesar"):
        other.get(address)
        assert "Caesar" not in other.words("#lessons")
    other.get("/library?q=ceasar")  # nor does the spelling give it away
    assert "Did you mean" not in other.words("#lessons")


def test_a_misspelt_search_says_what_was_meant(
    lunt: Client, begin: Begin, typed: dict[str, str], cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lunt.post(f"/lessons/{begin(lunt)}/post", typed | {"version": "1"})
    other = client_of(cast.bell)
    other.get("/library?q=ceasar+cypher")
    assert "Did you mean caesar cipher" in other.words("#lessons")
    other.get(other.one('#lessons a[href*="q="]').get("href"))
    assert len(other.select("#lessons .row")) == 1


def test_live_results_are_the_same_as_the_page(lunt: Client, begin: Begin) -> None:
    begin(lunt)
    lunt.get("/library?q=caesar")
    whole = lunt.words("#lessons")
    lunt.get("/library?q=caesar", fragment="lessons")
    assert lunt.words("#lessons") == whole


def test_subject_and_year_narrow_it(lunt: Client, begin: Begin, cast: Cast) -> None:
    history, there = make.subject("History").id, how_many(lunt)
    begin(lunt, title="The plague", subject_id=str(history), year="8")
    lunt.get(f"/library?subject={history}")
    assert len(lunt.select("#lessons .row")) == 1
    lunt.get("/library?year=8")
    assert len(lunt.select("#lessons .row")) == 1
    lunt.get(f"/library?year=9&subject={history}")
    assert "Nothing found" in lunt.words("#lessons")
    lunt.get(f"/library?year=x&subject={cast.fernvale.ids['subject']}")
    assert len(lunt.select("#lessons .row")) == there + 1


def test_a_title_that_has_the_words_comes_first(lunt: Client, begin: Begin) -> None:
    begin(lunt, title="Ciphers", instructions="Read.", outcome="")
    begin(lunt, title="Later", instructions="As with the cipher before.", outcome="")
    lunt.get("/library?q=cipher")
    assert words(lunt.select("#lessons .row__title")[0]) == "Ciphers"


def test_an_empty_library_says_what_it_will_hold(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    stranger = client_of(cast.stranger)
    stranger.get("/library")
    assert "Sorting a list" in stranger.words("#lessons")
    assert "Searching a list" not in stranger.words("#lessons")


def test_only_authors_have_a_library(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    for person in (cast.ellie, cast.mum, cast.agency, cast.clerk, cast.broker):
        for address in ("/library", "/lessons/new"):
            client_of(person).get(address, 403)


# hostile words --------------------------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE lesson; --", "{{ 7*7 }}",
    "%s%n", "\u202eright to left", "Z̷a̷l̷g̷o̷", "\ufeffBOM", "日本語", "🙈🙉", "NULL", "undefined", "\\", "../../x",
    "a\tb\nc",
    "javascript:alert(1)", "&lt;b&gt;", "[x](javascript:alert(1))", "title_words: x",
)  # fmt: skip


def test_hostile_words_are_words(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    for said in HOSTILE:
        lesson_id = begin(lunt, title=said, outcome=said, instructions=said)
        lunt.post(f"/lessons/{lesson_id}/post", typed | {"title": said, "instructions": said, "version": "1"})
        for address in (f"/lessons/{lesson_id}", f"/lessons/{lesson_id}/edit", "/library"):
            lunt.get(address)
        lunt.get("/library", query_string={"q": said, "subject": said, "year": said, "page": said})
        lunt.get("/library", query_string={"q": said}, fragment="lessons")
