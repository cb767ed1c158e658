"""The soak's own people, five of them for some seconds: they find their way, and what they were told is proved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.soak import prove, report
from bench.soak.fill import Filling
from bench.soak.person import Day
from bench.soak.play import play
from tests import databases, servers
from tests.conftest import Stage
from virtual_school.core.app import App
from virtual_school.core.db import begin, enter_network, writing

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


def test_five_people_find_their_way_and_a_loss_would_be_found(morning: Day) -> None:
    assert morning.tally.faults == []
    assert missing(morning) == []
    assert [*morning.book.lost, *lost(morning)] == []
    found = report.kinds(morning.tally)
    assert found["all"]["count"] == morning.tally.requests
    assert 0 < found["autosave"]["p50"] <= found["autosave"]["p95"] <= found["autosave"]["longest"]

    # Were the database behind what somebody was told, or ahead of it, it would be said.
    (work, go), (words, place) = morning.book.handed_in.popitem()
    assert ["1 that nobody was told of" in said for said in lost(morning)] == [True]
    morning.book.handed_in[work, go] = (f"{words} and more", place)
    assert [said.startswith(f"hand-in {work} go {go}: 1 are there") for said in lost(morning)] == [True]
    morning.book.handed_in[work, go] = (words, place)
    morning.book.heard("soak.pupil.1", f"work:{work}:{go + 1}", "some words")
    assert [said.startswith(f"autosave work:{work}:{go + 1}") for said in lost(morning)] == [True]


def lost(day: Day) -> list[str]:
    return prove.lost({**day.book.written(), "slug": SLUG})


def missing(day: Day) -> list[str]:
    """What nobody came to do."""
    return [kind for kind in KINDS if not day.tally.times.get(kind)]
