"""The demonstration's lessons: every file as it should be, every sheet and picture drawn, plain words for pupils."""

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
from virtual_school.demo.lessons import Malformed, Written, pdf, picture, read_lesson, read_lessons, sheet
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
            assert drawn.getextrema() != ((255, 255),) * 3, "an empty page"
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


GOOD = """title: Doors
year: 9
minutes: 20
author: Helen Lunt
outcome: I can open a door.
---
Doors are everywhere.

# An example

Push.

# What to do

1. Find one.
2. Push it.
3. Say what came of it.

# Hand in

A photo.

# Stretch

Find another.

=== sheet: Doors worksheet
1. Which way does it open?
[2 lines]

=== staff only: Doors answers
1. Either.
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><title>A door</title>{}</svg>'


def written(folder: Path, text: str, drawing: str | None = None) -> Path:
    """The text as a lesson's file, its drawing beside it."""
    subject = folder / "life-skills"
    subject.mkdir(exist_ok=True)
    if drawing is not None:
        (subject / "door.svg").write_text(drawing)
    path = subject / "doors.md"
    path.write_text(text)
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    lesson = read_lesson(written(tmp_path, GOOD))
    assert (lesson.title, lesson.subject, lesson.year, lesson.minutes) == ("Doors", "Life skills", 9, 20)
    assert lesson.instructions.startswith("Doors are everywhere.")
    assert lesson.instructions.endswith("Find another.")
    assert [(page.name, page.staff_only) for page in lesson.sheets] == [
        ("Doors worksheet", False),
        ("Doors answers", True),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("\n---\n", "\n", "three hyphens"),
        ("year: 9", "year: 6", "the year should be a number from 7 to 11, not '6'"),
        ("year: 9", "year: nine", "not 'nine'"),
        ("minutes: 20", "minutes: 90", "from 15 to 45"),
        ("minutes: 20\n", "", "no 'minutes'"),
        ("year: 9", "yaer: 9", "line 2: there is no key 'yaer'"),
        ("year: 9", "year: 9\nyear: 9", "line 3: 'year' stands here twice"),
        ("year: 9", "year", "line 2: expected 'key: words'"),
        ("I can open", "Open", "should begin 'I can'"),
        ("I can open", "I can " + "open " * 50, "200 are the most"),
        ("# Stretch", "# More", "the parts should be"),
        ("3. Say what came of it.\n", "", r"three to six steps that count from 1; they are \[1, 2\]"),
        ("3. Say", "4. Say", r"they are \[1, 2, 4\]"),
        ("=== staff only:", "=== teachers:", "should be '=== sheet: name'"),
        ("1. Either.\n", "", "the sheet 'Doors answers' is empty"),
        ("[2 lines]", "[picture: none.svg]", "no picture 'none.svg'"),
        ("year: 9", "year: 9\npicture: door.svg", "line 3: expected 'picture: file.svg = what it shows'"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in GOOD
    with pytest.raises(Malformed, match=rf"^life-skills/doors\.md.*{said}"):
        read_lesson(written(tmp_path, GOOD.replace(right, wrong, 1)))


def test_a_title_stands_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD).with_name("other.md").write_text(GOOD)
    with pytest.raises(Malformed, match="two lessons are called 'Doors'"):
        read_lessons(tmp_path)


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (SVG.format("<image/>"), "<image> cannot be drawn"),
        (SVG.format('<rect fill="red"/>'), "#rrggbb, not 'red'"),
        (SVG.format('<path d="M0 0 a1 1 0 0 0 2 2"/>'), "M, L, H, V, C, Q and Z alone"),
        (SVG.format('<g transform="rotate(20)"/>'), "translate"),
        (SVG.format("<text>a<tspan>b</tspan></text>"), "words alone"),
        (SVG.replace("A door", ""), "no <title>"),
        ("<svg", "not an SVG of simple shapes"),
    ],
)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, drawing: str, said: str) -> None:
    path = written(tmp_path, GOOD.replace("year: 9", "year: 9\npicture: door.svg = A door"), drawing)
    with pytest.raises(Malformed, match=rf"^life-skills/door\.svg: .*{said}"):
        read_lesson(path)


def test_shapes_become_a_picture_and_a_page(tmp_path: Path) -> None:
    shapes = (
        '<g transform="translate(10 5)" stroke="#000000"><rect width="20" height="30" rx="3" fill="#ff0000"/>'
        '<circle cx="40" cy="10" r="5"/><path d="M30 30 H60 V20 Q65 10 70 20 C70 30 75 35 80 20 Z"/>'
        '<line x1="0" y1="35" x2="80" y2="35" stroke-dasharray="4"/></g>'
        '<text x="50" y="45" text-anchor="middle" font-weight="bold">½ £ →</text>'
    )
    text = GOOD.replace("year: 9", "year: 9\npicture: door.svg = A door").replace("[2 lines]", "[picture: door.svg]")
    lesson = read_lesson(written(tmp_path, text, SVG.format(shapes)))
    with Image.open(io.BytesIO(picture(lesson.pictures[0].drawing))) as drawn:
        assert drawn.size == (1000, 500)
        assert drawn.getpixel((200, 200)) == (255, 0, 0)
        assert drawn.getpixel((5, 5)) == (255, 255, 255)
    page = sheet(lesson.sheets[0])
    assert b"/Figure" in page
    assert "A door".encode("utf-16-be").hex().encode() in page


def test_a_sheet_that_does_not_fit_goes_on(tmp_path: Path) -> None:
    long = GOOD.replace("[2 lines]", "[2 lines]\n" * 20)
    assert sheet(read_lesson(written(tmp_path, long)).sheets[0]).count(b"/Type /Page /") == 3


@pytest.mark.parametrize(
    ("line", "said"), [("| a | b |\n|---|---|\n| c |", "differ in their columns"), ("snow ☃", "no font here has '☃'")]
)
def test_a_sheet_that_cannot_be_set_is_said(tmp_path: Path, line: str, said: str) -> None:
    lesson = read_lesson(written(tmp_path, GOOD.replace("[2 lines]", line)))
    with pytest.raises(ValueError, match=said):
        sheet(lesson.sheets[0])
