"""What files are called, how an answer is said, and who may make what: without a page."""

import re
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.cast import Cast, Person
from virtual_school.library.queries import File
from virtual_school.library.questions import reading
from virtual_school.library.questions.shapes import Choice, Choices, Item, Line, Long, Match, Number, Order, Short, Unit
from virtual_school.network.viewer import Viewer
from virtual_school.packs import names, policy
from virtual_school.packs.answers import right
from virtual_school.packs.content import without_links
from virtual_school.packs.models import PackShape

SAFE = re.compile(r"files/\d\d-\d\d-[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]{1,8})?(\.txt)?")


def a_file(name: str, media_type: str = "application/pdf", *, picture: bool = False) -> File:
    return cast(File, SimpleNamespace(name=name, stored=SimpleNamespace(is_picture=picture, media_type=media_type)))


@given(st.text(max_size=200))
def test_any_name_is_one_that_every_computer_takes(name: str) -> None:
    made = names.of_file(a_file(name), 1, 2)
    assert SAFE.fullmatch(made), made
    assert len(made) < 90


@pytest.mark.parametrize("name", ["x.exe", "x.HTML", "x.svg", "x.js", "x.lnk", "a.pdf.bat"])
def test_what_would_run_does_not(name: str) -> None:
    assert names.of_file(a_file(name), 1, 1).endswith(".txt")


def test_what_is_a_page_inside_is_one_by_no_name() -> None:
    assert names.of_file(a_file("notes.docx", "text/html"), 1, 1).endswith(".docx.txt")
    assert names.of_file(a_file("me.HEIC", "image/webp", picture=True), 3, 4) == "files/03-04-me.webp"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ('<a href="https://a.org/?x=1&amp;y">here</a>', "here (https://a.org/?x=1&amp;y)"),
        ('<a href="https://a.org" rel="x">https://a.org</a>', "https://a.org"),
        ('<a rel="x" href="mailto:a@b.org"><b>Ask</b></a>', "<b>Ask</b> (a@b.org)"),
        ('<a class="word" href="#word-1">ratio</a>', '<a class="word" href="#word-1">ratio</a>'),
    ],
)
def test_a_link_is_written_out(made: str, said: str) -> None:
    assert str(without_links(Markup(made))) == said  # noqa: S704 (written above)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (Choices((Choice("a", "one", right=True), Choice("b", "two"))), ("one",)),
        (Short((Line("photo*"), Line("wrong", right=False))), ("photo",)),
        (Number(Fraction(7, 2), Fraction(1, 10), units=(Unit("cm"),)), ("3.5 cm, or as near as 0.1",)),
        (Order((Item("b", "first"), Item("a", "then"))), ("1. first", "2. then")),
        (Match(("France",), (Item("a", "Paris"),), (Item("b", "Rome"),)), ("France: Paris",)),
        (Long("Both sides."), ("Both sides.",)),
    ],
)
def test_what_is_right_is_said(app: Any, shape: Any, said: tuple[str, ...]) -> None:
    with app.test_request_context():
        assert right(shape) == said


@given(st.fractions())
@example(Fraction(10**28 + 1))
@example(Fraction(-1, 8))
def test_a_number_is_written_as_it_is(value: Fraction) -> None:
    assert Fraction(reading.written(value)) == value


def test_answers_are_for_staff_and_only_of_the_library(cast: Cast, acting: Callable[[Person], Viewer]) -> None:
    lunt = acting(cast.lunt)
    assert policy.can_make(lunt, PackShape.ANSWERS, lessons=1, from_work=False)
    assert not policy.can_make(lunt, PackShape.ANSWERS, lessons=1, from_work=True)
    assert not policy.can_make(lunt, PackShape.PAPER, lessons=0, from_work=False)
    assert not policy.can_make(lunt, PackShape.PAPER, lessons=policy.MOST + 1, from_work=False)
    ellie = acting(cast.ellie)
    assert policy.can_make(ellie, PackShape.FOLDER, lessons=1, from_work=True)
    assert not policy.can_make(ellie, PackShape.ANSWERS, lessons=1, from_work=False)
    assert not policy.can_choose(ellie)
