"""What the tests of the week share."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests import make_timetable as make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import LessonOut

Acting = Callable[[Person], Viewer]
ClientOf = Callable[[Person], Client]

# A Monday: most tests of dates stand on it, so that none depends on the day on which it runs.
MONDAY = dt.date(2026, 11, 23)


def morning(on: dt.date) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, 9, tzinfo=dt.UTC)


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


@pytest.fixture
def dani(acting: Acting, cast: Cast) -> Viewer:
    return acting(cast.dani)


@pytest.fixture
def newcomer(app: object) -> Pupil:
    """A pupil of Larkdale of whom nothing is written yet."""
    return make.make.pupil("Robin Vale")


def the_lesson_out(cast: Cast) -> LessonOut:
    return db.session.get_one(LessonOut, cast.larkdale.ids["lesson_out of ellie"])


@pytest.fixture
def url(cast: Cast) -> str:
    """Ellie's week."""
    return f"/pupils/{cast.ellie.pupil_id}/week"
