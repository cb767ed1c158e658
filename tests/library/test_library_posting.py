"""From a title to a posted lesson, and what those who were set it keep."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.library import actions, changes, queries
from virtual_school.library.models import Audience, Lesson, LessonRevision, LessonState
from virtual_school.network.models import Organisation, Term
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer

Begin = Callable[..., uuid.UUID]


def row(lesson_id: uuid.UUID) -> Lesson:
    return db.session.get_one(Lesson, lesson_id)


def revisions(lesson_id: uuid.UUID) -> list[LessonRevision]:
    question = sa.select(LessonRevision).where(LessonRevision.lesson_id == lesson_id).order_by(LessonRevision.number)
    return list(db.session.scalars(question))


def viewer_of(cast: Cast, person: Person, place: str = "ashfold", role: Role = Role.TEACHER) -> Viewer:
    hat = Hat("hat", role, cast.larkdale.organisations[place], place)
    return Viewer(person.account_id, person.network_id, person.name, (hat,), hat)


# by hand, as a browser ------------------------------------------------------------------------------------------------


def test_a_lesson_is_begun_filled_and_posted(lunt: Client, typed: dict[str, str]) -> None:
    lunt.get("/lessons/new")
    lunt.submit("main form[method=post]", **typed)
    lunt.follow()
    assert "A draft" in lunt.words()
    lesson_id = uuid.UUID(lunt.response.request.path.split("/")[2])
    assert row(lesson_id).state is LessonState.DRAFT
    lunt.post(f"/lessons/{lesson_id}/post", typed | {"version": "1"})
    lunt.follow()
    assert "Posting never gives you marking" in lunt.words()
    assert row(lesson_id).state is LessonState.POSTED
    assert [one.number for one in revisions(lesson_id)] == [1]
    kinds = db.session.scalars(sa.select(AuditEvent.event).where(AuditEvent.object_id == lesson_id)).all()
    assert sorted(kinds) == ["lesson.begun", "lesson.posted"]


def test_a_form_sent_twice_begins_one_lesson(lunt: Client, typed: dict[str, str]) -> None:
    lunt.post("/lessons/new", typed | {"once": "the key of this form"})
    first = lunt.response.location
    lunt.post("/lessons/new", typed | {"once": "the key of this form"})
    assert lunt.response.location == first
    count = sa.select(sa.func.count()).where(Lesson.title == typed["title"])
    assert db.session.scalar(count) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "  ", "Type what it is called."),
        ("title", "x" * 201, "200 characters at most"),
        ("subject_id", "", "Choose a subject."),
        ("subject_id", "1 OR 1=1", "Choose one from the list."),
        ("year", "", "Choose a year."),
        ("year", "15", "Choose one from the list."),
        ("minutes", "9999999999", "Choose one from the list."),
        ("instructions", "x" * 20_001, "20000 characters at most"),
    ],
)
def test_what_is_wrong_is_said_beside_its_box_and_the_rest_stays(
    lunt: Client, typed: dict[str, str], field: str, value: str, said: str
) -> None:
    lunt.post("/lessons/new", typed | {field: value}, 422)
    assert said in lunt.words(f"#{field}-error")
    kept = "outcome" if field != "outcome" else "title"
    assert lunt.one(f"#{kept}").get("value") == typed[kept]
    assert db.session.scalar(sa.select(sa.func.count()).where(Lesson.title == typed["title"])) == 0


def test_another_networks_subject_is_no_choice(lunt: Client, typed: dict[str, str], cast: Cast) -> None:
    lunt.post("/lessons/new", typed | {"subject_id": str(cast.fernvale.ids["subject"])}, 422)


def test_nothing_to_start_on_is_not_posted_and_nothing_typed_is_lost(
    lunt: Client, begin: Begin, typed: dict[str, str]
) -> None:
    lesson_id = begin(lunt, instructions="")
    sent = typed | {"instructions": "", "title": "Another title", "version": "1"}
    lunt.post(f"/lessons/{lesson_id}/post", sent, 422)
    assert "add one file that pupils can open" in lunt.words("#instructions-error")
    assert lunt.one("#title").get("value") == "Another title"
    assert row(lesson_id).state is LessonState.DRAFT
    assert row(lesson_id).title == typed["title"]
    lunt.post(f"/lessons/{lesson_id}/post", None, 403)


def test_posting_twice_makes_one_revision(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/post", typed | {"version": "1"})
    lunt.post(f"/lessons/{lesson_id}/post", typed | {"version": "1"})
    lunt.post(f"/lessons/{lesson_id}/post")
    assert len(revisions(lesson_id)) == 1


def test_a_changed_lesson_is_posted_again_and_the_first_revision_stays(
    lunt: Client, begin: Begin, typed: dict[str, str], cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/post", typed | {"version": "1"})
    version = str(row(lesson_id).version)
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"title": "Second thoughts", "version": version})
    other = client_of(cast.bell)
    other.get(f"/lessons/{lesson_id}")
    assert other.words("h1") == typed["title"]
    lunt.get(f"/lessons/{lesson_id}")
    assert "changed it since" in lunt.words()
    lunt.post(f"/lessons/{lesson_id}/post")
    assert [(one.number, one.title) for one in revisions(lesson_id)] == [(1, typed["title"]), (2, "Second thoughts")]
    other.get(f"/lessons/{lesson_id}")
    assert other.words("h1") == "Second thoughts"


def test_a_withdrawn_lesson_leaves_the_network_and_comes_back(
    lunt: Client, begin: Begin, typed: dict[str, str], cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/post", typed | {"version": "1"})
    posted = revisions(lesson_id)[0]
    lunt.post(f"/lessons/{lesson_id}/withdraw")
    lunt.follow()
    other = client_of(cast.bell)
    other.get(f"/lessons/{lesson_id}", 404)
    other.get("/library?q=caesar")
    assert "Nothing found" in other.words("#lessons")
    with pytest.raises(NotVisible):
        queries.newest(viewer_of(cast, cast.bell, "stonegate"), lesson_id)
    assert queries.revision(posted.id).revision.title == typed["title"]  # whoever was set it keeps it
    lunt.submit("#notice form")
    other.get(f"/lessons/{lesson_id}")
    assert len(revisions(lesson_id)) == 1  # as it was: no new revision
    lunt.post(f"/lessons/{lesson_id}/withdraw")
    lunt.post(f"/lessons/{lesson_id}/withdraw", None, 403)


def test_another_school_changes_nothing(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    lesson, other = cast.larkdale.lessons["ashfold"], client_of(cast.bell)
    here = f"/lessons/{lesson.lesson_id}"
    other.get(f"{here}/edit", 403)
    for address in (
        f"{here}/edit", f"{here}/post", f"{here}/withdraw", f"{here}/files",
        f"{here}/resources/{lesson.answers_id}/audience", f"{here}/resources/{lesson.answers_id}/remove",
        f"{here}/resources/{lesson.answers_id}/put-back",
    ):  # fmt: skip
        other.post(address, {"audience": "pupils", "version": "1"}, 403)
    other.put(f"{here}/draft", {"key": "k", "base": 0, "seq": 1, "text": "mine"}, 403)
    assert row(lesson.lesson_id).state is LessonState.POSTED


def test_a_draft_of_another_school_is_not_there(
    lunt: Client, begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lesson_id, other = begin(lunt), client_of(cast.bell)
    for address in ("", "/edit"):
        other.get(f"/lessons/{lesson_id}{address}", 404)
    for address in ("edit", "post", "withdraw", "files"):
        other.post(f"/lessons/{lesson_id}/{address}", None, 404)
    client_of(cast.stranger_teacher).get(f"/lessons/{lesson_id}", 404)


# without a browser ----------------------------------------------------------------------------------------------------


def words_of(cast: Cast, **other: str) -> changes.Words:
    ordinary = {"title": "Hashing", "outcome": "I can add up.", "instructions": "Read.", "minutes": 30, "year": 9}
    return changes.Words(subject_id=cast.larkdale.ids["subject"], **ordinary | other)  # type: ignore[arg-type]


def test_only_an_author_begins(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.begin(viewer_of(cast, cast.clerk, "larkdale", Role.PANEL_CLERK), words=words_of(cast))


def test_a_colleague_of_the_school_changes_what_another_began(cast: Cast) -> None:
    lesson = actions.begin(viewer_of(cast, cast.lunt), words=words_of(cast))
    colleague = viewer_of(cast, cast.bell)  # acting for Ashfold today
    actions.save(colleague, lesson, version=1, words=words_of(cast, title="Hashes"))
    assert (lesson.title, lesson.changed_by, lesson.version) == ("Hashes", cast.bell.account_id, 2)


def test_states_change_as_the_table_says(cast: Cast) -> None:
    viewer = viewer_of(cast, cast.lunt)
    lesson = changes.begin(organisation_id=cast.larkdale.organisations["ashfold"], by=viewer, words=words_of(cast))
    changes.withdraw(lesson, by=viewer)
    with pytest.raises(WrongState):
        changes.withdraw(lesson, by=viewer)
    assert changes.post(lesson, by=viewer).number == 1


def test_a_revision_freezes_its_files(cast: Cast) -> None:
    viewer = viewer_of(cast, cast.lunt)
    stored, more = make.stored_file(b"questions"), make.stored_file(b"more")
    lesson = changes.begin(organisation_id=cast.larkdale.organisations["ashfold"], by=viewer, words=words_of(cast))
    first = changes.add_file(lesson, stored, name="Sheet.txt", by=viewer)
    revision = changes.post(lesson, by=viewer)
    second = changes.add_file(lesson, more, name="More.txt", by=viewer)
    assert [file.id for file in queries.resources_for_pupil(revision.id)] == [first.id]
    again = changes.post(lesson, by=viewer)
    assert [file.id for file in queries.resources_for_pupil(again.id)] == [first.id, second.id]
    assert [file.id for file in queries.resources_for_pupil(revision.id)] == [first.id]


def test_the_same_file_is_there_once_and_a_retired_subject_stays_choosable(cast: Cast, lunt: Client) -> None:
    viewer = viewer_of(cast, cast.lunt)
    stored = make.stored_file(b"questions")
    lesson = changes.begin(organisation_id=cast.larkdale.organisations["ashfold"], by=viewer, words=words_of(cast))
    one = changes.add_file(lesson, stored, name="Sheet.txt", by=viewer)
    assert changes.add_file(lesson, stored, name="Sheet.txt", by=viewer).id == one.id
    assert changes.add_file(lesson, stored, name="Sheet (answers).txt", by=viewer).audience is Audience.STAFF_ONLY
    db.session.get_one(Term, lesson.subject_id).retired_at = lesson.created_at
    assert db.session.get(Organisation, lesson.organisation_id) is not None
    lunt.get(f"/lessons/{lesson.id}/edit")
    assert lunt.one("#subject_id option[selected]").text == "Computing"
