"""What lessons are found by: entered anew by a command, never by what a reader does not see, at the same cost."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import budgets, make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import search
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.search import SearchEntry
from virtual_school.identity.models import Account
from virtual_school.library import changes
from virtual_school.library.changes.index import KIND, PUPILS, STAFF
from virtual_school.library.models import Audience, HandIn, Lesson, StepKind
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer

Made = Callable[..., Lesson]


@pytest.fixture
def new(cast: Cast) -> Made:
    """A draft of Ashfold's."""
    author = db.session.get_one(Account, cast.lunt.account_id)
    school = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    subject = db.session.get_one(Term, cast.larkdale.ids["subject"])
    return lambda **given: make.lesson(author, school, subject, **given)


def found(audience: str, typed: str) -> set[uuid.UUID]:
    there = search.search(KIND, [audience], typed).newest(100).subquery()
    return set(db.session.scalars(sa.select(there.c.object_id)))


def test_what_a_staff_only_picture_shows_is_found_by_no_pupil(
    cast: Cast, acting: Callable[[Person], Viewer], new: Made
) -> None:
    by, lesson = acting(cast.lunt), new()
    picture = make.resource(lesson, make.stored_file(b"a drawing", "drawing.png"), "drawing.png")
    make.step(lesson, "", kind=StepKind.PICTURE, resource_id=picture.id, alt="A wombat asleep")
    changes.post(lesson, by=by)
    assert found(STAFF, "wombat") == found(PUPILS, "wombat") == {lesson.id}
    changes.set_audience(lesson, picture, Audience.STAFF_ONLY, by=by)
    assert (found(STAFF, "wombat"), found(PUPILS, "wombat")) == ({lesson.id}, set())
    changes.set_audience(lesson, picture, Audience.PUPILS, by=by)
    assert found(PUPILS, "wombat") == {lesson.id}


def test_ways_of_handing_in_are_found_as_they_are_typed(
    cast: Cast, acting: Callable[[Person], Viewer], new: Made
) -> None:
    lesson = new(title="Wombats", ways=frozenset({HandIn.QUIZ, HandIn.TYPED}))
    changes.post(lesson, by=acting(cast.lunt))
    assert found(STAFF, "quiz wombats") == {lesson.id} and found(STAFF, "typed wombats") == set()


def test_the_command_enters_every_lesson_anew_and_shows_no_more_than_before(
    app: App, cast: Cast, acting: Callable[[Person], Viewer], new: Made
) -> None:
    draft, posted, gone = (new(title=f"Wombats {word}") for word in ("begun", "posted", "withdrawn"))
    by = acting(cast.lunt)
    for lesson in (posted, gone):
        changes.post(lesson, by=by)
    changes.withdraw(gone, by=by)
    db.session.execute(sa.delete(SearchEntry))
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["library", "index", "--network", cast.larkdale.slug])
    assert done.exit_code == 0 and "lessons indexed" in done.output, done.output
    enter_network(cast.larkdale.network_id)
    own = changes.staff_of(cast.larkdale.organisations["ashfold"])
    assert found(STAFF, "wombats") == found(PUPILS, "wombats") == {posted.id}
    assert found(own, "wombats") == {draft.id, gone.id}
    assert found(changes.staff_of(cast.larkdale.organisations["stonegate"]), "wombats") == set()
    nameless = app.test_cli_runner().invoke(args=["library", "index", "--network", "nowhere"])
    assert nameless.exit_code == 1 and "no such network" in nameless.output
    everywhere = app.test_cli_runner().invoke(args=["library", "index"])
    assert everywhere.exit_code == 0 and "lessons indexed" in everywhere.output
    enter_network(cast.fernvale.network_id)
    assert found(STAFF, "sorting") and not found(STAFF, "wombats")


@pytest.mark.parametrize("asked", ["q=wombats", "q=wombats&year=10&minutes=45", "subject={subject}", "q=wombatz", ""])
def test_finding_asks_the_same_of_the_database_however_many_there_are(
    lunt: Client, cast: Cast, acting: Callable[[Person], Viewer], new: Made, asked: str
) -> None:
    by = acting(cast.lunt)
    db.session.commit()

    def add() -> None:
        enter_network(cast.larkdale.network_id)
        changes.post(new(title="Wombats"), by=by)
        db.session.commit()

    budgets.stays_flat(lunt, f"/library?{asked.format(subject=cast.larkdale.ids['subject'])}", add)
