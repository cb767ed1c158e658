"""A lesson as steps: each kind asks for what it needs, their order is the author's, what was posted stays."""

import io
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
from virtual_school.library.models import HandIn, LessonRevision, Proof, RevisionStep, Step, StepKind, has_way
from virtual_school.library.queries import to_do
from virtual_school.pupils.models import Pupil

Begin = Callable[..., uuid.UUID]

WHOLE: dict[str, dict[str, str]] = {
    "text": {"text": "Hide one word."},
    "link": {"url": "https://www.example.org/shift", "title": "A page about it"},
    "video": {"url": "example.org/film", "minutes": "4"},
    "questions": {"title": "Try it"},
    "elsewhere": {"url": "https://sums.example.org", "minutes": "15", "proof": "score"},
}


def steps(lesson_id: uuid.UUID) -> list[Step]:
    return list(changes.steps_of(lesson_of(lesson_id)))


def add(client: Client, lesson_id: uuid.UUID, kind: str = "text", status: int = 303, **typed: str) -> None:
    client.get(f"/lessons/{lesson_id}/steps/new/{kind}")
    client.submit("main form", status, **{**WHOLE.get(kind, {}), **typed})


def place(client: Client, lesson_id: uuid.UUID, step: Step, to: str) -> list[str]:
    client.post(f"/lessons/{lesson_id}/steps/{step.id}/place", {"to": to})
    return [one.text for one in steps(lesson_id)]


@pytest.mark.parametrize("kind", WHOLE)
def test_a_step_of_each_kind_is_added(lunt: Client, begin: Begin, kind: str) -> None:
    lesson_id = begin(lunt)
    add(lunt, lesson_id, kind)
    (step,) = steps(lesson_id)
    assert step.kind is StepKind(kind)
    assert step.url.startswith("https://") or "url" not in WHOLE[kind]
    lunt.get(f"/lessons/{lesson_id}/steps/{step.id}")
    lunt.submit("main form", title="Another title")
    db.session.expire_all()
    assert steps(lesson_id)[0].title == "Another title"
    assert steps(lesson_id)[0].proof is (Proof.SCORE if kind == "elsewhere" else None)


@pytest.mark.parametrize(
    ("kind", "given", "field", "said"),
    [
        ("text", {"text": "  "}, "text", "Write what to do."),
        ("link", {"url": ""}, "url", "Paste the address"),
        ("link", {"url": "javascript:alert(1)"}, "url", "begins with https://"),
        ("video", {"minutes": "0"}, "minutes", "from 1 to 600"),
        ("elsewhere", {"proof": ""}, "proof", "Choose one of these."),
        ("picture", {"alt": ""}, "alt", "for whoever cannot see it"),
        ("picture", {"alt": "A bar"}, "resource_id", "Choose a file."),
        ("file", {}, "resource_id", "Choose a file."),
    ],
)
def test_what_a_kind_needs_is_said_beside_its_box(
    lunt: Client, begin: Begin, kind: str, given: dict[str, str], field: str, said: str
) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/steps/new/{kind}", {**WHOLE.get(kind, {}), "title": "Kept", **given}, 422)
    assert said in lunt.words(f".govuk-error-summary a[href^='#{field}']")
    assert lunt.one("#title").get("value") == "Kept"
    assert steps(lesson_id) == []


def test_a_kind_that_there_is_not_is_not_there(lunt: Client, begin: Begin) -> None:
    lunt.get(f"/lessons/{begin(lunt)}/steps/new/game", 404)


