"""Builds the demonstration, and puts it back as it was on its first day."""

import shutil

import sqlalchemy as sa
from flask import current_app
from flask_migrate import downgrade, upgrade

from virtual_school.core.db import analyse, begin, db, enter_network, writing
from virtual_school.demo.away import build_away
from virtual_school.demo.calls import build_calls
from virtual_school.demo.notes import build_notes
from virtual_school.demo.panels import build_panel
from virtual_school.demo.people import build_neighbours, build_network, build_people
from virtual_school.demo.valley import VIRTUAL_SCHOOL
from virtual_school.demo.weeks import build_weeks
from virtual_school.demo.work import build_work
from virtual_school.network.models import Network


class NotADemonstration(RuntimeError):
    """There is a real network in this installation; nothing here may touch it."""


def is_empty() -> bool:
    """Whether the installation has no network yet."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Network)) == 0


def load() -> None:
    """Build Larkdale with its people and some weeks of work, and a second network that sees none of it."""
    with writing():
        valley = build_network(VIRTUAL_SCHOOL, "larkdale")
        build_people(valley)
    build_work(valley)
    with writing():
        build_calls(valley)
        build_away(valley)
    with writing():
        build_weeks(valley)
        build_notes(valley)
    with writing():
        build_panel(valley)
    with writing():
        build_neighbours(build_network("Coldbeck Learning Link", "coldbeck"))
    analyse()
    enter_network(None)


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
