"""Files of words made to keep a computer busy, or longer than what holds them: read soon, and cut to fit."""

import time

import pytest

from virtual_school.core.text import LINE_LIMIT, TEXT_LIMIT, line, text
from virtual_school.library.bundles.paths import safe
from virtual_school.library.bundles.plan import shown
from virtual_school.library.bundles.written import Part, parts
from virtual_school.library.questions.reading import gapped

LONG = 300_000
# Three letters each in the spelling that is kept.
LONGER_WHEN_KEPT = "\ufb2c"


@pytest.mark.parametrize(
    "piece",
    [
        "![",
        "![a](",
        "![a](b ",
        "![a](b){:",
        "![a](data:",
        "<iframe ",
        "<iframe src='http://a' ",
        "{:",
        "[a",
        "\n",
        "# ",
    ],
)
def test_a_file_of_unfinished_marks_is_read_soon(piece: str) -> None:
    began = time.process_time()
    parts((piece * LONG)[:LONG])
    parts("# a" + " " * LONG + "b")
    parts("<iframe " + "src='http://a' " * (LONG // 15))
    assert time.process_time() - began < 10


def test_unfinished_gaps_are_read_soon() -> None:
    began = time.process_time()
    assert gapped("[[" * (TEXT_LIMIT // 2)).fillings == ()
    assert time.process_time() - began < 1
    assert gapped("a [[b|c]] d [[e]]] f").texts == ("a ", " d ", "] f")


def test_a_picture_that_stands_in_the_words_leaves_what_it_shows() -> None:
    data = "data:image/png;base64," + "A" * LONG
    there = parts(f"# Shifts\n\nLook: ![A wheel]({data}) and turn it.\n\n[image1]: <{data}>\n")
    assert [part.text for part in there] == ["Look:", "A wheel", "and turn it."]
    assert not any(part.picture for part in there)


def test_names_of_pictures_with_brackets_and_titles_are_read() -> None:
    words = '![One](images/wheel(1).png "A wheel") ![Two](<wheel.png>){: .wide} ![Three]( a/b.png )'
    assert [part.picture for part in parts(words)] == ["wheel(1).png", "wheel.png", "b.png"]


@pytest.mark.parametrize(
    ("typed", "title"), [("# Written in C#", "Written in C#"), ("## Shifts ##", "Shifts"), ("# #", "#")]
)
def test_the_marks_behind_a_heading_are_not_its_words(typed: str, title: str) -> None:
    assert parts(typed) == [Part(title=title)]


def test_what_is_longer_when_it_is_kept_fits_all_the_same() -> None:
    line(shown(LONGER_WHEN_KEPT * LINE_LIMIT))
    for part in parts(f"# {LONGER_WHEN_KEPT * LINE_LIMIT}\n\n{LONGER_WHEN_KEPT * TEXT_LIMIT}"):
        line(part.title)
        text(part.text)


@pytest.mark.parametrize("name", ["CON", "con.txt", "aux .txt", "COM¹", "LPT².pdf", "CONIN$", "NUL.docx", "nul."])
def test_a_name_that_windows_keeps_is_another(name: str) -> None:
    assert safe(name).startswith("_")
