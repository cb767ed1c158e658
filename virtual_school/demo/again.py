"""The people of the demonstration as they are in the database by now, for what happens on a later day.

A visitor may have changed anybody and anything: a step that can no longer be taken is left out, and the rest goes on.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force, writing
from virtual_school.core.errors import Problem
from virtual_school.core.ids import uuid7
from virtual_school.demo.crowd import LEADERS, MENTORS, Person
from virtual_school.demo.draws import SHAPES, Draw
from virtual_school.demo.people import Valley
from virtual_school.identity.models import Account
from virtual_school.network.models import Network, NetworkMember, Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Pupil
from virtual_school.pupils.queries import carers_to_ask
from virtual_school.timetable import days

log = logging.getLogger(__name__)


def attempt(step: Callable[[], Any]) -> bool:
    """One step in a transaction of its own; whether it could be taken."""
    try:
        with writing():
            step()
    except (Problem, LookupError, StopIteration) as because:
        log.info("a step of the demonstration was left out: %r", because)
        return False
    return True


def as_it_is() -> Valley:
    """Everybody and every organisation of the network that was entered, by name."""
    network = db.session.get_one(Network, network_id_in_force())
    valley = Valley(Viewer.system("demonstration", uuid7()), network)
    places = sa.select(Organisation).join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
    for place in db.session.scalars(places.where(NetworkMember.network_id == network.id).order_by(Organisation.id)):
        valley.organisations.setdefault(place.name, place)
    for account in db.session.scalars(sa.select(Account).order_by(Account.id)):
        valley.accounts.setdefault(account.name, account)
    return valley


def on_a_roll() -> dict[uuid.UUID, str]:
    """Every pupil who is on the main roll of a school today, each with its name."""
    question = (
        sa.select(Enrolment.pupil_id, Organisation.name)
        .join(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today()))
        .order_by(Enrolment.pupil_id)
    )
    return {row.pupil_id: row.name for row in db.session.execute(question)}


def person(pupil_id: uuid.UUID, school: str, number: int, mentor: str = "") -> Person:
    """Somebody as those who were drawn are: how it goes on with them follows from a number."""
    pupil = db.session.get_one(Pupil, pupil_id)
    if school not in LEADERS:
        raise LookupError(f"nobody refers from {school}")
    one = Draw(number, pupil.year, school, frozenset(), 0.7, 0.3, 0.7, shape=SHAPES[number % len(SHAPES)])
    return Person(one, pupil, tuple(carers_to_ask(pupil_id)), mentor or MENTORS[number % len(MENTORS)])


def the_day_before() -> dt.date:
    """The school day before this one: what somebody did since the last look, they did then."""
    return days.school_days_before(clock.today(), 1)
