"""Sixty searches of a file find the same on both engines, for an author and for a pupil."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.library import sixty
from virtual_school.core.db import db
from virtual_school.core.search import search
from virtual_school.library import queries
from virtual_school.library.changes.index import KIND, PUPILS, STAFF, staff_of
from virtual_school.library.models import HandIn
from virtual_school.network.viewer import Viewer

FILE = Path(__file__).with_name("sixty.txt")
Acting = Callable[[Person], Viewer]


@pytest.fixture
def names(cast: Cast, acting: Acting) -> dict[uuid.UUID, str]:
    return sixty.fill(cast, acting)


def asked() -> list[tuple[str, str, str]]:
    """Each line: what is typed, what Ms Lunt of Ashfold finds, what a pupil finds (`=`: the same)."""
    lines = [line.split("|") for line in FILE.read_text("utf-8").splitlines() if line]
    return [(typed.strip(), staff.strip(), pupil.strip()) for typed, staff, pupil in lines]


def found(audiences: list[str], typed: str, names: dict[uuid.UUID, str]) -> str:
    """The names of what is found, in its order; what the cast has posted besides is not among them."""
    there = search(KIND, audiences, typed).newest(100).subquery().c
    order = sa.select(there.object_id).order_by(there.in_title.desc(), there.number.desc())
    return " ".join(names[one] for one in db.session.scalars(order) if one in names)


def test_there_are_sixty() -> None:
    assert len(asked()) >= 60 and len({typed for typed, _staff, _pupil in asked()}) == len(asked())


def test_each_finds_what_the_file_says(cast: Cast, acting: Acting, names: dict[uuid.UUID, str]) -> None:
    """With `SIXTY=write` it writes down what is found now instead, to be read and judged."""
    acting(cast.lunt)
    staff = [STAFF, staff_of(cast.larkdale.organisations["ashfold"])]
    lines = []
    for typed, _staff, _pupil in asked():
        for_staff, for_pupils = found(staff, typed, names), found([PUPILS], typed, names)
        lines.append(f"{typed} | {for_staff} | {'=' if for_staff == for_pupils else for_pupils}")
    if os.environ.get("SIXTY") == "write":
        FILE.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == [" | ".join(line) for line in asked()]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fotosynthesis", "photosynthesis"),
        ("photosinthisis", "photosynthesis"),
        ("pythagorus", "pythagoras"),
        ("vulcano", "volcanoes"),
        ("mitocondria", "mitochondria"),
        ("macbeht ambition", "macbeth ambition"),
        ("ceasar cypher", "caesar cipher"),
        ("jeografy", "geography"),
        ("qwertyuiop", None),
    ],
)
def test_a_misspelt_word_is_put_right(
    cast: Cast, acting: Acting, names: dict[uuid.UUID, str], typed: str, meant: str | None
) -> None:
    found = queries.lessons(acting(cast.bell), queries.Asked(typed=typed))
    assert (found.rows, found.meant) == ([], meant)


@pytest.mark.parametrize(
    ("person", "typed"),
    [("bell", "heart"), ("bell", "haert"), ("ellie", "haert"), ("ellie", "solar"), ("ellie", "sollar")],
)
def test_nothing_is_suggested_that_one_may_not_see(
    cast: Cast, acting: Acting, names: dict[uuid.UUID, str], person: str, typed: str
) -> None:
    """Half a lesson on the heart is a draft of Ashfold's; the solar system was posted by Stonegate and withdrawn."""
    viewer = acting(getattr(cast, person))
    find = queries.on_shelf if viewer.is_pupil else queries.lessons
    said = find(viewer, queries.Asked(typed=typed))
    assert (said.rows, said.meant) == ([], None)
    own = queries.lessons(acting(cast.bell), queries.Asked(typed="sollar"))
    assert (own.rows, own.meant) == ([], "solar")


NARROWED: list[tuple[dict[str, Any], str]] = [
    ({"year": 11}, "budget weimar quadratic bonds"),
    ({"year": 11, "minutes": 45}, "budget"),
    ({"board": "AQA"}, "weimar macbeth cities"),
    ({"board": "Edexcel"}, "quadratic bonds"),
    ({"way": HandIn.PHOTO}, "soup poem volcano"),
    ({"way": HandIn.PHOTO, "typed": "poem"}, "poem"),
    ({"minutes": 15}, ""),
    ({"typed": "running", "year": 9}, "letter"),
]


@pytest.mark.parametrize(("asked", "expected"), NARROWED)
def test_it_is_narrowed(
    cast: Cast, acting: Acting, names: dict[uuid.UUID, str], asked: dict[str, Any], expected: str
) -> None:
    rows = queries.lessons(acting(cast.kit), queries.Asked(**asked)).rows
    assert " ".join(names[row.id] for row in rows if row.id in names) == expected


def test_by_school_it_is_that_schools(cast: Cast, acting: Acting, names: dict[uuid.UUID, str]) -> None:
    school = cast.larkdale.organisations["stonegate"]
    rows = queries.lessons(acting(cast.lunt), queries.Asked(school_id=school)).rows
    assert {names[row.id] for row in rows if row.id in names} == {
        name for number, name in enumerate(sixty.LESSONS) if number % 2 and name != "gone"
    }
    assert (
        queries.lessons(acting(cast.lunt), queries.Asked(school_id=cast.fernvale.organisations["moorside"])).rows == []
    )
