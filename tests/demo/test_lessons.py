"""The demonstration's lessons: enough of each subject, plain words, every sheet and picture drawn."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tests.plain_words import unkind
from virtual_school.core import markdown
from virtual_school.core.files.kinds import kind_of
from virtual_school.core.text import LINE_LIMIT
from virtual_school.demo.lessons import Written, pdf, picture, read_lessons, sheet
from virtual_school.demo.lessons.shapes import Label, Point
from virtual_school.demo.valley import ADULTS, SUBJECTS
from virtual_school.library.changes import says_answers
from virtual_school.network.roles import AUTHORS

LESSONS = read_lessons()

# At least so many of each. Humanities are three subjects.
WANTED = {
    "English": 8,
    "Maths": 8,
    "Science": 8,
    "Geography": 4,
    "History": 4,
    "Citizenship": 2,
    "Computing": 6,
    "Construction": 6,
    "Food": 5,
    "Life skills": 6,
}
ALL = 60
LONGEST_SENTENCE = 32
WORDS_A_SENTENCE = 13.5

LETTERS_WIDER = 1.08  # the house's letters are wider than those the table is of
IN_PICTURES = {chr(at) for at in range(32, 127)} | set("£€°×÷−–—…‘’“”½²³•µé")
CARD, CELL_EDGES = 296, 14  # how wide a page is inside its card at 360 px; what a cell has round its words
PHONE, SMALLEST = 328, 9  # a picture's width there, and the smallest letters that can be read in it

# Words of a subject, which a lesson explains.
OF_THE_SUBJECT = {"Construction": {"'assessment'"}}  # a site's word for a page that everybody there fills in

each = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title)


def test_every_subject_has_its_lessons() -> None:
    counted = Counter(lesson.subject for lesson in LESSONS)
    assert {subject: (counted[subject], least) for subject, least in WANTED.items() if counted[subject] < least} == {}
    assert len(LESSONS) >= ALL
    assert set(counted) <= set(SUBJECTS)


def test_most_are_for_the_years_that_need_them() -> None:
    older = sum(lesson.year >= 9 for lesson in LESSONS)
    assert older / len(LESSONS) > 0.75


def test_authors_teach_in_several_schools() -> None:
    posts = {adult.name: [where for role, where in adult.roles if role in AUTHORS] for adult in ADULTS}
    schools = Counter(posts[lesson.author][0] for lesson in LESSONS)
    assert len(schools) >= 5
    assert max(schools.values()) < len(LESSONS) / 2


def test_no_two_are_alike() -> None:
    for words in ("title", "outcome", "instructions"):
        again = [value for value, count in Counter(getattr(one, words) for one in LESSONS).items() if count > 1]
        assert not again
    names = [page.name for lesson in LESSONS for page in lesson.sheets]
    assert len(names) == len(set(names))


def test_every_drawing_is_used() -> None:
    folder = Path(read_lessons.__code__.co_filename).parent
    text = {path.parent: "" for path in folder.glob("*/*.md")}
    for path in folder.glob("*/*.md"):
        text[path.parent] += path.read_text()
    idle = [path.name for path in folder.glob("*/*.svg") if path.name not in text.get(path.parent, "")]
    assert not idle


@each
def test_what_pupils_read_is_plain(lesson: Written) -> None:
    read = [lesson.title, lesson.outcome, lesson.instructions, *(one.name for one in lesson.pictures)]
    read += [text for page in lesson.sheets if not page.staff_only for text in (page.name, page.text)]
    allowed = OF_THE_SUBJECT.get(lesson.subject, set())
    assert [said for said in unkind("\n".join(read)) if said.partition(":")[0] not in allowed] == []
    sentences = spoken(lesson.instructions)
    assert max(map(len, sentences)) <= LONGEST_SENTENCE, max(sentences, key=len)
    assert sum(map(len, sentences)) / len(sentences) <= WORDS_A_SENTENCE


@each
def test_it_is_enough_and_not_too_much(lesson: Written) -> None:
    words = len(lesson.instructions.split())
    assert 120 <= words <= 650
    assert lesson.outcome.endswith(".")
    hand_in = lesson.instructions.partition("# Hand in\n")[2].partition("\n# ")[0]
    assert re.search(r"\b(type|photo|record|send|voice)", hand_in, re.I), "how it may be handed in"


@each
def test_its_words_come_out_as_meant(lesson: Written) -> None:
    shown = markdown.render(lesson.instructions)
    assert "<ol>" in shown
    text = re.sub(r"<[^>]*>", "", re.sub(r"<(pre|code)>.*?</\1>", "", shown, flags=re.S))
    assert not re.search(r"\*\*|^#|\| ?--|&lt;", text, re.M), "Markdown that was not understood"


@each
def test_its_tables_fit_a_phone(lesson: Written) -> None:
    for table in re.findall(r"(?:^ *\|.*\n?)+", lesson.instructions, re.M):
        rows = [
            row.strip()[1:-1].replace("**", "").split("|") for row in table.strip().splitlines() if "---" not in row
        ]
        assert all(cell.strip() for cell in rows[0]), "a column without a name, which a screen reader needs"
        longest = (
            max((word for cell in column for word in cell.split()), key=len) for column in zip(*rows, strict=True)
        )
        width = sum(pdf.width_of(word, 16, bold=True) * LETTERS_WIDER + CELL_EDGES for word in longest)
        assert width <= CARD, table


@each
def test_staff_alone_see_the_answers(lesson: Written) -> None:
    for page in lesson.sheets:
        gives_away = says_answers(f"{page.name}.pdf") or "marking notes" in page.name.lower()
        assert gives_away == page.staff_only, page.name
        if page.staff_only:
            assert re.search(r"^# What goes wrong$", page.text, re.M), f"{page.name} says nothing about what goes wrong"


@each
def test_its_files_are_drawn(lesson: Written) -> None:
    for one in lesson.pictures:
        assert len(one.name) + len(".png") <= LINE_LIMIT
        with Image.open(io.BytesIO(picture(one.drawing))) as drawn:
            assert drawn.format == "PNG"
            assert drawn.convert("RGB").getextrema() != ((255, 255),) * 3, "an empty page"
        for shape in one.drawing.shapes:
            if isinstance(shape, Label):
                assert set(shape.words) <= IN_PICTURES, shape
                assert shape.size * PHONE / one.drawing.width >= SMALLEST, shape
            points = ends(shape) if isinstance(shape, Label) else shape.points
            assert all(0 <= x <= one.drawing.width and 0 <= y <= one.drawing.height for x, y in points), shape
    for page in lesson.sheets:
        made = sheet(page)
        assert kind_of(made[:8192]) == "application/pdf"
        assert len(made) < 20_000


def ends(label: Label) -> tuple[Point, Point]:
    """Where a label begins and ends."""
    width = pdf.width_of(label.words, label.size, bold=label.bold) * LETTERS_WIDER
    begin = label.at[0] - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return (begin, label.at[1]), (begin + width, label.at[1] - label.size * 0.7)


def spoken(instructions: str) -> list[list[str]]:
    """The sentences, each as its words; tables, quotations, code and headings left out."""
    lines = [line for line in instructions.splitlines() if line and line[0] not in "|>#`" and "    " not in line[:4]]
    lines = [re.sub(r"`[^`]*`", "", line) for line in lines]
    text = "\n".join(re.sub(r"^(\d+\.|-) ", "", line.strip()) for line in lines)
    found = re.split(r"(?<=[.?!:;])[\"'*)]*\s+|\n", text)
    return [words for one in found if (words := re.findall(r"[A-Za-z’']+", one))]
