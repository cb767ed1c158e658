"""Uses are counted by school, taken back with what came of them, and name no child."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_library
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from tests.library.test_adapting import source_id
from virtual_school.core.db import db
from virtual_school.learning import changes as learning
from virtual_school.library.models import LessonRevision, LessonUse, UseKind
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer

ClientOf = Callable[[Person], Client]


def revision(cast: Cast) -> LessonRevision:
    return db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def as_(cast: Cast, person: Person, role: Role, at: str | None) -> Viewer:
    hat = Hat("hat", role, cast.larkdale.organisations[at] if at else None, "")
    return Viewer(person.account_id, person.network_id, person.name, (hat,), hat, pupil_id=person.pupil_id)


@pytest.mark.parametrize(("key", "kind"), [("dani", UseKind.SET), ("ellie", UseKind.CHOSEN)])
def test_work_that_is_set_is_a_use_by_the_pupils_own_school(cast: Cast, key: str, kind: UseKind) -> None:
    who = getattr(cast, key)
    by = as_(cast, who, Role.PUPIL, None) if key == "ellie" else as_(cast, who, Role.MENTOR, "larkdale")
    pupil_id = cast.ellie.pupil_id
    assert pupil_id is not None
    organisation = cast.larkdale.organisations["larkdale"]
    named = {"account_id": cast.dani.account_id, "organisation_id": organisation, "through_window": False}
    work = learning.set_work(by, pupil_id=pupil_id, revision_id=revision(cast).id, **named)
    use = db.session.scalars(sa.select(LessonUse).where(LessonUse.thing_id == work.id)).one()
    assert (use.kind, use.taker_id) == (kind, cast.larkdale.organisations["wren_hill"])
    assert use.giver_id == cast.larkdale.organisations["ashfold"]
    learning.withdraw(by, work, "Set by mistake")
    assert use.undone_at is not None


def test_no_column_of_a_use_leads_to_a_person() -> None:
    foreign = {key.column.table.name for key in LessonUse.__table__.foreign_keys}
    assert foreign == {"lesson", "lesson_revision", "organisation", "network"}


def test_the_ledger_counts_what_each_gives_and_takes(cast: Cast, client_of: ClientOf) -> None:
    ashfold, stonegate, wren_hill = (place(cast, key) for key in ("ashfold", "stonegate", "wren_hill"))
    for taker in (stonegate, wren_hill, wren_hill, ashfold):
        make_library.use(revision(cast), ashfold, taker)
    make_library.use(revision(cast), ashfold, stonegate, undone_at=revision(cast).posted_at)
    make_library.use(revision(cast), ashfold, stonegate, kind=UseKind.ADAPTED)
    broker = client_of(cast.broker)
    broker.get("/library/ledger")
    rows = {row.cssselect("th")[0].text: broker for row in broker.select("tbody tr")}
    assert {"Ashfold School", "Stonegate High", "Wren Hill School"} <= set(rows)
    table = broker.words("tbody")
    assert "Ashfold School 1 fewer than 5 by 2 schools 0 fewer than 5 1 0" in table
    assert "Wren Hill School 0 0 fewer than 5 from one school 0 0 0" in table
    broker.get("/library/ledger?as=csv")
    assert b"Ashfold School" in broker.response.data


def test_a_lessons_page_says_how_it_is_used(cast: Cast, client_of: ClientOf) -> None:
    for taker in ("stonegate", "wren_hill"):
        make_library.use(revision(cast), place(cast, "ashfold"), place(cast, taker))
    client = client_of(cast.lunt)
    client.get(f"/lessons/{source_id(cast)}")
    assert "Used 2 times, by 2 schools." in client.words("#network")


def test_figures_are_not_for_everybody(cast: Cast, client_of: ClientOf) -> None:
    for person in (cast.ellie, cast.mum, cast.agency, cast.auditor, cast.clerk):
        client_of(person).get("/library/ledger", 403)


def test_another_networks_schools_are_not_in_it(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.stranger_lead)
    client.get("/library/ledger?since=beginning")
    assert "Moorside" in client.words() and "Ashfold" not in client.words()


def test_the_pages_ask_as_much_for_many(cast: Cast, client: Client) -> None:
    ashfold, stonegate = place(cast, "ashfold"), place(cast, "stonegate")
    client.sign_in(cast.lunt)
    stays_flat(client, "/library/ledger", lambda: make_library.use(revision(cast), ashfold, stonegate))
    keeps_to(client, "/library/ledger", queries=6, kilobytes=4, nodes=300)
    stays_flat(client, f"/lessons/{source_id(cast)}", lambda: make_library.use(revision(cast), ashfold, stonegate))


def test_what_was_said_asks_as_much_for_many(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lunt)
    stonegate, posted = place(cast, "stonegate"), revision(cast)

    def more() -> None:
        account = make.account()
        make_library.remark(posted, account, stonegate)
        make_library.thanks(posted, account, stonegate)

    stays_flat(client, "/library/said", more)
