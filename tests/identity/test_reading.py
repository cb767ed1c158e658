"""How pages look to somebody: kept with them, there from the first byte, theirs alone, and easily put back."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import ReadingSettings

Clients = Callable[[Person], Client]


def said(client: Client, url: str = "/today") -> dict[str, str]:
    """What stands on <html>."""
    client.get(url)
    return {name: value for name, value in client.one("html").attrib.items() if name.startswith("data-")}


def test_it_is_so_on_every_page_on_every_device(cast: Cast, client_of: Clients) -> None:
    ellie = client_of(cast.ellie)
    assert said(ellie) == {}
    ellie.get("/reading-settings")
    ellie.submit("main form", size="larger", spacing="wide", lettering="system", ground="rose", has_ruler="y")
    wanted = {"data-size": "larger", "data-spacing": "wide", "data-font": "system", "data-ground": "rose"}
    wanted |= {"data-ruler": "on"}
    for client in (ellie, client_of(cast.ellie)):
        for url in ("/today", "/my-work", "/reading-settings"):
            assert said(client, url) == wanted
    assert ellie.one(".ruler").get("aria-hidden") == "true"
    assert ellie.one("input[name=size][checked]").get("value") == "larger"
    assert said(client_of(cast.tariq)) == {}


def test_it_is_put_back(cast: Cast, client_of: Clients) -> None:
    ellie = client_of(cast.ellie)
    ellie.post("/reading-settings", {"theme": "dark", "motion": "less"})
    assert said(ellie) == {"data-theme": "dark", "data-motion": "less"}
    ellie.post("/reading-settings", {"usual": "1"})
    assert said(ellie) == {}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReadingSettings)) == 1


@pytest.mark.parametrize("sent", [{"size": "huge"}, {"ground": "#fff"}, {"theme": '" onload="x'}])
def test_what_is_not_offered_is_not_kept(cast: Cast, client_of: Clients, sent: dict[str, str]) -> None:
    ellie = client_of(cast.ellie)
    ellie.post("/reading-settings", sent, 422)
    assert "Choose one of these." in ellie.words("main")
    assert said(ellie) == {}


def test_it_is_in_reach_and_costs_no_question_more(cast: Cast, client_of: Clients) -> None:
    ellie = client_of(cast.ellie)
    said(ellie)
    before = (said(ellie), ellie.queries)[1]
    assert "/reading-settings" in [link.get("href") for link in ellie.select(".foot a")]
    ellie.post("/reading-settings", {"size": "large"})
    said(ellie)
    assert ellie.queries == before


def test_a_lesson_can_be_read_aloud_where_a_pupil_reads_it(cast: Cast, client_of: Clients) -> None:
    """The button itself is made by script, where the device has a voice of its own."""
    ellie = client_of(cast.ellie)
    ellie.get(f"/my-work/{cast.larkdale.work['new'].assignment_id}")
    bar = ellie.one(".aloud")
    assert "hidden" in bar.attrib and not len(bar)
    assert "Now look for 7" in ellie.words(f"#{bar.get('data-reading')}")
