"""A school's co-ordinator: their own school's dates, people and files, and nothing of any child's or other place's."""

import pytest

from tests import make
from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role


@pytest.fixture
def co_ordinator(client: Client, cast: Cast) -> Client:
    """Ms Bell, who teaches elsewhere, signed in as Wren Hill's co-ordinator."""
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    held = make.membership(db.session.get_one(Account, cast.bell.account_id), school, Role.CO_ORDINATOR)
    return client.sign_in(cast.bell, hat=str(held.id))


def places(cast: Cast) -> dict[str, int]:
    ours, other = (f"/organisations/{cast.larkdale.organisations[key]}" for key in ("wren_hill", "ashfold"))
    ellie = f"/pupils/{cast.ellie.pupil_id}"
    return {
        **dict.fromkeys((ours, f"{ours}/terms/2026", "/people", "/people/new", "/imports", "/imports/new"), 200),
        f"/people/{cast.own_teacher.account_id}": 200,
        **dict.fromkeys((other, f"{other}/terms/2026", f"/people/{cast.lunt.account_id}"), 404),
        f"/people/{cast.ellie.account_id}": 404,
        **dict.fromkeys(("/network", f"{ours}/edit", "/people/watch", "/changes", "/pupils", ellie), 403),
        **dict.fromkeys((f"{ellie}/attendance", "/referrals", "/not-here"), 403),
        f"{ellie}/week": 404,
    }


def test_what_opens_and_what_does_not(co_ordinator: Client, cast: Cast) -> None:
    for address, status in places(cast).items():
        co_ordinator.get(address, status)


def test_they_close_their_own_school_and_no_other(co_ordinator: Client, cast: Cast) -> None:
    for key, status in (("wren_hill", 303), ("ashfold", 404)):
        where = f"/organisations/{cast.larkdale.organisations[key]}/closed-today"
        co_ordinator.post(where, {"because": "snow", "once": key}, status)


def test_they_give_no_role_by_which_children_are_read(co_ordinator: Client, cast: Cast) -> None:
    here = f"/people/{cast.own_teacher.account_id}"
    co_ordinator.get(here)
    assert "SENCO" not in co_ordinator.words("#give") and "Key adult" in co_ordinator.words("#give")
    typed = {"role": "senco", "organisation_id": str(cast.larkdale.organisations["wren_hill"]), "once": "a"}
    co_ordinator.post(f"{here}/roles", typed | {"starts_on": "2026-01-05"}, 422)
