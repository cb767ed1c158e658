"""A version that holds what it must not is read by nobody any more, and stays as it was posted."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.library.conftest import lesson_of
from tests.library.test_adapting import adapt, post_again, source_id
from virtual_school.core.db import db
from virtual_school.learning.models import Assignment
from virtual_school.library.models import HiddenRevision, Lesson, LessonRevision
from virtual_school.network.viewer import Viewer
from virtual_school.packs import queries as packs
from virtual_school.packs.models import WorkPack, WorkPackItem

ClientOf = Callable[[Person], Client]
NAME = "Zebedee"


@pytest.fixture
def held(cast: Cast) -> Lesson:
    """The lesson of Ashfold, whose second version names a child in title and words, set to Ellie; mended since."""
    lesson = lesson_of(source_id(cast))
    before = lesson.title, lesson.instructions
    lesson.title, lesson.instructions = f"What {NAME} did", f"Read what {NAME} wrote."
    named = post_again(cast, lesson)
    work = db.session.get_one(Assignment, cast.larkdale.work["new"].assignment_id)
    work.revision_id = named.id
    lesson.title, lesson.instructions = before
    post_again(cast, lesson)
    return lesson


def hide(client: Client, lesson: Lesson, number: int, status: int = 303, because: str = "A child is named.") -> None:
    client.post(f"/lessons/{lesson.id}/versions/{number}/hide", {"because": because}, status=status)


def pages(lesson: Lesson) -> list[str]:
    at = f"/lessons/{lesson.id}"
    return [at, *(f"{at}/versions{more}" for more in ("", "/1", "/2", "/3", "/3?since=1", "/3?since=2"))]


def test_nobody_reads_it_any_more(cast: Cast, lunt: Client, client_of: ClientOf, held: Lesson) -> None:
    lunt.get(f"/lessons/{held.id}/versions/2")
    assert NAME in lunt.words()
    hide(lunt, held, 2)
    for person in (cast.lunt, cast.bell, cast.lead):
        client = client_of(person)
        for path in pages(held):
            client.get(path)
            assert NAME not in client.response.text, (person.key, path)
    lunt.get(f"/lessons/{held.id}/versions/2")
    assert "Ms Lunt put it out of sight" in lunt.words() and "A child is named." in lunt.words()
    lunt.get(f"/lessons/{held.id}/versions/3")
    assert "What changed is not shown" in lunt.words()
    lunt.get(f"/lessons/{held.id}/versions/3?since=1")
    assert "It says the same as version 1." in lunt.words()


def test_who_was_set_it_has_the_newest(cast: Cast, lunt: Client, client_of: ClientOf, held: Lesson) -> None:
    work = cast.larkdale.work["new"].assignment_id
    ellie = client_of(cast.ellie)
    ellie.get(f"/my-work/{work}")
    assert NAME in ellie.words()
    hide(lunt, held, 2)
    for path in (f"/my-work/{work}", "/my-work", "/today"):
        ellie.get(path)
        assert NAME not in ellie.response.text
    number = sa.select(LessonRevision.number).join(Assignment, Assignment.revision_id == LessonRevision.id)
    assert db.session.scalar(number.where(Assignment.id == work)) == 3


def test_the_row_stays_as_it_was_posted(lunt: Client, held: Lesson) -> None:
    hide(lunt, held, 2)
    question = sa.select(LessonRevision, HiddenRevision.because).join(
        HiddenRevision, HiddenRevision.revision_id == LessonRevision.id
    )
    revision, because = db.session.execute(question).one()
    assert (revision.number, NAME in revision.title, because) == (2, True, "A child is named.")


def test_what_was_made_from_it_says_nothing_of_it(cast: Cast, client_of: ClientOf, lunt: Client) -> None:
    source = lesson_of(source_id(cast))
    before = source.title
    source.title = f"What {NAME} did"
    post_again(cast, source)
    bell = client_of(cast.bell)
    copy = adapt(bell, source.id)
    copy.title = "Ours"
    source.title = before
    post_again(cast, source)
    hide(lunt, source, 2)
    for path in (f"/lessons/{copy.id}", f"/lessons/{copy.id}/original"):
        bell.get(path)
        assert NAME not in bell.response.text
    assert "What changed is not shown" in bell.words()


def test_no_pack_that_is_made_from_now_on_holds_it(
    cast: Cast, acting: Callable[[Person], Viewer], lunt: Client, held: Lesson
) -> None:
    bell = acting(cast.bell)
    pack = WorkPack(account_id=cast.bell.account_id, hat="hat")
    db.session.add(pack)
    db.session.flush()
    versions = sa.select(LessonRevision.id).where(LessonRevision.lesson_id == held.id).order_by(LessonRevision.number)
    for position, revision_id in enumerate(db.session.scalars(versions).all(), start=1):
        db.session.add(WorkPackItem(pack_id=pack.id, position=position, revision_id=revision_id))
    pack_id = pack.id
    db.session.commit()
    hide(lunt, held, 2)
    found = [item.title for item in packs.items(bell, pack_id)]
    assert len(found) == 2 and all(NAME not in title for title in found)


def test_the_newest_stays(lunt: Client, held: Lesson) -> None:
    hide(lunt, held, 3, status=409)
    lunt.get(f"/lessons/{held.id}/versions/3")
    assert not lunt.select("form[action$=hide]")
    hide(lunt, held, 2)
    hide(lunt, held, 2, status=409)


def test_only_its_school_and_with_a_reason(cast: Cast, client_of: ClientOf, lunt: Client, held: Lesson) -> None:
    hide(client_of(cast.bell), held, 2, status=403)
    hide(lunt, held, 2, status=422, because=" ")
    assert "Write why." in lunt.words()
    hide(lunt, held, 9, status=404)
    client_of(cast.stranger_teacher).post(f"/lessons/{uuid.uuid4()}/versions/1/hide", {"because": "x"}, status=404)
