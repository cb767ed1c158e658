"""A Tuesday morning in term, with Ellie at college by an agreed week."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from tests import make_attendance as make
from tests.cast import Cast, Person
from virtual_school.attendance.models import Absence
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import WeekPattern

TUESDAY = 2
BEGAN = clock.today()  # the run's one day, also while the clock is held on its Tuesday


def next_tuesday() -> dt.date:
    return BEGAN + dt.timedelta(days=(1 - BEGAN.weekday()) % 7 or 7)


def at(hour: int, minute: int = 0, on: dt.date | None = None) -> dt.datetime:
    return dt.datetime.combine(on or next_tuesday(), dt.time(hour, minute), clock.LONDON)


@pytest.fixture
def hold(app: App) -> Iterator[Callable[[dt.datetime], None]]:
    """Hold the clock at a moment until the test ends; a second one replaces the first."""
    with ExitStack() as held:

        def to(moment: dt.datetime) -> None:
            held.close()
            held.enter_context(clock.freeze(moment))

        yield to


@pytest.fixture
def morning(hold: Callable[[dt.datetime], None]) -> dt.datetime:
    """Half past nine and ten minutes: the session began long enough ago."""
    moment = at(9, 40)
    hold(moment)
    return moment


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def pupil(person: Person) -> Pupil:
    return db.session.get_one(Pupil, person.pupil_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def nothing_told(cast: Cast) -> None:
    """Of Ellie nobody has told anything: what the cast has is another pupil's. No such row is ever deleted."""
    db.session.execute(sa.update(Absence).values(pupil_id=cast.tariq.pupil_id))


@pytest.fixture
def college(cast: Cast) -> Organisation:
    """Marlbridge College, where Ellie is every Tuesday morning, and nobody of the cast is anywhere else."""
    found = place(cast, "college")
    long_ago = clock.now() - dt.timedelta(days=300)
    db.session.execute(sa.update(WeekPattern).values(ended_at=long_ago))
    make.at_college(pupil(cast.ellie), found, account(cast.head), TUESDAY)
    db.session.commit()
    return found
