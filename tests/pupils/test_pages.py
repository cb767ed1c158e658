"""The pages of pupils for staff: what each hat sees."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.typed import page
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.identity.models import Account

ClientOf = Callable[[Person], Client]


REACH_HER = ("dani", "key_adult", "head_of_year", "safeguarding_lead", "attendance_officer", "lead")


@pytest.mark.parametrize("key", REACH_HER)
def test_those_who_reach_her_see_her(cast: Cast, client: Client, key: str) -> None:
    client.sign_in(getattr(cast, key)).get("/pupils")
    assert "Ellie M." in client.words(".rows") and "Wren Hill School" in client.words(".rows")
    assert "mentor: Dani Okafor" in client.words(".rows")
    client.get(page(cast))
    assert "Dani Okafor" in client.words("#people") and "Jess Carter" in client.words("#windows")
    family = key != "key_adult"
    assert bool(client.select("#family")) is family
    assert ("Unique pupil number" in client.words()) is (key not in ("dani", "key_adult"))
    note = db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed")).one()
    assert note.pupil_id == cast.ellie.pupil_id and note.account_id == getattr(cast, key).account_id


def test_only_the_lead_has_forms(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(page(cast))
    assert not client.select("main .columns form") and "Name a mentor" not in client.words()
    client.sign_in(cast.lead).get(page(cast))
    assert client.select("main form") and "Name a mentor" in client.words()


FORMS = ("/details", "/rolls/new", "/carers/new", "/care/mentor", "/care/carer")


def test_wrong_hats_and_strangers(cast: Cast, client: Client) -> None:
    roll, link = cast.larkdale.ids["roll of ellie"], cast.larkdale.ids["mentor of ellie"]
    ends = (f"/rolls/{roll}/end", f"/care/{link}/end", "/way-in")
    for person in (cast.ellie, cast.mum, cast.agency, cast.lunt, cast.administrator, cast.clerk, cast.auditor):
        client.sign_in(person)
        for address in ("/pupils", "/pupils?as=csv", "/pupils/new", page(cast), *(page(cast, form) for form in FORMS)):
            client.get(address, 403)
    client.sign_in(cast.dani)
    for form in FORMS:
        client.get(page(cast, form), 403)
        client.post(page(cast, form), status=403)
    for end in ends:
        client.post(page(cast, end), status=403)
    client.sign_in(cast.kit).get(page(cast), 404)
    client.sign_in(cast.stranger).get(page(cast), 404)
    client.sign_in(cast.stranger_lead)
    for form in FORMS:
        client.get(page(cast, form), 404)
        client.post(page(cast, form), status=404)
    for end in ends:
        client.post(page(cast, end), status=404)
    client.sign_out().get(page(cast), 303)
    assert not db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed")).all()


def test_what_hangs_on_one_pupil_is_not_ended_through_another(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    tariq = f"/pupils/{cast.tariq.pupil_id}"
    ids = cast.larkdale.ids
    for address in (f"/care/{ids['mentor of ellie']}/end", f"/windows/{ids['window']}/close"):
        client.post(tariq + address, status=404)
    client.get(f"{tariq}/rolls/{ids['roll of ellie']}/end", 404)
    client.get(page(cast, "/care/headmaster"), 404)
    client.get(f"/pupils/{uuid.uuid4()}", 404)


def test_an_ended_care_link_shuts_at_the_next_request(cast: Cast, client: Client, client_of: ClientOf) -> None:
    mentor = client_of(cast.dani)
    mentor.get(page(cast))
    client.sign_in(cast.lead).get(page(cast))
    client.submit(f'form[action$="{cast.larkdale.ids["mentor of ellie"]}/end"]', because="Dani moves on")
    mentor.get(page(cast), 404)
    mentor.get("/pupils")
    assert "Ellie" not in mentor.words()


def test_the_list_is_paged_and_taken_along(cast: Cast, client: Client) -> None:
    dani = db.session.get_one(Account, cast.dani.account_id)
    client.sign_in(cast.dani).get("/pupils")
    client.get("/pupils")
    few = client.queries
    for number in range(60):
        make.care_link(dani, make.pupil(f"=Pupil{number:02} Zz{number:02}"))
    client.get("/pupils")
    assert len(client.select(".rows > li")) == 50 and client.queries == few
    client.get("/pupils?page=2")
    assert len(client.select(".rows > li")) == 11
    for odd in ("0", "-1", "99", "x", "1e9", "9" * 30, "\u0662"):
        client.get("/pupils", query_string={"page": odd})
    client.get("/pupils?q=zz07")
    assert len(client.select(".rows > li")) == 1
    client.get("/pupils?as=csv")
    lines = client.response.get_data(as_text=True).splitlines()
    assert len(lines) == 63 and lines[3].startswith("'=Pupil00 Z.,10,")
    note = db.session.scalars(sa.select(Note).where(Note.kind == "exported")).one()
    assert note.data == {"list": "pupils", "rows": 61, "format": "csv"} and note.account_id == cast.dani.account_id
