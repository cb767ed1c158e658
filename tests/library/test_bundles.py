"""A folder or a zip that becomes drafts: made by a job as whoever brought it, each file told of, nothing twice."""

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.library import made
from tests.library.test_library_files import upload
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.identity.models import Membership
from virtual_school.library.bundles import actions
from virtual_school.library.models import Audience, Lesson, LessonState, Resource, Step, StepKind

UNIT = {
    "unit/L1/Sheet.docx": made.docx("Read."),
    "unit/L1/Sheet answers.docx": made.docx("Seven."),
    "unit/L2/Slides.pptx": made.pptx(("Malware", "harms")),
    "unit/L2/solutions/Slides.txt": "the solution",
    "../../etc/passwd": "x",
    "unit/L1/Empty.docx": "",
    "unit/L1/Plan.docm": made.docx("x", **{"word/vbaProject.bin": b"x"}),
    "__MACOSX/._unit": "x",
}


@pytest.fixture
def common(cast: Cast) -> dict[str, str]:
    return {"subject_id": str(cast.larkdale.ids["subject"]), "year": "10"}


def bring(client: Client, common: dict[str, str], data: bytes, name: str = "unit.zip", status: int = 303) -> str:
    form = {**common, "once": str(uuid.uuid4()), "files": (io.BytesIO(data), name)}
    client.post("/lessons/bring", form, status, content_type="multipart/form-data")
    return client.response.location or ""


def worked_off(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def drafts(title: str) -> Lesson:
    return db.session.scalars(sa.select(Lesson).where(Lesson.title == title)).one()


def files_of(lesson: Lesson) -> dict[str, Audience]:
    rows = db.session.scalars(sa.select(Resource).where(Resource.lesson_id == lesson.id).order_by(Resource.position))
    return {one.name: one.audience for one in rows}


def test_a_zip_becomes_drafts_and_says_what_came_of_each_file(app: App, lunt: Client, common: dict[str, str]) -> None:
    address = bring(lunt, common, made.zipped(UNIT))
    lunt.get(address)
    assert "Drafts are being made" in lunt.words("#brought") and lunt.one("#brought").get("hx-get") == address
    worked_off(app)
    lunt.get(address, fragment="brought")
    assert lunt.one("#brought").get("hx-get") is None
    said = lunt.words("#brought")
    assert "2 drafts" in said and "unit: L1" in said and "unit: L2" in said
    for words in ("etc/passwd Its name leads outside", "Empty.docx It is empty", "Plan.docm “Plan.docm” holds a macro"):
        assert words in said
    first = drafts("unit: L1")
    assert (first.state, first.year) == (LessonState.DRAFT, 10)
    assert files_of(first) == {"Sheet answers.docx": Audience.STAFF_ONLY, "Sheet.docx": Audience.PUPILS}
    assert files_of(drafts("unit: L2")) == {"Slides.pptx": Audience.PUPILS, "Slides.txt": Audience.STAFF_ONLY}


def test_a_project_in_markdown_becomes_steps_with_its_pictures(app: App, lunt: Client, common: dict[str, str]) -> None:
    project = {
        "p/step_1.md": "## Begin\n\nLook.\n\n![A wheel](images/wheel.png)\n\nTurn it.",
        "p/step_2.md": "## Go on\n\nMore.",
        "p/step_10.md": "The end.",
        "p/README.md": "About this project",
        "p/images/wheel.png": b"no picture, but a file",
    }
    bring(lunt, common, made.zipped(project))
    worked_off(app)
    lesson = drafts("p")
    steps = db.session.scalars(sa.select(Step).where(Step.lesson_id == lesson.id).order_by(Step.position)).all()
    assert [(one.kind, one.title, one.text, one.alt) for one in steps] == [
        (StepKind.TEXT, "Begin", "Look.", ""),
        (StepKind.PICTURE, "", "", "A wheel"),
        (StepKind.TEXT, "", "Turn it.", ""),
        (StepKind.TEXT, "Go on", "More.", ""),
        (StepKind.TEXT, "", "The end.", ""),
    ]
    assert set(files_of(lesson)) == {"README.md", "wheel.png"}


def test_what_says_that_it_holds_the_answers_is_no_step_and_for_staff(
    app: App, lunt: Client, common: dict[str, str]
) -> None:
    unit = {
        "p/L1/step_1.md": "Count them.",
        "p/L1/Answers.md": "There are seven.",
        "p/L1/solutions/step_1.md": "Seven, once more.",
        "p/Mark schemes/L1.txt": "One mark for seven.",
    }
    bring(lunt, common, made.zipped(unit))
    worked_off(app)
    lesson = drafts("p: L1")
    steps = db.session.scalars(sa.select(Step.text).where(Step.lesson_id == lesson.id)).all()
    assert steps == ["Count them."]
    assert files_of(lesson) == {"Answers.md": Audience.STAFF_ONLY, "step_1.md": Audience.STAFF_ONLY}
    schemes = sa.select(Lesson).where(Lesson.title.contains("Mark schemes"))
    assert files_of(db.session.scalars(schemes).one()) == {"L1.txt": Audience.STAFF_ONLY}


def test_a_folder_comes_file_by_file(app: App, lunt: Client, common: dict[str, str]) -> None:
    sent = [(io.BytesIO(b"one"), "unit/L1/one.txt"), (io.BytesIO(b"two"), "unit/L2/two.txt")]
    form = {**common, "once": "a", "folder": sent}
    lunt.post("/lessons/bring", form, 303, content_type="multipart/form-data")
    worked_off(app)
    assert files_of(drafts("unit: L1")) == {"one.txt": Audience.PUPILS}


def test_an_upload_in_pieces_is_brought_once(app: App, lunt: Client, common: dict[str, str]) -> None:
    sent = {**common, "once": "the same", "upload": upload(lunt, made.zipped({"a.txt": "x"}), "unit.zip")}
    lunt.post("/lessons/bring", sent)
    address = lunt.response.location
    lunt.post("/lessons/bring", sent)
    assert lunt.response.location == address
    worked_off(app)
    assert files_of(drafts("unit")) == {"a.txt": Audience.PUPILS}


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [(made.locked(), "u.zip", "locked with a password"), (made.bomb(), "u.zip", "unpacks to far more"),
     (made.docx("x"), "Plan.docx", "is not a zip"), (b"", "u.zip", "is empty")],
    ids=["locked", "bomb", "document", "empty"],
)  # fmt: skip
def test_what_cannot_be_used_is_said_beside_the_form(
    lunt: Client, common: dict[str, str], data: bytes, name: str, words: str
) -> None:
    bring(lunt, common, data, name, status=422)
    assert words in lunt.words("main")
    assert lunt.one("#year option[selected]").get("value") == "10"


