"""What carers see of their children."""

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.pupils.models import CareLink


def test_a_carer_sees_what_their_link_opens(cast: Cast, client: Client) -> None:
    client.sign_in(cast.mum).get("/children")
    client.get(client.one(".rows a").get("href"))
    assert "Dani Okafor is the learning mentor" in client.words() and "Where and when" in client.words()
    client.get(client.one('main a[href$="/work"]').get("href"))
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    link.may_see_whereabouts = False
    client.get(f"/children/{cast.ellie.pupil_id}")
    assert "Where and when" not in client.words()
    client.get(f"/children/{cast.tariq.pupil_id}", 404)


def test_a_carer_without_a_right_reads_a_kind_sentence(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dad).get("/children")
    assert "Ellie" not in client.words() and "welcome to ask" in client.words()
    assert "order" not in client.words().lower()
    client.get(f"/children/{cast.ellie.pupil_id}", 404)


def test_staff_have_no_children_here(cast: Cast, client: Client) -> None:
    for person in (cast.dani, cast.ellie, cast.lead):
        client.sign_in(person).get("/children", 403)
        client.get(f"/children/{cast.ellie.pupil_id}", 403)
