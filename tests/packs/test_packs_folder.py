"""The folder opens from a USB stick: every way in it leads to something in it, and nothing asks the network."""

import io
import posixpath
import re
import uuid
from typing import Any

import lxml.html
import pytest
from PIL import Image

from tests import make, make_questions
from tests.cast import Cast
from tests.client import Client
from tests.library import made
from tests.packs.conftest import asked, taken, unpacked, worked_off
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.library.models import Lesson, LessonRevision, Resource, StepKind

Files = dict[str, bytes]
NAMES = [
    "../../etc/passwd",
    "CON.pdf",
    'a<b>:"|?*.docx',
    "…\u202egnp.exe",
    "\U0001f600" * 60 + ".png",
    "page.html",
    "run.bat",
    "two words & more.txt",
    "C:\\Users\\me\\work.odt",
    ".hidden",
]


def of(cast: Cast) -> uuid.UUID:
    return cast.larkdale.lessons["ashfold"].lesson_id


def pages(files: Files) -> dict[str, Any]:
    return {name: lxml.html.fromstring(data) for name, data in files.items() if name.endswith(".html")}


def follow_every_link(files: Files) -> int:
    """How many there are; each must lead to a file of the zip, and where it names a place, to that place."""
    followed, trees = 0, pages(files)
    for name, tree in trees.items():
        for element, attribute, link, _position in tree.iterlinks():
            assert not re.match(r"[a-z][a-z0-9+.-]*:|//|/", link, re.I), f"{name}: {link} leaves the folder"
            path, _mark, place = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in files, f"{name}: {attribute}={link} of <{element.tag}> leads to nothing"
            assert not place or trees[target].get_element_by_id(place) is not None
            followed += 1
    return followed


def picture() -> bytes:
    sent = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(sent, "PNG")
    return sent.getvalue()


@pytest.fixture
def revision(cast: Cast) -> LessonRevision:
    """The lesson with keywords, a sum, links, and whose it was."""
    found = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    words = "Find the ratio, see [a page](https://example.org/x?a=1&b=2) and <script>alert(1)</script> $\\frac{1}{2}$."
    return _posted_again(found, instructions=words, keywords="ratio: how much of one for how much of another")


def _posted_again(before: LessonRevision, *files: Resource, **words: str) -> LessonRevision:
    lesson = db.session.get_one(Lesson, before.lesson_id)
    for name, said in words.items():
        setattr(lesson, name, said)
    step = make.step(lesson, "Look it up.", kind=StepKind.LINK, url="https://example.org/a?b=1&c=<d>", position=2)
    return make.revision(lesson, files, (step,), number=before.number + 1, posted_at=clock.now())


def test_every_link_leads_to_something_in_it(app: App, cast: Cast, lunt: Client, revision: LessonRevision) -> None:
    make_questions.source(db.session.get_one(Lesson, revision.lesson_id))
    files = unpacked(taken(lunt, _made(app, lunt, of(cast), cast.larkdale.lessons["stonegate"].lesson_id)))
    assert follow_every_link(files) >= 6
    whole = files["work-pack/lesson-01.html"].decode()
    assert "a page (https://example.org/x?a=1&amp;b=2)" in whole
    assert "https://example.org/a?b=1&amp;c=&lt;d&gt;" in whole
    assert "From elsewhere, under a licence." in whole and "Posted by Ashfold School." in whole
    assert '<a class="word" href="#word-1"' in whole and "<mfrac>" in whole
    for name, data in files.items():
        assert b"<script" not in data and b"on" + b"click" not in data, name


def _made(app: App, client: Client, *lessons: uuid.UUID) -> str:
    url = asked(client, *lessons, shape="folder")
    worked_off(app)
    return url


def test_files_whatever_they_are_called_lie_beside_their_page(app: App, cast: Cast, lunt: Client) -> None:
    before = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    lesson = db.session.get_one(Lesson, before.lesson_id)
    rows = [
        make.resource(lesson, make.stored_file(f"page {number}\n".encode()), name[:200], position=number)
        for number, name in enumerate(NAMES, start=1)
    ]
    _posted_again(before, *rows)
    files = unpacked(taken(lunt, _made(app, lunt, of(cast))))
    assert follow_every_link(files) >= len(NAMES)
    beside = [name.removeprefix("work-pack/files/") for name in files if "/files/" in name]
    assert len(beside) == len(NAMES) == len({name.casefold() for name in beside})
    for name in beside:
        assert re.fullmatch(r"\d\d-\d\d-[a-z0-9-]+(\.[a-z0-9]+){0,2}", name), name
        assert not name.endswith((".exe", ".bat", ".html")) and len(name) < 80, name
    assert "page.html" in files["work-pack/lesson-01.html"].decode()  # it says what its school calls it


def test_a_picture_and_a_document_come_with_what_they_say(app: App, cast: Cast, lunt: Client) -> None:
    before = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    sent = [(io.BytesIO(picture()), "Map.png"), (io.BytesIO(made.docx("Beware of zorbing hippogriffs.")), "Sheet.docx")]
    lunt.post(f"/lessons/{before.lesson_id}/files", {"files": sent}, 303, content_type="multipart/form-data")
    lunt.post(f"/lessons/{before.lesson_id}/post")
    worked_off(app)
    files = unpacked(taken(lunt, _made(app, lunt, of(cast))))
    assert follow_every_link(files) >= 5
    webp = next(name for name in files if name.endswith("map.webp"))
    Image.open(io.BytesIO(files[webp])).verify()
    lesson = pages(files)["work-pack/lesson-01.html"]
    assert all(one.get("alt") for one in lesson.cssselect("img"))
    read = next(data for name, data in files.items() if "-read-" in name)
    assert b"zorbing hippogriffs" in read
    assert any(name.endswith("sheet.docx") for name in files)


def test_nothing_for_staff_and_nothing_of_what_is_right(app: App, cast: Cast, lunt: Client) -> None:
    lesson = db.session.get_one(Lesson, of(cast))
    lesson.misconceptions = "They think it is luck."
    files = unpacked(taken(lunt, _made(app, lunt, of(cast))))
    whole = b"".join(files.values())
    assert b"The middle one" in whole and b"Which do you look at first?" in whole
    for staff_only in (b"Answers.txt", b"answers", b"They think it is luck", b"right"):
        assert staff_only not in whole
    assert not any("answers" in name for name in files)


def test_large_print_says_so_on_every_page(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, of(cast), shape="folder", is_large="y")
    worked_off(app)
    for tree in pages(unpacked(taken(lunt, url))).values():
        assert tree.get("class") == "large" and tree.get("lang") == "en"
        assert tree.cssselect("title")[0].text == tree.cssselect("h1")[0].text_content()
