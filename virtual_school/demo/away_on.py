"""Somebody else is away for a while: on each later day as many as on the first, at the schools at which they are.

Most are on no programme; one of those who are is ill now and then, and their mentor's desk says so.
"""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from virtual_school.core import clock, school_days
from virtual_school.core.db import db, in_force
from virtual_school.demo import said
from virtual_school.demo.again import as_it_is, attempt, on_a_roll
from virtual_school.demo.crowd import LEADERS, SMALL
from virtual_school.demo.draws import SEED, WHY
from virtual_school.demo.journeys import at
from virtual_school.demo.people import Valley
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import actions
from virtual_school.pupils.models import Away, AwayWhy, Programme, Pupil
from virtual_school.timetable import days

# How many are away on a day, and how many of them from a programme.
USUALLY, OF_A_PROGRAMME = 10, 2
LASTS = (3, 5, 5, 8, 10)
ILL_FOR = (2, 3, 5)


def open_absences(last: dt.date, today: dt.date, heartbeat: Callable[[], None]) -> None:
    """Open what opened since the day that was looked at last, each on its own day."""
    chance = random.Random(f"{SEED}/away/{today}")  # noqa: S311
    valley, schools = as_it_is(), on_a_roll()
    since = [on for on in days.school_days_from(last, today) if on > last][-5:]
    taking_part = set(db.session.scalars(sa.select(Programme.pupil_id).where(in_force(Programme, today))))
    lately = [Away.ended_at.is_(None), Away.ends_on >= since[0]]
    question = sa.select(Away.pupil_id, sa.func.max(Away.ends_on)).where(*lately).group_by(Away.pupil_id)
    until = {row[0]: row[1] or dt.date.max for row in db.session.execute(question)}
    with_us = [one for one in schools if one in taking_part]
    others = [one for one in schools if one not in taking_part]
    for those, usually, why, lasts in ((others, USUALLY, WHY, LASTS), (with_us, OF_A_PROGRAMME, ILL, ILL_FOR)):
        for pupil_id in _new(those, until, today, usually, chance):
            heartbeat()
            on, kind, many = chance.choice(since), chance.choice(why), chance.choice(lasts)
            attempt(lambda: _open(valley, pupil_id, schools[pupil_id], on, kind, many))  # noqa: B023


ILL = (AwayWhy.ILL,)


def _new(
    those: Sequence[uuid.UUID],
    until: Mapping[uuid.UUID, dt.date],
    today: dt.date,
    usually: int,
    chance: random.Random,
) -> Iterator[uuid.UUID]:
    """As many as are missing until it is as usual, out of those who were not away lately."""
    free = [one for one in those if one not in until]
    missing = usually - sum(one in until and until[one] >= today for one in those)
    yield from chance.sample(free, min(max(missing, 0), len(free)))


def _open(valley: Valley, pupil_id: uuid.UUID, school: str, on: dt.date, why: AwayWhy, many: int) -> None:
    pupil = db.session.get_one(Pupil, pupil_id)
    by, answers = _who(valley, school, pupil.year)
    tomorrow = days.school_days_after(clock.today(), 1)
    with clock.pretend(min(at(on, 8, 40), clock.now())):
        actions.open_away(
            by,
            pupil,
            why=why,
            words=said.AWAY[why.value],
            answers_id=valley.accounts[answers].id,
            starts_on=on,
            ends_on=max(school_days.after(on, many), tomorrow),
        )


def _who(valley: Valley, school: str, year: int) -> tuple[Viewer, str]:
    """Who at the school says that somebody is away, and the name of who answers."""
    if school in SMALL:
        return valley.acting(SMALL[school], Role.HEADTEACHER), SMALL[school]
    leaders = LEADERS[school]
    return valley.acting(leaders[1 if year == 10 else 2], Role.HEAD_OF_YEAR), leaders[2]
