"""That the second proof sees what it looks for: a hole is put into the program, and each of its findings is there."""

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.crawl import Found, crawl
from tests.whole_app.crawl_behind import Behind
from tests.whole_app.crawl_knowing import World, forbidden
from tests.whole_app.crawl_trying import (
    Crawls,
    acting,
    is_public,
    names_read,
    open_and_not_allowed,
    read_by,
    sent_and_not_refused,
    tried,
)
from virtual_school.core.app import App
from virtual_school.core.db import enter_network
from virtual_school.network.roles import Role
from virtual_school.pupils import ways
from virtual_school.pupils.queries import finding

# Rows that stand between a few, though more people reach their part: whose by the cast, and who reads them.
BETWEEN = {
    "thread of ellie": ("thread", "ellie dani lead"),
    "message_file of ellie": ("message_file", "ellie dani lead"),
    "look of ellie": ("oversight_look", "lead"),
    "thread with key adult": ("thread", "ellie key_adult"),
    "thread with mum": ("thread", "mum dani"),
    "thread with teacher": ("thread", "ellie dani own_teacher"),
    "letter_draft of ellie": ("letter", "dani"),
    "letter_to of ellie": ("letter_to", "ellie dani lead head_of_year head safeguarding_lead attendance_officer"),
    "letter_to_mum of ellie": ("letter_to", "mum dani lead head_of_year head safeguarding_lead attendance_officer"),
    "complaint of ellie": ("complaint", "ellie lead"),
    "concern of ellie": ("concern", "dani safeguarding_lead"),
    "concern_file of ellie": ("concern_file", "safeguarding_lead"),
    "concern_file of tariq": ("concern_file", "lead"),
    "serious of ellie": ("serious", "head safeguarding_lead"),
    "serious of tariq": ("serious", "lead"),
}

# What teachers are asked for, and which of them: the pupil's own, or those of the subject in the network.
ASKED = {
    "request of ellie": ["own_teacher"],
    "asked of ellie": ["lunt", "bell"],
    "work_reply of ellie": ["own_teacher"],
}

pytestmark = [pytest.mark.only_on("sqlite"), pytest.mark.xdist_group("crawl")]

_kept: dict[int, Found] = {}


@pytest.fixture
def world(app: App, cast: Cast) -> World:
    found = World([cast.larkdale.network_id, cast.fernvale.network_id])
    enter_network(cast.larkdale.network_id)
    return found


@pytest.fixture
def crawls(app: App, stage: Stage, cast: Cast) -> Crawls:
    """What Ellie's mentor reached, crawled for once a process; and another pupil's, who has reached nothing yet."""
    if id(stage) not in _kept:
        _kept.clear()
        _kept[id(stage)] = crawl(Client(app, stage.statements), cast.dani)
    return {"dani": _kept[id(stage)], "kit": Found(cast.kit)}


@pytest.fixture
def hole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has somebody's identifier opens their record, as an office would."""
    asked = finding._relation
    everything = ways.by_office(Role.VIRTUAL_SCHOOL_LEAD)
    monkeypatch.setattr(finding, "_relation", lambda viewer, rows: asked(viewer, rows) or everything)


def test_without_a_hole_nothing_is_found(app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World) -> None:
    answers = tried(app, stage, crawls, cast.kit)
    assert len(answers) > 10 and not open_and_not_allowed(app, Behind(world.rows), cast.kit, answers)
    assert not names_read(cast.kit, read_by(app, stage, crawls, cast.kit), forbidden(world, cast.kit))


def test_what_opens_by_its_bare_identifier_is_found(
    app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World, hole: None
) -> None:
    found = open_and_not_allowed(app, Behind(world.rows), cast.kit, tried(app, stage, crawls, cast.kit))
    assert [one for one in found if f"/pupils/{cast.ellie.pupil_id} opens" in one]


def test_a_name_on_a_wrong_page_is_found(
    app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World, hole: None
) -> None:
    found = names_read(cast.kit, read_by(app, stage, crawls, cast.kit), forbidden(world, cast.kit))
    assert [one for one in found if cast.ellie.name in one]


def test_a_save_by_its_bare_identifier_is_found(
    app: App, stage: Stage, cast: Cast, crawls: Crawls, world: World, hole: None
) -> None:
    forms = {form for form in crawls["dani"].forms if not is_public(app, form.action, "POST")}
    client = Client(app, stage.statements, inspects=False)
    assert sent_and_not_refused(client, Behind(world.rows), cast.kit, forms)


@pytest.mark.parametrize("row", BETWEEN)
def test_what_stands_between_a_few_is_allowed_to_them_alone(cast: Cast, world: World, row: str) -> None:
    """Not to all who reach the part of the record in which it lies: the mentor reads nothing of the key adult's."""
    behind, (table, readers) = Behind(world.rows), BETWEEN[row]
    (thing,) = behind.things(f"/{cast.larkdale.ids[row]}")
    assert thing.table == table
    assert {person.key for person in cast if behind.allows(acting(person), thing)} == set(readers.split())


@pytest.mark.parametrize("row", ASKED)
def test_a_teacher_is_allowed_what_they_are_asked(cast: Cast, world: World, row: str) -> None:
    """Of their own pupil, or of the network without a name; to nobody beside whoever reaches the record."""
    behind, readers = Behind(world.rows), ASKED[row]
    (thing,) = behind.things(f"/{cast.larkdale.ids[row]}")
    found = behind.rows[thing.table, thing.id]
    assert {person.key for person in cast if behind.asked.allows(acting(person), thing.table, found)} == set(readers)


def test_the_page_of_an_absence_opens_nothing_else_of_the_pupil(cast: Cast, world: World) -> None:
    behind, teacher = Behind(world.rows), acting(cast.own_teacher)
    (page,) = behind.things(f"/i-answer/{cast.ellie.pupil_id}")
    (record,) = behind.things(f"/pupils/{cast.ellie.pupil_id}")
    assert behind.allows(teacher, page) and not behind.allows(teacher, record)
    assert not behind.allows(acting(cast.bell), page)
