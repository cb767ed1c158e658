"""The number of the pupil's school stands wherever somebody is told to ring it, and nowhere that it would give away."""

import pytest

from tests import make_safeguarding
from tests.cast import Cast
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

NUMBER = "01632 960999"


@pytest.fixture
def school(cast: Cast) -> Organisation:
    found = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    found.phone = "+441632960999"
    db.session.flush()
    return found


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("url", ["/help", "/help/kept", "/help/not-sent"])
def test_a_pupil_can_ring_their_school(cast: Cast, client: Client, url: str) -> None:
    said = client.sign_in(cast.ellie).get(url).get_data(as_text=True)
    assert NUMBER in said and "tel:01632960999" in said


@pytest.mark.parametrize("url", ["/help", "/help/kept", "/help/not-sent"])
def test_without_a_number_there_is_no_line_for_it(cast: Cast, client: Client, url: str) -> None:
    assert "Your school, when it is open." not in client.sign_in(cast.ellie).get(url).get_data(as_text=True)


@pytest.mark.usefixtures("school")
def test_no_phone_tells_of_a_school_that_is_kept_in_confidence(cast: Cast, client: Client) -> None:
    assert cast.safeguarding_lead.account_id
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    make_safeguarding.confidential(pupil, cast.safeguarding_lead.account_id, starts_on=clock.today())
    for url in ("/help", "/help/kept", "/help/not-sent"):
        assert NUMBER not in client.sign_in(cast.ellie).get(url).get_data(as_text=True)


@pytest.mark.usefixtures("school")
def test_an_adult_is_told_it_before_they_write_of_something_serious(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(f"/serious/new?pupil={cast.ellie.pupil_id}")
    assert f"Then ring Wren Hill School on {NUMBER}." in client.words("main")


def test_the_lead_types_it_as_people_write_it(cast: Cast, client: Client, school: Organisation) -> None:
    client.sign_in(cast.lead).get(f"/organisations/{school.id}/edit")
    client.submit(phone="(01632) 960 111")
    assert school.phone == "+441632960111"
    client.get(f"/organisations/{school.id}/edit")
    client.submit(phone="ring the office", status=422)
    assert "Type a phone number" in client.words("main")
    assert school.phone == "+441632960111"