def test_nothing_chosen_is_said_too(lunt: Client, common: dict[str, str]) -> None:
    lunt.post("/lessons/bring", common, 422)
    assert "Choose a folder or a zip first" in lunt.words("main")


@pytest.mark.parametrize("data", [made.zipped({"a.txt": "x"})[:-30], made.zipped({"../x": "y"})], ids=["cut", "out"])
def test_a_zip_of_which_nothing_comes_says_why(app: App, lunt: Client, common: dict[str, str], data: bytes) -> None:
    address = bring(lunt, common, data)
    worked_off(app)
    lunt.get(address)
    assert lunt.select("#brought .notice--warm")
    assert "could not be opened" in lunt.words("#brought") or "no file in it that can be used" in lunt.words("#brought")


def test_one_broken_file_does_not_keep_the_others(app: App, lunt: Client, common: dict[str, str]) -> None:
    data = bytearray(made.zipped({"u/a.txt": "x" * 400, "u/b.txt": "y"}, packed=False))
    data[data.index(b"xxxx") + 5] = ord("z")
    address = bring(lunt, common, bytes(data))
    worked_off(app)
    lunt.get(address)
    assert "u/a.txt It is broken" in lunt.words("#brought")
    assert files_of(drafts("u")) == {"b.txt": Audience.PUPILS}


def test_a_job_that_was_killed_half_way_makes_nothing_twice(
    app: App, lunt: Client, common: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(lunt, common, made.zipped({"u/1/a.txt": "x", "u/2/b.txt": "y", "u/3/c.txt": "z"}))
    made_one = actions._make_one

    def dies(*given: object) -> None:
        made_one(*given)  # type: ignore[arg-type]
        raise SystemError

    monkeypatch.setattr(actions, "_make_one", dies)
    worked_off(app)
    monkeypatch.undo()
    with clock.freeze(clock.now() + clock.BEHIND + dt.timedelta(hours=1)):
        worked_off(app)
    titles = db.session.scalars(sa.select(Lesson.title).where(Lesson.title.like("u: %"))).all()
    assert sorted(titles) == ["u: 1", "u: 2", "u: 3"]


def test_whose_role_has_ended_makes_no_drafts(app: App, lunt: Client, common: dict[str, str], cast: Cast) -> None:
    bring(lunt, common, made.zipped({"u/a.txt": "x"}))
    membership = db.session.get_one(Membership, cast.larkdale.ids["membership of lunt"])
    membership.ended_at = clock.now()
    membership.ended_by, membership.because = cast.lead.account_id, "She has left."
    worked_off(app)
    assert not db.session.scalar(sa.select(Lesson.id).where(Lesson.title == "u"))


def test_what_was_brought_is_its_bringers_alone(
    app: App, lunt: Client, common: dict[str, str], cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    address = bring(lunt, common, made.zipped({"u/a.txt": "x"}))
    worked_off(app)
    for person in (cast.bell, cast.dani, cast.stranger_teacher):
        client_of(person).get(address, 404)
    client_of(cast.bell).get(f"/lessons/{drafts('u').id}", 404)


def test_a_thousand_names_are_no_more_questions(app: App, lunt: Client, common: dict[str, str]) -> None:
    asked = []
    for many in (5, 60):
        made_zip = io.BytesIO()
        with zipfile.ZipFile(made_zip, "w") as archive:
            for number in range(many):
                archive.writestr(f"u{many}/a{number}.txt", f"{many} {number}")
                archive.writestr(f"../{number}.txt", "x")
        address = bring(lunt, common, made_zip.getvalue())
        worked_off(app)
        lunt.get(address)
        asked.append(lunt.queries)
    assert asked[0] == asked[1] <= 6
