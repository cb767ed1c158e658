"""The administrator keeps accounts and roles, and reaches no child by them."""

from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.errors import Refused
from virtual_school.identity import actions
from virtual_school.identity.models import Account
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access

BY_ROLE_ALONE = sorted({*access.SCHOOL_PARTS, *access.OFFICE_PARTS}, key=lambda role: role.value)


@pytest.mark.parametrize("role", BY_ROLE_ALONE)
def test_an_administrator_gives_nobody_a_role_that_opens_records(
    cast: Cast, acting: Callable[[Person], Viewer], role: Role
) -> None:
    someone = db.session.get_one(Account, cast.sam.account_id)
    school = cast.larkdale.organisations["wren_hill"]
    with pytest.raises(Refused):
        actions.give_role(acting(cast.administrator), someone, role=role, organisation_id=school)


@pytest.mark.parametrize("role", BY_ROLE_ALONE)
def test_a_lead_does(cast: Cast, acting: Callable[[Person], Viewer], role: Role) -> None:
    someone = db.session.get_one(Account, cast.sam.account_id)
    school = cast.larkdale.organisations["wren_hill"]
    assert actions.give_role(acting(cast.lead), someone, role=role, organisation_id=school).role is role


def test_no_child_is_in_the_administrators_list(cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    for url in ("/people", "/people?q=ellie", "/people?as=csv"):
        assert "Ellie" not in client.get(url).get_data(as_text=True).replace('value="ellie"', ""), url
    client.get(f"/people/{cast.ellie.account_id}", 404)
    client.post(f"/people/{cast.ellie.account_id}/close", status=404)


def test_the_lead_finds_her(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get("/people?q=ellie")
    assert "Ellie M." in client.words("main")
