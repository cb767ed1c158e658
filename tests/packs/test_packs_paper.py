"""The paper, as a PDF reader finds it: its words, its tags, its language, its title; and the answers apart."""

import io
import uuid

import pypdf
import pytest
from PIL import Image

from tests import make, make_questions
from tests.cast import Cast
from tests.client import Client
from tests.packs.conftest import asked, taken, worked_off
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.papers import press
from virtual_school.library.models import Lesson, LessonRevision, StepKind
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import QuestionKind


def of(cast: Cast) -> uuid.UUID:
    return cast.larkdale.lessons["ashfold"].lesson_id


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(reader: pypdf.PdfReader) -> set[str]:
    """The roles in the tree of the PDF's structure."""
    found: set[str] = set()
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found |= {str(one["/S"])} if "/S" in one else set()
            waiting += [one["/K"]] if "/K" in one else []
    return found


def picture() -> bytes:
    sent = io.BytesIO()
    Image.new("RGB", (400, 200), (200, 30, 30)).save(sent, "PNG")
    return sent.getvalue()


@pytest.fixture
def pictured(app: App, cast: Cast, lunt: Client) -> uuid.UUID:
    """The lesson with a picture, posted again."""
    sent = [(io.BytesIO(picture()), "Map.png")]
    lunt.post(f"/lessons/{of(cast)}/files", {"files": sent}, 303, content_type="multipart/form-data")
    lunt.post(f"/lessons/{of(cast)}/post")
    worked_off(app)
    return of(cast)


def test_it_is_tagged_and_says_its_language_and_title(app: App, lunt: Client, pictured: uuid.UUID) -> None:
    url = asked(lunt, pictured, shape="paper", title="Two weeks")
    worked_off(app)
    reader = read(taken(lunt, url))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.metadata.title == "Two weeks"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Figure"} <= tags(reader)
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=1)  # A4
    said = words(reader)
    for part in ("Name:", "What is in it", "Step 1: Read this", "Which do you look at first?", "Posted by Ashfold"):
        assert part in said
    image = next(image for page in reader.pages for image in page.images)
    assert image.image is not None and image.image.mode == "L"  # one colour, whatever the printer has


def test_no_name_line_where_none_is_wanted(app: App, cast: Cast, lunt: Client) -> None:
    lunt.post("/packs/new/lessons", {"lesson": str(of(cast))})
    lunt.post("/packs/new", {"shape": "paper", "once": "a-key"})
    worked_off(app)
    assert "Name:" not in words(read(taken(lunt, str(lunt.response.location))))


def test_large_print_is_large(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, of(cast), shape="paper", is_large="y")
    worked_off(app)
    sizes: set[float] = set()

    def look(text: str, _matrix: object, at: list[float], _font: object, size: float) -> None:
        if text.strip() and "Work pack" not in text:
            sizes.add(round(abs(size * at[3]), 1))

    for page in read(taken(lunt, url)).pages:
        page.extract_text(visitor_text=look)
    body = [size for size in sizes if size > 1.5]
    assert body and sorted(body)[1] >= 16  # the smallest is the foot of the sheet


def test_a_sum_and_a_link_are_there_in_words(app: App, cast: Cast, lunt: Client) -> None:
    lesson = db.session.get_one(Lesson, of(cast))
    lesson.instructions = "Work out $\\frac{3}{4}$ and look at [this page](https://example.org/sums)."
    revision = make.revision(lesson, (), (), number=7, posted_at=clock.now())
    assert revision.instructions == lesson.instructions
    url = asked(lunt, of(cast), shape="paper")
    worked_off(app)
    reader = read(taken(lunt, url))
    assert "this page (https://example.org/sums)" in words(reader)
    assert not any("/Annots" in page for page in reader.pages)


def test_the_answers_are_a_paper_of_their_own(app: App, cast: Cast, lunt: Client) -> None:
    lesson = db.session.get_one(Lesson, of(cast))
    step = make.step(lesson, "", kind=StepKind.QUESTIONS, title="More", position=12)
    gaps = shapes.kept(shapes.Gaps("The capital is [[Paris|paris]]."))
    question = make_questions.question(step, "Fill it.", kind=QuestionKind.GAPS, stored=gaps)
    revision = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    make_questions.revision_question(make.revision_step(revision, step), question)
    url = asked(lunt, of(cast), shape="answers", title="Lists")
    worked_off(app)
    said = words(read(taken(lunt, url)))
    assert lunt.response.headers["Content-Disposition"].startswith('attachment; filename="lists-answers.pdf"')
    assert "Answers: Lists" in said and "Do not hand this on" in said
    assert "The middle one" in said and "The last one" not in said and "Paris / paris" in said


def test_a_picture_is_pressed_in_grey_on_white() -> None:
    sent = io.BytesIO()
    Image.new("RGBA", (3000, 30), (0, 0, 0, 0)).save(sent, "WEBP")
    with Image.open(io.BytesIO(press.grey(sent.getvalue()))) as shown:
        assert shown.mode == "L" and shown.width == press.LONG_SIDE and shown.getpixel((5, 5)) >= 250
