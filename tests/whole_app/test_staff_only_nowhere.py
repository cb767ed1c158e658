"""A file for staff only reaches no pupil: not its name, its words, what is said of it, its bytes or that it is there.

A lesson with such files is posted, set to Ellie, adapted by another school and posted there, and open to her on the
shelf. Then pupils open every address that there is with these files for what it is about, and walk wherever links lead.
"""

import io
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from tests import make, make_attendance
from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Stage
from tests.library import made
from tests.library.test_adapting import adapt
from tests.whole_app.access import things
from tests.whole_app.access_table import TABLE
from tests.whole_app.crawl import crawl
from tests.whole_app.test_access import address, sent
from tests.whole_app.walked import text_of
from virtual_school.core import search
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.jobs.worker import work_off
from virtual_school.identity.models import Account
from virtual_school.library.models import Lesson, LessonRevision, Resource
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

NAME, WORDS, SHOWS, BYTES = "Quokkasheet", "wombatology", "Axolotline", "Tapirous"
SECRET = (NAME.lower(), WORDS, SHOWS.lower(), BYTES.lower())
PUPILS = ("ellie", "tariq", "stranger_pupil")
SEARCHES = ("/find-work?q={0}", "/my-work?q={0}", "/today?q={0}", "/library?q={0}", "/looks?q={0}&as=csv")


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def hidden(app: App, cast: Cast, client_of: Callable[[Person], Client]) -> dict[str, Any]:
    """What an address can name of the lesson and its hidden files."""
    lunt, lesson_id = client_of(cast.lunt), cast.larkdale.lessons["ashfold"].lesson_id
    sheets = [
        (io.BytesIO(made.docx(f"Because of {WORDS}.")), f"{NAME} answers.docx"),
        (io.BytesIO(BYTES.encode()), f"{NAME} solutions.txt"),
        (io.BytesIO(picture()), f"{NAME} answers.png"),
    ]
    lunt.post(f"/lessons/{lesson_id}/files", {"files": sheets}, content_type="multipart/form-data")
    _worked_off(app)
    shown = _resources(cast, lesson_id)[f"{NAME} answers.png"]
    lunt.post(f"/lessons/{lesson_id}/alternatives", {f"alternative-{shown}": f"{SHOWS} shown"})
    lunt.post(f"/lessons/{lesson_id}/post")
    bell = client_of(cast.bell)
    copy_id = adapt(bell, lesson_id).id
    bell.post(f"/lessons/{copy_id}/post")
    _worked_off(app)
    enter_network(cast.larkdale.network_id)
    revision = _newest(lesson_id)
    new = _given(cast, revision)
    db.session.commit()
    its = _resources(cast, lesson_id)
    return {"lesson": lesson_id, "copy": copy_id, "revision": revision.id, "new": new, "files": list(its.values()),
            "copied": list(_resources(cast, copy_id).values())}  # fmt: skip


def _worked_off(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def _resources(cast: Cast, lesson_id: uuid.UUID) -> dict[str, uuid.UUID]:
    enter_network(cast.larkdale.network_id)
    rows = db.session.scalars(sa.select(Resource).where(Resource.lesson_id == lesson_id).order_by(Resource.position))
    return {one.name: one.id for one in rows if one.name.startswith(NAME)}


def _newest(lesson_id: uuid.UUID) -> LessonRevision:
    question = sa.select(LessonRevision).where(LessonRevision.lesson_id == lesson_id)
    return db.session.scalars(question.order_by(LessonRevision.number.desc())).first() or pytest.fail("not posted")


def _given(cast: Cast, revision: LessonRevision) -> uuid.UUID:
    """Set to Ellie, who is away, so that the shelf is open to her too."""
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    teacher = db.session.get_one(Account, cast.own_teacher.account_id)
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    work = make.assignment(pupil, revision, teacher)
    make.answerer(work, teacher, school)
    make_attendance.away(pupil, school, teacher)
    return work.id


def found_in(said: str, hidden: dict[str, Any]) -> list[str]:
    """Which of what is hidden stands in an answer: words, or the address of a file."""
    said = said.lower()
    return [one for one in (*SECRET, *map(str, hidden["files"] + hidden["copied"])) if one in said]


def _addresses(app: App, cast: Cast, person: Person, hidden: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address of the house that something can be read at, about each hidden file."""
    known = things(cast)["foreign" if person.key.startswith("stranger") else "own"]
    for lesson, its in (("lesson", hidden["files"]), ("copy", hidden["copied"])):
        known |= {"lesson": hidden[lesson], "revision": hidden["revision"], "new": hidden["new"]}
        for row in TABLE:
            if row.verb != "GET" or row.knock is None:
                continue
            about_file = "resource_id" in row.of
            if lesson == "copy" and "lesson" not in row.of.values():
                continue
            for resource in its if about_file else its[:1]:
                about = known | {"worksheet": resource, "answers": resource}
                yield address(app, row, about), sent(row, about)


@pytest.mark.parametrize("key", PUPILS)
def test_no_address_gives_a_pupil_anything_of_it(
    app: App, cast: Cast, stage: Stage, hidden: dict[str, Any], key: str
) -> None:
    person: Person = getattr(cast, key)
    client = Client(app, stage.statements, inspects=False).sign_in(person)
    opened, leaks = 0, []
    for url, how in _addresses(app, cast, person, hidden):
        for asked in (url, f"{url}?copy=1", f"{url}?show=1") if "/files/" in url or "/resources/" in url else (url,):
            status = client.open("GET", asked, None, **how).status_code
            opened += status == 200
            # A refusal may say again what was asked for: only what is answered tells anything.
            said = text_of(client.response.get_data()).replace(asked.partition("?")[0], "")
            leaks += [(asked, status, one) for one in found_in(said, hidden)]
    assert leaks == [] and opened > 5


def test_wherever_links_lead_ellie_there_is_nothing_of_it(app: App, cast: Cast, stage: Stage, hidden: Any) -> None:
    found = crawl(Client(app, stage.statements), cast.ellie)
    pages = {asked.url for asked, (status, _said) in found.answers.items() if status == 200}
    assert f"/my-work/{hidden['new']}" in pages and f"/find-work/{hidden['lesson']}" in pages
    assert f"/find-work/{hidden['copy']}" in pages
    assert [(asked.url, one) for asked, (_s, said) in found.answers.items() for one in found_in(said, hidden)] == []


def test_no_search_of_a_pupil_finds_it(app: App, cast: Cast, stage: Stage, hidden: Any) -> None:
    lunt = Client(app, stage.statements).sign_in(cast.lunt)
    for word in (NAME, WORDS, SHOWS):
        lunt.get(f"/library?q={word}")
        assert lunt.select("#lessons .row"), f"staff find it by {word}"
    for key in PUPILS:
        client = Client(app, stage.statements).sign_in(getattr(cast, key))
        for url in SEARCHES:
            for word in (NAME, WORDS, SHOWS, BYTES):
                client.open("GET", url.format(word), None)
                assert client.tree is None or not client.select("#lessons .row")


def test_what_pupils_search_in_has_no_word_of_it(cast: Cast, hidden: Any) -> None:
    enter_network(cast.larkdale.network_id)
    for lesson_id in (hidden["lesson"], hidden["copy"]):
        rows = db.session.query(search.SearchEntry).filter_by(object_id=lesson_id, audience="pupils").all()
        assert rows
        said = " ".join(str(getattr(one, column.key)) for one in rows for column in sa.inspect(one).mapper.columns)
        assert [word for word in SECRET if word in said.lower()] == []
        assert db.session.get_one(Lesson, lesson_id)
