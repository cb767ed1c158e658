"""The soak's own people, five of them for some seconds: they find their way, and what they were told is proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.soak import prove, report
from bench.soak.fill import Filling
from bench.soak.person import Day
from bench.soak.play import play
from tests import databases, servers
from tests.conftest import Stage
from virtual_school.core.app import App
from virtual_school.core.db import begin, db, enter_network, writing
from virtual_school.core.saving.models import Draft
from virtual_school.learning.models import HandIn

PASSWORD, SLUG = "of-this-test-alone-42", "larkdale"
LONGEST, HURRY, ROUNDS = 60.0, 0.01, 2
KINDS = ("sign-in", "today", "lesson", "autosave", "hand-in", "desk", "contact", "pile", "return", "lead panels")


@pytest.fixture
def morning(app: App, stage: Stage, tmp_path: Path) -> Iterator[Day]:
    """A short morning of five people in a hurry, over, its server stopped."""
    with writing():
        whos = Filling(PASSWORD).everybody(5)
    begin(write=False)
    environment = databases.environment_for(stage.where, stage.instance)
    server = servers.Server(environment, tmp_path / "web.log").start()
    try:
        day = play(Day(server.port, LONGEST, PASSWORD, SLUG, HURRY, ROUNDS), whos, seed=9)
    finally:
        server.stop()
    enter_network(stage.cast.larkdale.network_id)
    yield day


def test_everybody_finds_their_way_and_nothing_is_lost(morning: Day) -> None:
    assert morning.tally.faults == []
    assert [*morning.book.lost, *lost(morning)] == []
    assert missing(morning) == []
    found = report.kinds(morning.tally)
    assert found["all"]["count"] == morning.tally.requests
    assert 0 < found["autosave"]["p50"] <= found["autosave"]["p95"] <= found["autosave"]["longest"]


def test_what_is_lost_is_found_out(morning: Day) -> None:
    work, go = next(iter(morning.book.handed_in))
    words, place = morning.book.handed_in[work, go]
    morning.book.handed_in[work, go] = (f"{words} and more", place)
    assert [said for said in lost(morning) if said.startswith(f"hand-in {work} go {go}")]
    morning.book.handed_in[work, go] = (words, place)
    del morning.book.handed_in[work, go]
    assert [said for said in lost(morning) if "1 that nobody was told of" in said]


def test_a_draft_that_is_behind_is_found_out(morning: Day) -> None:
    behind = [key for key, saved in morning.book.drafts.items() if saved.confirmed is not None]
    assert behind, "everything was sent for good"
    with writing():
        db.session.execute(sa.update(Draft).values(text="an older text"))
    assert len(lost(morning)) == len(behind)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(HandIn))


def lost(day: Day) -> list[str]:
    return prove.lost({**day.book.written(), "slug": SLUG})


def missing(day: Day) -> list[str]:
    """What nobody came to do."""
    return [kind for kind in KINDS if not day.tally.times.get(kind)]
