"""The tests' own ground: the cast stands, and one test's changes are gone in the next."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.conftest import Stage
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Account)) or 0


def test_rows_of_one_test_are_there_in_it(cast: Cast, client: Client) -> None:
    make.account("Somebody new")
    client.get("/healthz")
    assert count() == len(cast.larkdale.people) + 1


def test_and_gone_in_the_next(cast: Cast, client: Client) -> None:
    client.get("/healthz")
    assert count() == len(cast.larkdale.people)


@pytest.mark.only_on("sqlite")
def test_what_is_still_open_does_not_spoil_the_rows(cast: Cast, stage: Stage) -> None:
    make.account("Somebody new")
    db.session.commit()
    left = db.engine.connect()
    left.execute(sa.select(Account.id)).fetchone()
    stage.put_back()
    assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    assert count() == len(cast.larkdale.people)
    left.invalidate()
    assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"


def test_everyone_of_the_cast_is_signed_in_as_who_they_are(cast: Cast, acting: Callable[[Person], Viewer]) -> None:
    for person in cast:
        viewer = acting(person)
        assert viewer.account_id == person.account_id and viewer.pupil_id == person.pupil_id
        assert viewer.role == person.role
