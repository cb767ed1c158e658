"""Builds the demonstration, and puts it back as it was on its first day."""

import datetime as dt
import shutil
import uuid

import sqlalchemy as sa
from flask import current_app
from flask_migrate import downgrade, upgrade

from virtual_school.core import audit, clock, here, jobs
from virtual_school.core.db import analyse, begin, db, enter_network, writing
from virtual_school.core.here import Here
from virtual_school.demo.asked import build_asked
from virtual_school.demo.away import build_away
from virtual_school.demo.calendars import build_calendars
from virtual_school.demo.calls import build_calls
from virtual_school.demo.crowd import build_crowd
from virtual_school.demo.drawn import receive_drawing
from virtual_school.demo.draws import draw
from virtual_school.demo.ends import build_ends
from virtual_school.demo.history import build_history
from virtual_school.demo.jobs import GO_ON
from virtual_school.demo.journeys import at, build_journeys
from virtual_school.demo.known import build_marks
from virtual_school.demo.lessons_out import build_lessons_out
from virtual_school.demo.light import build_light_route
from virtual_school.demo.network_use import build_network_use
from virtual_school.demo.notes import build_notes
from virtual_school.demo.panels import build_panel, make_panel
from virtual_school.demo.people import build_neighbours, build_network, build_people
from virtual_school.demo.proud import build_proud
from virtual_school.demo.telling import build_telling
from virtual_school.demo.valley import VIRTUAL_SCHOOL
from virtual_school.demo.waiting import build_waiting
from virtual_school.demo.weeks import build_weeks
from virtual_school.demo.windows import build_windows
from virtual_school.demo.work import build_work
from virtual_school.network import own_clock
from virtual_school.network.changes import open_clock
from virtual_school.network.models import Network

OPENS_ON = dt.date(2026, 11, 24)
PANEL_SINCE = dt.date(2026, 6, 3)
# Beside Ellie on a programme, and Milo and Reece on the light route.
PROGRAMMES, LIGHT = 39, 58


class NotADemonstration(RuntimeError):
    """There is a real network in this installation; nothing here may touch it."""


def is_empty() -> bool:
    """Whether the installation has no network yet."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Network)) == 0


def network_of(slug: str) -> uuid.UUID | None:
    """The network of this name, where there is one."""
    return db.session.scalar(sa.select(Network.id).where(Network.slug == slug))


def load() -> None:
    """Build Larkdale with its people and some weeks of work, and a second network that sees none of it."""
    entered = here.enter(opening(clock.real()))
    try:
        _load_larkdale()
        with writing(), audit.together():
            neighbours = build_network("Coldbeck Learning Link", "coldbeck")
            build_neighbours(neighbours)
            build_calendars(neighbours)
            open_clock(neighbours.by, neighbours.network, opens_on=OPENS_ON)
    finally:
        here.leave(entered)
    analyse()
    enter_network(None)


def opening(real: dt.datetime) -> Here:
    """The first Tuesday at the real time of day, what everything here happened before; and the terms of its schools."""
    network = Network(is_demonstration=True, demo_anchor=real, demo_opens_on=OPENS_ON, demo_real_day=False)
    return own_clock.here(network, real)


def _load_larkdale() -> None:
    with writing(), audit.together():
        valley = build_network(VIRTUAL_SCHOOL, "larkdale")
        open_clock(valley.by, valley.network, opens_on=OPENS_ON)
        build_people(valley)
        build_calendars(valley)
    lessons, drawn = build_work(valley), receive_drawing()
    with writing(), audit.together():
        build_calls(valley)
        build_away(valley)
        build_weeks(valley)
        build_notes(valley)
        build_marks(valley)
    programmes, light = draw(PROGRAMMES, LIGHT)
    with writing(), audit.together():
        with clock.pretend(at(PANEL_SINCE, 10)):
            panel = make_panel(valley)
        people = build_crowd(valley, programmes + light)
        courses = build_journeys(valley, panel, people)
        build_ends(valley, courses)
    with writing(), audit.together():
        build_light_route(valley, people)
        build_history(valley, courses, lessons, drawn)
        build_waiting(valley, people)
        build_windows(valley, courses)
        build_lessons_out(valley, courses)
        build_telling(valley)
        build_proud(valley)
        build_network_use(valley, lessons, people)
        build_asked(valley, people)
        build_panel(valley, panel)
        jobs.queue(GO_ON, {})


def reset() -> None:
    """Remove everything and load again. Refuses where any network is not a demonstration."""
    real = sa.select(sa.func.count()).select_from(Network).where(Network.is_demonstration.is_(False))
    if db.session.scalar(real):
        raise NotADemonstration
    begin(write=False)
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="base")
    upgrade()
    instance = current_app.config["SETTINGS"].instance
    for folder in ("mail", "uploads"):
        shutil.rmtree(instance / folder, ignore_errors=True)
    load()
