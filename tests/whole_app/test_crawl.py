"""A second proof, beside the access table and apart from it: what people reach by following what they are shown.

Each of the cast is crawled for. Then everybody tries what any other reached. What opens must be allowed by the policy,
asked about the row behind the address; and no page may hold a name, number or address that its reader may not know.
That it would see a hole: `test_crawl_sees.py`.
"""

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.access_table import TABLE
from tests.whole_app.crawl import FAULT, Found, crawl, send
from tests.whole_app.crawl_behind import Behind
from tests.whole_app.crawl_knowing import World, forbidden
from tests.whole_app.crawl_trying import (
    SHUT,
    Crawls,
    endpoint,
    is_public,
    names_read,
    open_and_not_allowed,
    read_by,
    sent_and_not_refused,
    tried,
)
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network

# Pages are the same on both engines; behind the wall of PostgreSQL looks `test_row_security`.
# In one process, for what it crawled is kept there.
pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("crawl")]

# What a crawler ought to come across, or it proves nothing.
PAGES_AT_LEAST, FORMS_AT_LEAST = 60, 20

# Buttons that are there for a minute. A crawl takes longer.
SHORT_LIVED = "/undo"

_kept: dict[int, tuple[Crawls, World]] = {}


@pytest.fixture
def crawls(app: App, stage: Stage, cast: Cast) -> Crawls:
    return crawled(app, stage, cast)[0]


@pytest.fixture
def world(app: App, stage: Stage, cast: Cast) -> World:
    return crawled(app, stage, cast)[1]


def crawled(app: App, stage: Stage, cast: Cast) -> tuple[Crawls, World]:
    """Once for all tests of a process: they read what was found, and change nothing."""
    if id(stage) not in _kept:
        world = World([cast.larkdale.network_id, cast.fernvale.network_id])
        enter_network(cast.larkdale.network_id)
        found = {person.key: crawled_for(app, stage, person) for person in cast}
        _kept.clear()
        _kept[id(stage)] = found, world
    return _kept[id(stage)]


def crawled_for(app: App, stage: Stage, person: Person) -> Found:
    def put_back() -> None:
        db.session.remove()
        stage.put_back()
        enter_network(stage.cast.larkdale.network_id)

    client = Client(app, stage.statements)
    found = crawl(client, person)
    send(client, found, put_back)
    return found


def test_the_crawler_comes_across_most_pages(app: App, crawls: Crawls) -> None:
    reached = {endpoint(app, asked.url) for found in crawls.values() for asked in found.opened}
    assert reached <= {row.endpoint for row in TABLE}, "reached, and without a row in the access table"
    assert len(reached) >= PAGES_AT_LEAST, sorted(reached)


def test_nothing_fails_on_the_way(crawls: Crawls) -> None:
    """No page or button ends in a fault of ours, and no page writes by being looked at."""
    wrong = [f"{key}: {asked.url} {said[:300]}" for key, found in crawls.items()
             for asked, (status, said) in found.answers.items() if status == FAULT]  # fmt: skip
    wrong += [f"{key}: POST {form.action} {said[:300]}" for key, found in crawls.items()
              for form, (status, said) in found.sent.items() if status == FAULT]  # fmt: skip
    assert not wrong, "\n  ".join(["at fault:", *wrong])


def test_what_links_lead_to_is_there(crawls: Crawls) -> None:
    """No page offers its reader what is refused to them."""
    wrong = [
        f"{key}: {asked.url} {status}"
        for key, found in crawls.items()
        for asked, (status, _said) in found.answers.items()
        if status in SHUT and asked.url not in {"/", "/home"}
    ]
    assert not wrong, "\n  ".join(["links to what is shut:", *wrong])


def test_forms_lead_where_their_sender_may_go(crawls: Crawls) -> None:
    """No page offers its reader a button that is refused to them; and there are buttons, or nothing was shown."""
    sent = {(key, form): status for key, found in crawls.items() for form, (status, _said) in found.sent.items()}
    assert len({form.shape for _key, form in sent}) >= FORMS_AT_LEAST
    wrong = [
        f"{key}: POST {form.action} {status}"
        for (key, form), status in sent.items()
        if status in SHUT and not form.action.endswith(SHORT_LIVED)
    ]
    assert not wrong, "\n  ".join(["buttons that are refused:", *wrong])


@pytest.mark.parametrize("whose", ["mine", "others"])
def test_what_opens_is_allowed_by_the_policy(
    app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World, whose: str
) -> None:
    behind, wrong = Behind(world.rows), []
    for person in cast:
        answers = crawls[person.key].answers if whose == "mine" else tried(app, stage, crawls, person)
        wrong += open_and_not_allowed(app, behind, person, answers)
    assert not wrong, "\n  ".join(["opened, and not allowed:", *wrong])


def test_nobody_reads_a_name_they_may_not_know(
    app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World
) -> None:
    wrong = []
    for person in cast:
        wrong += names_read(person, read_by(app, stage, crawls, person), forbidden(world, person))
    assert not wrong, "\n  ".join(["names that their reader may not know:", *wrong])


def test_forms_that_others_were_given_are_refused(
    app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World
) -> None:
    """Sent as they stand by everybody to whom the policy does not open what they are about."""
    behind, wrong = Behind(world.rows), []
    forms = {form for found in crawls.values() for form in found.forms if not is_public(app, form.action, "POST")}
    client = Client(app, stage.statements, inspects=False)
    for person in cast:
        wrong += sent_and_not_refused(client, behind, person, forms)
    assert not wrong, "\n  ".join(["sent, and not refused:", *wrong])