def test_a_form_sent_twice_adds_one_step(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    for _again in range(2):
        lunt.post(f"/lessons/{lesson_id}/steps/new/text", {"text": "Once.", "once": "the key of this form"})
    assert len(steps(lesson_id)) == 1


def test_a_file_comes_along_with_its_step(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    sent = {"files": (io.BytesIO(b"a, b"), "sheet.csv"), "title": "Open the sheet", "once": "a key"}
    lunt.post(f"/lessons/{lesson_id}/steps/new/file", sent)
    (step,) = steps(lesson_id)
    assert step.resource_id is not None
    lunt.get(f"/lessons/{lesson_id}/steps/{step.id}")
    assert "sheet.csv" in lunt.words("#resource_id")


def test_the_order_is_what_the_author_makes_it(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    for words in ("one", "two", "three"):
        add(lunt, lesson_id, text=words)
    first, _second, third = steps(lesson_id)
    assert place(lunt, lesson_id, third, "1") == ["three", "one", "two"]
    assert place(lunt, lesson_id, first, "99") == ["three", "two", "one"]
    assert place(lunt, lesson_id, first, "-5") == ["one", "three", "two"]
    assert place(lunt, lesson_id, first, "nowhere") == ["one", "three", "two"]
    assert {one.version for one in steps(lesson_id)} == {1}, "whoever writes one of them meanwhile is not disturbed"


def test_a_step_taken_out_comes_back(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    add(lunt, lesson_id)
    here = f"/lessons/{lesson_id}/steps/{steps(lesson_id)[0].id}"
    lunt.post(f"{here}/remove")
    lunt.follow()
    assert "The step is taken out." in lunt.words(".notice") and steps(lesson_id) == []
    lunt.post(lunt.one("form[data-undo]").get("action"))
    assert len(steps(lesson_id)) == 1


def test_the_words_of_the_lesson_go_along_to_a_new_step(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"title": "Not lost", "version": "1", "then": "video"})
    assert lunt.response.location.endswith("/steps/new/video")
    assert lesson_of(lesson_id).title == "Not lost"


def test_the_first_words_become_a_step_that_can_be_moved(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    add(lunt, lesson_id, text="two")
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"instructions": "one", "version": "1", "then": "first-words"})
    db.session.expire_all()
    assert [step.text for step in steps(lesson_id)] == ["one", "two"]
    assert lesson_of(lesson_id).instructions == ""


def test_two_who_write_one_step_lose_nothing(
    lunt: Client, begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lesson_id = begin(lunt)
    add(lunt, lesson_id, text="As it was.")
    here = f"/lessons/{lesson_id}/steps/{steps(lesson_id)[0].id}"
    other = client_of(cast.lunt)
    lunt.get(here)
    other.get(here)
    lunt.submit("main form", text="Hers.")
    other.submit("main form", 409, text="Of another window.")
    assert "Hers." in other.words(".both") and "Of another window." in other.words("#text")
    other.submit("main form", text="Hers. And the other.")
    db.session.expire_all()
    assert steps(lesson_id)[0].text == "Hers. And the other."


def test_what_is_being_typed_in_a_step_is_put_back(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    add(lunt, lesson_id)
    here = f"/lessons/{lesson_id}/steps/{steps(lesson_id)[0].id}"
    lunt.put(f"{here}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Half a sentence"})
    lunt.get(here)
    assert "Half a sentence" in lunt.words("#text")
    lunt.submit("main form", text="A whole one.")
    lunt.get(here)
    assert "Half" not in lunt.words()


def test_what_is_being_typed_for_a_step_that_is_not_there_yet_is_put_back(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    here = f"/lessons/{lesson_id}/steps/new/text"
    lunt.put(f"{here}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Half a sentence"})
    lunt.get(f"/lessons/{lesson_id}/steps/new/link")
    assert "Half" not in lunt.words("main")
    lunt.get(here)
    assert lunt.words("#text").strip() == "Half a sentence" and "are back in the box" in lunt.words(".notice")
    lunt.submit("main form", text="A whole one.")
    lunt.get(here)
    assert "Half" not in lunt.words("main") and [step.text for step in steps(lesson_id)] == ["A whole one."]


def test_posting_freezes_the_steps(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt, instructions="")
    lunt.post(f"/lessons/{lesson_id}/post", None, 403)
    add(lunt, lesson_id, text="one")
    lunt.post(f"/lessons/{lesson_id}/post")
    add(lunt, lesson_id, text="two")
    lunt.get(f"/lessons/{lesson_id}")
    assert "changed it since" in lunt.words() and "Step 1 of 1" in lunt.words()
    place(lunt, lesson_id, steps(lesson_id)[1], "1")
    lunt.post(f"/lessons/{lesson_id}/post")
    frozen = db.session.scalars(sa.select(RevisionStep).order_by(RevisionStep.id, RevisionStep.position)).all()
    ours = [one.text for one in frozen if one.step_id in {step.id for step in steps(lesson_id)}]
    assert ours == ["one", "two", "one"]
    lunt.post(f"/lessons/{lesson_id}/post")  # nothing changed since: no third revision
    count = sa.select(sa.func.count()).select_from(LessonRevision).where(LessonRevision.lesson_id == lesson_id)
    assert db.session.scalar(count) == 2


def test_a_lesson_has_an_end(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    for _one in range(changes.MOST_STEPS):
        make.step(lesson_of(lesson_id))
    add(lunt, lesson_id, "text", 422)
    assert "Begin another lesson" in lunt.words(".govuk-error-summary")


# what pupils see ------------------------------------------------------------------------------------------------------


def test_a_pupil_sees_the_steps_and_never_what_is_staff_only(
    cast: Cast, client_of: Callable[[Person], Client], lunt: Client, begin: Begin
) -> None:
    lesson_id = begin(lunt, keywords="shift: how far each letter moves", ways="photo", misconceptions="They add.")
    sent = {"files": (io.BytesIO(b"7"), "The key.csv"), "title": "Open the key", "once": "a key"}
    lunt.post(f"/lessons/{lesson_id}/steps/new/file", sent)
    add(lunt, lesson_id, text="The shift of $\\frac{1}{2}$")
    lunt.post(f"/lessons/{lesson_id}/post")
    revision = db.session.scalars(sa.select(LessonRevision).where(LessonRevision.lesson_id == lesson_id)).one()
    shown = to_do(revision.id)
    assert [step.title for step in shown.steps] == ["Open the key", ""]
    assert shown.other_files == [] and shown.file_of(shown.steps[0]) is not None
    lunt.get(f"/lessons/{lesson_id}/edit")
    lunt.post(lunt.one("#lesson-files button[name=audience]").get("formaction"), {"audience": "staff_only"})
    assert to_do(revision.id).file_of(shown.steps[0]) is None
    work = set_to_ellie(cast, revision)
    ellie = client_of(cast.ellie)
    ellie.get(f"/my-work/{work}")
    said = ellie.words("main")
    assert "Open the key" in said and "The key.csv" not in said and "They add." not in said
    assert "how far each letter moves" in said and "take a photo" in said
    assert "<mfrac>" in ellie.response.get_data(as_text=True) and ellie.one("a.word").get("href") == "#word-1"


def set_to_ellie(cast: Cast, revision: LessonRevision) -> uuid.UUID:
    child, dani = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.dani.account_id)
    return make.assignment(child, revision, dani).id


def test_ways_are_found_one_by_one(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt, ways="photo")
    for way, found in ((HandIn.PHOTO, 1), (HandIn.TYPED, 0)):
        model = type(lesson_of(lesson_id))
        count = sa.select(sa.func.count()).where(model.id == lesson_id, has_way(model.ways, way))
        assert db.session.scalar(count) == found
