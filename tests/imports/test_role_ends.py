"""A role that ends ends what is still to be done in it: nothing is read, written or taken back in its name."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.imports.filed import BORN, of_csv, page, read, send, upn, worked
from tests.imports.test_undo import confirmed
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.jobs import Job, JobState
from virtual_school.identity.models import Account, Membership
from virtual_school.imports import actions
from virtual_school.imports.actions import batches
from virtual_school.imports.models import Import, State
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Pupil

FILE = of_csv([(upn(n), "Hazel", f"Wren{'abc'[n]}", BORN, "9") for n in range(3)])


def gone(cast: Cast, person: Person) -> None:
    """Another role of theirs is left, so that it is the hat that counts and not the account."""
    held = db.session.get_one(Membership, cast.larkdale.ids[f"membership of {person.key}"])
    held.ended_at, held.ended_by = clock.now(), cast.lead.account_id
    given(cast, person, Role.TEACHER)


def given(cast: Cast, person: Person, role: Role) -> str:
    place = db.session.get_one(Organisation, cast.larkdale.organisations["larkdale"])
    return str(make.membership(db.session.get_one(Account, person.account_id), place, role).id)


def last_job() -> tuple[str, JobState, str | None]:
    job = db.session.scalars(sa.select(Job).where(Job.kind.like("import.%")).order_by(Job.id.desc())).first()
    assert job
    return job.kind, job.state, job.last_error


def entered() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Pupil).where(Pupil.family_name == "Hazel")) or 0


def test_a_file_is_not_read(app: App, cast: Cast, client: Client) -> None:
    send(client.sign_in(cast.administrator), cast, FILE)
    found = uuid.UUID(client.response.location.rpartition("/")[2])
    gone(cast, cast.administrator)
    worked(app)
    assert last_job() == ("import.read", JobState.GIVEN_UP, "who asked for it has that role no more")
    assert db.session.get_one(Import, found).state is State.READING


def test_what_was_confirmed_is_not_written(app: App, cast: Cast, client: Client) -> None:
    found = read(app, client.sign_in(cast.administrator), cast, FILE)
    client.get(page(found))
    client.submit('form[action$="/confirm"]')
    gone(cast, cast.administrator)
    worked(app)
    assert last_job()[:2] == ("import.write", JobState.GIVEN_UP) and entered() == 0


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Callable[[str], None]:
    """Batches of one; the administrator's role ends with the first."""
    monkeypatch.setattr(batches, "A_BATCH", 1)

    def of(name: str) -> None:
        does = getattr(actions, name)

        def then_gone(*arguments: object) -> object:
            did = does(*arguments)
            gone(cast, cast.administrator)
            monkeypatch.setattr(actions, name, does)
            return did

        monkeypatch.setattr(actions, name, then_gone)

    return of


def test_writing_ends_with_the_batch_at_hand_and_another_goes_on(
    app: App, cast: Cast, client: Client, one_at_a_time: Callable[[str], None]
) -> None:
    one_at_a_time("write_next")
    found = confirmed(app, client, cast, FILE)
    assert last_job() == ("import.write", JobState.GIVEN_UP, "who asked for it has that role no more")
    assert entered() == 1 and found.state is State.WRITING
    client.get(page(found), 403)
    client.sign_in(cast.sam, hat=given(cast, cast.sam, Role.ADMINISTRATOR)).get(page(found))
    assert "This stopped by itself" in client.words("#import")
    client.submit('form[action$="/go-on"]')
    worked(app)
    client.get(page(found))
    assert entered() == 3 and "3 lines were written" in client.words("#import")
    client.post(page(found, "/go-on"), {}, 409)


def test_taking_back_ends_with_the_batch_at_hand(
    app: App, cast: Cast, client: Client, one_at_a_time: Callable[[str], None]
) -> None:
    found = confirmed(app, client, cast, FILE)
    assert entered() == 3
    one_at_a_time("undo_next")
    client.get(page(found))
    client.submit('form[action$="/undo"]', because="The wrong file.")
    worked(app)
    assert last_job()[:2] == ("import.undo", JobState.GIVEN_UP) and entered() == 2
    assert db.session.get_one(Import, found.id).state is State.UNDOING
