"""A carer who may see how it goes, and not where: the school is where."""

import pytest

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.pupils.models import CareLink


@pytest.fixture
def dad(cast: Cast, client: Client) -> Client:
    """Under an order not to be told where she is; the lead has let him see how it goes."""
    link = db.session.get_one(CareLink, cast.larkdale.ids["dad"])
    link.may_see_record = True
    db.session.commit()
    return client.sign_in(cast.dad)


def test_he_is_not_told_her_school(dad: Client, cast: Cast) -> None:
    for url in ("/children", f"/children/{cast.ellie.pupil_id}"):
        dad.get(url)
        assert "Ellie" in dad.words("main")
        assert "Wren Hill" not in dad.words("main") and cast.key_adult.name not in dad.words("main"), url


def test_who_may_see_where_is_told(client: Client, cast: Cast) -> None:
    for url in ("/children", f"/children/{cast.ellie.pupil_id}"):
        client.sign_in(cast.mum).get(url)
        assert "Wren Hill" in client.words("main")
