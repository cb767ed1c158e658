"""A posted lesson becomes another school's own: with its words, steps and files, and never without whose it was."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.library.conftest import lesson_of
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.library import changes
from virtual_school.library.models import (
    Adaptation,
    Audience,
    Lesson,
    LessonRevision,
    LessonState,
    LessonUse,
    Resource,
    Step,
    StepKind,
    UseKind,
)
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]


@pytest.fixture
def bell(cast: Cast, client_of: ClientOf) -> Client:
    """Ms Bell of Stonegate, at her own browser."""
    return client_of(cast.bell)


def source_id(cast: Cast) -> uuid.UUID:
    return cast.larkdale.lessons["ashfold"].lesson_id


def by(cast: Cast, person: Person, place: str) -> Viewer:
    hat = Hat("hat", Role.TEACHER, cast.larkdale.organisations[place], place)
    return Viewer(person.account_id, person.network_id, person.name, (hat,), hat)


def adapt(client: Client, lesson_id: uuid.UUID, **more: str) -> Lesson:
    """As a browser does; the copy."""
    client.get(f"/lessons/{lesson_id}")
    client.submit(f"form[action='/lessons/{lesson_id}/adapt']", **more)
    return lesson_of(uuid.UUID(client.response.location.split("/")[2]))


def files(lesson: Lesson) -> dict[str, Resource]:
    question = sa.select(Resource).where(Resource.lesson_id == lesson.id, Resource.removed_at.is_(None))
    return {one.name: one for one in db.session.scalars(question)}


def steps(lesson: Lesson) -> list[Step]:
    question = sa.select(Step).where(Step.lesson_id == lesson.id, Step.removed_at.is_(None))
    return list(db.session.scalars(question.order_by(Step.position)))


def without_steps(cast: Cast) -> Lesson:
    """The lesson of Ashfold with its steps put away."""
    lesson = lesson_of(source_id(cast))
    for step in steps(lesson):
        step.removed_at = lesson.changed_at
    return lesson


def with_steps(cast: Cast) -> Lesson:
    """The lesson of Ashfold with two steps and a step that shows its worksheet, posted again."""
    lesson = without_steps(cast)
    sheet = cast.larkdale.lessons["ashfold"].worksheet_id
    make.step(lesson, "Read this first.", position=1)
    make.step(lesson, "Try the second search.", position=2)
    make.step(lesson, "", position=3, kind=StepKind.FILE, resource_id=sheet)
    changes.post(lesson, by=by(cast, cast.lunt, "ashfold"))
    db.session.commit()
    return lesson


def post_again(cast: Cast, lesson: Lesson) -> LessonRevision:
    revision = changes.post(lesson, by=by(cast, cast.lunt, "ashfold"))
    db.session.commit()
    return revision


def test_it_is_a_draft_of_the_other_school_with_everything_that_was_posted(cast: Cast, bell: Client) -> None:
    source = with_steps(cast)
    copy = adapt(bell, source.id)
    assert (copy.state, copy.title) == (LessonState.DRAFT, source.title)
    assert copy.organisation_id == cast.larkdale.organisations["stonegate"]
    assert {name: one.audience for name, one in files(copy).items()} == {
        "Worksheet.txt": Audience.PUPILS,
        "Answers.txt": Audience.STAFF_ONLY,
    }
    assert [step.text for step in steps(copy)] == ["Read this first.", "Try the second search.", ""]
    assert steps(copy)[2].resource_id == files(copy)["Worksheet.txt"].id


def test_what_is_staff_only_in_the_original_is_staff_only_in_the_copy_whatever_its_name(
    cast: Cast, bell: Client
) -> None:
    lesson = lesson_of(source_id(cast))
    files(lesson)["Worksheet.txt"].audience = Audience.STAFF_ONLY
    db.session.commit()
    assert {one.audience for one in files(adapt(bell, lesson.id)).values()} == {Audience.STAFF_ONLY}


def test_what_was_taken_away_from_the_original_is_not_copied(cast: Cast, bell: Client) -> None:
    source = with_steps(cast)
    changes.remove_file(source, files(source)["Worksheet.txt"], by=by(cast, cast.lunt, "ashfold"))
    db.session.commit()
    copy = adapt(bell, source.id)
    assert set(files(copy)) == {"Answers.txt"}
    assert [step.kind for step in steps(copy)] == [StepKind.TEXT, StepKind.TEXT]


def test_it_says_whose_it_was_and_goes_on_saying_so(cast: Cast, bell: Client, lunt: Client) -> None:
    copy = adapt(bell, source_id(cast))
    bell.get(f"/lessons/{copy.id}")
    assert "by Ms Lunt, Ashfold School" in bell.words(".made-from")
    bell.post(f"/lessons/{copy.id}/post")
    lunt.post(f"/lessons/{source_id(cast)}/withdraw")
    bell.get(f"/lessons/{copy.id}")
    assert "no longer in the library" in bell.words(".made-from") and not bell.select(".made-from a")
    # What was made from it has an origin two lessons back.
    again = adapt(lunt, copy.id)
    lunt.get(f"/lessons/{again.id}")
    assert "Ms Bell" in lunt.words(".made-from") and "It began as" in lunt.words(".made-from")


def test_nobody_changes_where_it_came_from(cast: Cast, bell: Client) -> None:
    copy = adapt(bell, source_id(cast))
    other = db.session.scalars(sa.select(LessonRevision).where(LessonRevision.lesson_id != source_id(cast))).first()
    assert other is not None
    row = db.session.get_one(Adaptation, copy.id)
    row.source_id = other.id
    with pytest.raises(sa.exc.DBAPIError):
        db.session.flush()
    db.session.rollback()


def test_pressed_twice_it_is_one_copy(cast: Cast, bell: Client) -> None:
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Adaptation))
    for _time in range(2):
        bell.post(f"/lessons/{source_id(cast)}/adapt", {"once": "the key of this form"})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Adaptation)) == (before or 0) + 1


def test_it_counts_as_a_use_and_is_followed(cast: Cast, bell: Client) -> None:
    copy = adapt(bell, source_id(cast))
    use = db.session.scalars(sa.select(LessonUse).where(LessonUse.thing_id == copy.id)).one()
    assert (use.kind, use.giver_id, use.taker_id) == (
        UseKind.ADAPTED,
        cast.larkdale.organisations["ashfold"],
        cast.larkdale.organisations["stonegate"],
    )
    bell.get("/library/following")
    assert lesson_of(source_id(cast)).title in bell.words()


def test_a_lesson_that_is_not_posted_is_not_adapted(cast: Cast, lunt: Client, bell: Client) -> None:
    lunt.post(f"/lessons/{source_id(cast)}/withdraw")
    bell.post(f"/lessons/{source_id(cast)}/adapt", None, 404)
    lunt.post(f"/lessons/{source_id(cast)}/adapt", None, 403)


# what changes in the original later -----------------------------------------------------------------------------------


def test_what_nobody_changed_here_is_brought_in_and_the_rest_stays(cast: Cast, bell: Client) -> None:
    source = with_steps(cast)
    copy = adapt(bell, source.id)
    copy.title = "Searching, our way"
    steps(copy)[0].text = "Read this with a friend."
    source.title, source.outcome = "Searching quickly", "I can search a list by halves."
    theirs = steps(source)
    theirs[0].text, theirs[1].text = "Read this page first.", "Try the third search."
    make.step(source, "Tell somebody how you did it.", position=4)
    post_again(cast, source)
    bell.get(f"/lessons/{copy.id}")
    assert "has changed" in bell.words(".notice")
    bell.get(f"/lessons/{copy.id}/original")
    assert "3 changes can be brought into your lesson" in bell.words() and "2 you have changed" in bell.words()
    bell.submit()
    db.session.refresh(copy)
    assert (copy.title, copy.outcome) == ("Searching, our way", "I can search a list by halves.")
    assert [step.text for step in steps(copy)] == [
        "Read this with a friend.",
        "Try the third search.",
        "",
        "Tell somebody how you did it.",
    ]
    bell.get(f"/lessons/{copy.id}")
    assert "has changed" not in bell.words()


def test_files_come_and_go_as_well_and_order_follows_where_nobody_ordered(cast: Cast, bell: Client) -> None:
    source = with_steps(cast)
    copy = adapt(bell, source.id)
    lunt = by(cast, cast.lunt, "ashfold")
    stored = make.stored_file(b"more questions")
    more = changes.add_file(source, stored, name="More.txt", by=lunt)
    changes.remove_file(source, files(source)["Answers.txt"], by=lunt)
    first, second, _third = steps(source)
    first.position, second.position = 2, 1
    make.step(source, "", position=4, kind=StepKind.FILE, resource_id=more.id)
    post_again(cast, source)
    bell.post(f"/lessons/{copy.id}/original")
    assert set(files(copy)) == {"Worksheet.txt", "More.txt"}
    assert [step.text for step in steps(copy)] == ["Try the second search.", "Read this first.", "", ""]
    assert steps(copy)[3].resource_id == files(copy)["More.txt"].id


def test_it_may_be_left_as_it_is(cast: Cast, bell: Client) -> None:
    source = lesson_of(source_id(cast))
    copy = adapt(bell, source.id)
    source.title = "Searching quickly"
    post_again(cast, source)
    bell.post(f"/lessons/{copy.id}/original", {"leave": "1"})
    db.session.refresh(copy)
    assert copy.title != "Searching quickly"
    bell.get(f"/lessons/{copy.id}/original")
    assert "Nothing has changed" in bell.words()


def test_who_has_the_copy_open_meanwhile_loses_nothing(cast: Cast, bell: Client) -> None:
    source = lesson_of(source_id(cast))
    copy = adapt(bell, source.id)
    bell.get(f"/lessons/{copy.id}/edit")
    version = bell.one("#lesson [name=version]").get("value")
    source.outcome = "I can search by halves."
    post_again(cast, source)
    bell.post(f"/lessons/{copy.id}/original")
    db.session.refresh(copy)
    assert str(copy.version) != version


def test_a_lesson_of_its_own_has_no_original(cast: Cast, lunt: Client) -> None:
    lunt.get(f"/lessons/{source_id(cast)}/original", 404)


def test_pupils_are_told_of_the_school_and_of_no_teacher(cast: Cast, bell: Client, client_of: ClientOf) -> None:
    copy = adapt(bell, source_id(cast))
    bell.post(f"/lessons/{copy.id}/post")
    revision = db.session.scalars(sa.select(LessonRevision).where(LessonRevision.lesson_id == copy.id)).one()
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    dani = db.session.get_one(Account, cast.dani.account_id)
    work = make.assignment(ellie, revision, dani)
    db.session.commit()
    client = client_of(cast.ellie)
    client.get(f"/my-work/{work.id}")
    assert "Made from a lesson of Ashfold School." in client.words() and "Lunt" not in client.words()
