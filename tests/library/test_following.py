"""What changed is shown; whoever follows a lesson is told; and a lesson that is withdrawn breaks nothing."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.library.conftest import lesson_of
from tests.library.test_adapting import by, post_again, source_id, steps, with_steps
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Membership
from virtual_school.library import changes
from virtual_school.library.models import Lesson, Resource
from virtual_school.notices.models import Notice

ClientOf = Callable[[Person], Client]


@pytest.fixture
def bell(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.bell)


def told(person: Person) -> list[str]:
    question = sa.select(Notice.kind).where(Notice.account_id == person.account_id, Notice.settled_at.is_(None))
    return list(db.session.scalars(question.where(Notice.kind.startswith("lesson.")).order_by(Notice.id)))


def changed(cast: Cast) -> Lesson:
    source = with_steps(cast)
    source.title, source.instructions = "Searching quickly", "1. Read the page.\n2. Try the **last** search."
    first, second, third = steps(source)
    first.text = "Read this page first."
    first.position, third.position = 3, 1
    second.removed_at = source.changed_at
    make.step(source, "Tell somebody how you did it.", position=4, title="Tell it")
    post_again(cast, source)
    return source


def test_what_changed_is_shown_word_by_word(cast: Cast, bell: Client) -> None:
    source = changed(cast)
    bell.get(f"/lessons/{source.id}/versions")
    assert [row.text for row in bell.select(".row__title a")] == ["Version 3", "Version 2", "Version 1"]
    bell.get(f"/lessons/{source.id}/versions/3")
    gone, new = bell.words("del"), bell.words("ins")
    assert "first" in gone and "last" in new and "Try the second search." in gone
    assert "Tell somebody how you did it." in new
    heads = bell.words("h3")
    for said in ("Changed", "Gone", "New"):
        assert said in heads
    bell.get(f"/lessons/{source.id}/versions/1")
    assert "The first that was posted" in bell.words()
    bell.get(f"/lessons/{source.id}/versions/3?since=1")
    assert "version 1" in bell.words()
    bell.get(f"/lessons/{source.id}/versions/4", 404)


def test_what_is_written_is_shown_as_words_and_never_runs(cast: Cast, bell: Client) -> None:
    source = lesson_of(source_id(cast))
    source.instructions = "<script>alert(1)</script> <b>bold</b>"
    post_again(cast, source)
    bell.get(f"/lessons/{source.id}/versions/2")
    assert "<script>alert(1)</script>" in bell.words("ins")
    assert not bell.select(".changed script") and not bell.select(".changed b")


def test_a_file_that_was_taken_away_is_not_named(cast: Cast, bell: Client) -> None:
    source = lesson_of(source_id(cast))
    lunt = by(cast, cast.lunt, "ashfold")
    named = changes.add_file(source, make.stored_file(b"a list"), name="Ellie Marsh, group 2.txt", by=lunt)
    post_again(cast, source)
    bell.get(f"/lessons/{source.id}/versions/2")
    assert "Ellie Marsh" in bell.words()
    changes.remove_file(source, db.session.get_one(Resource, named.id), by=lunt)
    db.session.commit()
    bell.get(f"/lessons/{source.id}/versions/2")
    assert "Ellie Marsh" not in bell.words() and "One file was taken away since." in bell.words()


def test_whoever_follows_is_told_once_until_they_have_seen_it(cast: Cast, bell: Client) -> None:
    source = lesson_of(source_id(cast))  # in the cast she follows it
    for title in ("Searching quickly", "Searching at last"):
        source.title = title
        post_again(cast, source)
    assert told(cast.bell) == ["lesson.changed"]
    assert told(cast.lunt) == []
    bell.get("/library/following")
    assert "Changed" in bell.words(".pill") and "Searching at last" in bell.words()
    bell.get(f"/lessons/{source.id}/versions")
    bell.submit(".notice form")
    assert told(cast.bell) == []
    bell.get("/library/following")
    assert "Changed" not in bell.words()


def test_whoever_stops_following_is_told_no_more_and_may_take_it_back(cast: Cast, bell: Client) -> None:
    source = lesson_of(source_id(cast))
    bell.get("/library/following")
    bell.submit(f"form[action='/lessons/{source.id}/unfollow']")
    bell.follow()
    assert "You follow no lessons yet" in bell.words()
    source.title = "Searching quickly"
    post_again(cast, source)
    assert told(cast.bell) == []
    bell.post(f"/lessons/{source.id}/unfollow", None, 404)
    bell.post(f"/lessons/{source.id}/follow")
    bell.get("/library/following")
    assert "Searching quickly" in bell.words() and "Changed" not in bell.words()


def test_who_posts_for_nobody_any_more_is_told_nothing(cast: Cast) -> None:
    row = db.session.get_one(Membership, cast.larkdale.ids["membership of bell"])
    row.ended_at = clock.now()
    source = lesson_of(source_id(cast))
    source.title = "Searching quickly"
    post_again(cast, source)
    assert told(cast.bell) == []


def test_withdrawn_it_breaks_nothing(cast: Cast, bell: Client, lunt: Client, client_of: ClientOf) -> None:
    posted = cast.larkdale.lessons["ashfold"]
    lunt.post(f"/lessons/{posted.lesson_id}/withdraw")
    assert told(cast.bell) == ["lesson.gone"]
    bell.get("/library/following")
    assert "Withdrawn" in bell.words(".pill") and not bell.select(".row__title a")
    for page in ("", "/versions", "/versions/1", "/remark"):
        bell.get(f"/lessons/{posted.lesson_id}{page}", 404)
    bell.get("/library/said")
    assert "not in the library now" in bell.words()
    bell.get("/library/ledger")
    lunt.get("/library/said")
    ellie = client_of(cast.ellie)
    ellie.get(f"/my-work/{cast.larkdale.work['new'].assignment_id}")
    assert "Searching a list" in ellie.words()
    dani = client_of(cast.dani)
    dani.get(f"/assignments/{cast.larkdale.work['in'].assignment_id}")
    assert "keeps version" not in dani.words()
    # Posted again as it was: no news of it.
    lunt.post(f"/lessons/{posted.lesson_id}/post")
    assert told(cast.bell) == []
    bell.get(f"/lessons/{posted.lesson_id}")


def test_whoever_looks_at_work_sees_that_its_lesson_changed_since(cast: Cast, client_of: ClientOf) -> None:
    source = changed(cast)
    here, dani = f"/assignments/{cast.larkdale.work['in'].assignment_id}", client_of(cast.dani)
    dani.get(here)
    assert "keeps version 1" in dani.words()
    dani.get(f"/lessons/{source.id}/versions/3?since=1")
    mum = client_of(cast.mum)
    mum.get(here)
    assert "keeps version" not in mum.words()


def test_another_schools_draft_says_nothing_of_itself(cast: Cast, bell: Client, client_of: ClientOf) -> None:
    """In the cast Ashfold is making a lesson of its own from what it posted: nobody else learns of it."""
    adapted: uuid.UUID = cast.larkdale.ids["adapted of ellie"]
    for page in ("", "/versions", "/versions/1", "/original"):
        bell.get(f"/lessons/{adapted}{page}", 404)
    bell.get(f"/lessons/{source_id(cast)}")
    assert "made from it" not in bell.words("#network")
    client_of(cast.lunt).get(f"/lessons/{adapted}")
