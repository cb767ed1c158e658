"""A lesson's file is read, its sheet set and its picture drawn; what is wrong in it is said."""

import io
from pathlib import Path

import pytest
from PIL import Image

from virtual_school.demo.lessons import Malformed, picture, read_lesson, read_lessons, sheet

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


def colour(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    return tuple(image.crop((x, y, x + 1, y + 1)).tobytes())


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
        shown = drawn.convert("RGB")
    assert colour(shown, 200, 200) >= (250, 0, 0)
    assert colour(shown, 5, 5) >= (250, 250, 250)
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
