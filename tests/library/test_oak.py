"""Taking in Oak's lesson data: drafts under its licence, once each, whatever the file holds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.library import oak, queries
from virtual_school.library.models import Lesson, LessonSource, LessonState, Step
from virtual_school.network.viewer import Viewer

LESSON: dict[str, Any] = {
    "id": "1", "slug": "hiding-a-message", "title": "Hiding a message", "subject": "computing", "key_stage": "KS3",
    "units": [["Secrets and codes", 2]], "outcome": "I can hide a message.",
    "key_learning_points": ["A shift moves each letter on.", "[TO BE ADDED]"],
    "keywords": [["shift", "how far each letter moves"], ["key", ""]],
    "misconceptions": [["A longer message is safer.", "Its length tells nothing."]],
}  # fmt: skip
MORE = LESSON | {"slug": "breaking-a-code", "title": "Breaking a code", "units": [["Secrets and codes", 3]]}
BASKETS = LESSON | {"slug": "weaving", "subject": "basket weaving"}

Run = Callable[..., str]


@pytest.fixture
def take(app: App, cast: Cast, tmp_path: Path) -> Run:
    """Run the command on these lessons; what it says."""

    def run(found: Any, *more: str, by: str = "lunt", fails: bool = False) -> str:
        enter_network(cast.larkdale.network_id)
        account = db.session.get_one(Account, getattr(cast, by).account_id)
        account.email = account.email or f"{by}@school.example"
        email = account.email
        db.session.commit()
        file = tmp_path / "oak.json"
        file.write_text(found if isinstance(found, str) else json.dumps(found), "utf-8")
        command = ["library", "import-oak", str(file), "--network", cast.larkdale.slug, "--by", email, *more]
        done = app.test_cli_runner().invoke(args=command)
        assert bool(done.exit_code) is fails, done.output
        enter_network(cast.larkdale.network_id)
        return done.output

    return run


def drafts() -> list[Lesson]:
    made = sa.select(Lesson).join(LessonSource, LessonSource.lesson_id == Lesson.id)
    return list(db.session.scalars(made.order_by(Lesson.title)))


def test_a_draft_of_ones_school_with_whose_it_was(take: Run, cast: Cast) -> None:
    assert "2 drafts made of 3 lessons; 1 there already" in take([LESSON, MORE, BASKETS])
    first, second = drafts()
    assert [first.title, second.title] == ["Breaking a code", "Hiding a message"]
    assert second.state is LessonState.DRAFT and second.organisation_id == cast.larkdale.organisations["ashfold"]
    assert (second.unit, second.place, second.year, second.outcome) == ("Secrets and codes", 2, 7, LESSON["outcome"])
    assert second.keywords == "shift: how far each letter moves\nkey"
    assert "A longer message is safer. Its length tells nothing." in second.misconceptions
    step = db.session.scalars(sa.select(Step).where(Step.lesson_id == second.id)).one()
    assert step.text == "- A shift moves each letter on."
    source = db.session.get_one(LessonSource, second.id)
    assert "Open Government Licence v3.0" in source.attribution and source.url.endswith("/hiding-a-message")


def test_taken_in_again_nothing_is_there_twice_and_nothing_is_written_over(take: Run) -> None:
    take([LESSON])
    [lesson] = drafts()
    lesson.title = "Hiding a message, as we teach it"
    db.session.commit()
    assert "1 drafts made of 2 lessons" in take([LESSON, MORE])
    assert [one.title for one in drafts()] == ["Breaking a code", "Hiding a message, as we teach it"]


def test_they_are_found_by_the_school_and_by_nobody_else(
    take: Run, cast: Cast, acting: Callable[[Person], Viewer]
) -> None:
    take([LESSON])
    asked = queries.Asked(typed="codes shift")
    assert len(queries.lessons(acting(cast.lunt), asked).rows) == 1
    assert queries.lessons(acting(cast.bell), asked).rows == []


def test_every_page_of_it_says_whose_it_was(take: Run, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    take([LESSON])
    [lesson] = drafts()
    lunt = client_of(cast.lunt)
    lunt.get(f"/lessons/{lesson.id}")
    assert "From Oak National Academy" in lunt.words()
    lunt.get(f"/lessons/{lesson.id}/edit")
    assert "From Oak National Academy" in lunt.words()


def test_how_many_of_what_and_for_which_year(take: Run) -> None:
    take([LESSON, MORE, BASKETS], "--limit", "1", "--year", "9", "--subject", "computing")
    assert [(one.title, one.year) for one in drafts()] == [("Hiding a message", 9)]


@pytest.mark.parametrize(
    ("found", "said"),
    [("{", "not JSON"), ("{}", "no list of lessons"), ("[" * 100_000, "not JSON"), ("\x00", "not JSON")],
)
def test_what_is_no_list_of_lessons_is_said(take: Run, found: str, said: str) -> None:
    assert said in take(found, fails=True)
    assert drafts() == []


def test_who_posts_no_work_takes_none_in(take: Run) -> None:
    take([LESSON], by="clerk", fails=True)
    assert drafts() == []


ODD: list[Any] = [
    None, 7, "x", [], {}, LESSON | {"slug": None}, LESSON | {"title": ""}, LESSON | {"subject": []},
]  # fmt: skip
READ: list[Any] = [
    LESSON | {"slug": "a", "title": "x" * 5000}, LESSON | {"slug": "b", "units": [[]], "keywords": [None, ["k"]]},
    LESSON | {"slug": "c", "units": "x", "key_stage": 9}, LESSON | {"slug": "d", "title": "<b>\x00\u202e</b>"},
    LESSON | {"slug": "e", "units": [["U", 99999]], "outcome": None}, LESSON | {"slug": "e"},
]  # fmt: skip


def test_odd_entries_are_left_out_and_the_others_read(tmp_path: Path) -> None:
    file = tmp_path / "oak.json"
    file.write_text(json.dumps(ODD + READ))
    lessons, unread = oak.read(file)
    assert [one.slug for one in lessons] and {one.slug for one in lessons} == set("abcde")
    assert unread == len(ODD) + 1
    assert all(len(one.title) <= 200 and "\x00" not in one.title for one in lessons)
