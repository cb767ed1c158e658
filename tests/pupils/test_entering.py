"""Entering a pupil: once, and with words for what cannot be."""

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.pupils.typed import PAST, a_pupil
from virtual_school.core.db import db
from virtual_school.pupils.models import Pupil


def test_a_pupil_is_entered_on_a_roll(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get("/pupils/new")
    client.submit("main form", **a_pupil(cast, upn="h801200001001 "))
    client.follow()
    assert "Immy O." in client.words("h1") and "Ashfold School" in client.words("#rolls")
    assert "H801200001001" in client.words()


def test_a_pupil_sent_twice_is_entered_once(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead)
    sent = a_pupil(cast, once="the-same-key")
    client.post("/pupils/new", sent)
    first = client.response.location
    client.post("/pupils/new", sent)
    assert client.response.location == first
    assert len(db.session.scalars(sa.select(Pupil).where(Pupil.known_as == "Immy")).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"given_name": " "}, "Type the given name"),
        ({"date_of_birth": ""}, "Type the date of birth"),
        ({"date_of_birth": "6th of May"}, "Type this day like"),
        ({"date_of_birth": "1850-01-01"}, "Check this day"),
        ({"date_of_birth": "2099-01-01"}, "Check this day"),
        ({"year": "15"}, "Choose one of these"),
        ({"year": ""}, "Choose the year group"),
        ({"upn": "A801200005001"}, "no unique pupil number"),
        ({"organisation_id": "nowhere"}, "Choose one of these"),
        ({"roll_status": "Z"}, "Choose one of these"),
        ({"ends_on": PAST}, "already past"),
        ({"starts_on": "2030-01-02", "ends_on": "2030-01-01"}, "before the first"),
        ({"family_name": "x" * 201}, "200 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(cast: Cast, client: Client, wrong: dict[str, str], said: str) -> None:
    client.sign_in(cast.lead).post("/pupils/new", a_pupil(cast, known_as='"><script>', **wrong), 422)
    assert said in client.words(".govuk-error-summary")
    assert client.one("input#known_as").get("value") == '"><script>'
    if "date_of_birth" in wrong:
        assert client.one("input#date_of_birth").get("value") == wrong["date_of_birth"]


def test_a_number_that_is_another_pupils_is_said(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).post("/pupils/new", a_pupil(cast, upn="H801200001001"))
    client.post("/pupils/new", a_pupil(cast, upn="H801200001001"), 422)
    assert "has this UPN already" in client.words(".govuk-error-summary")
    assert client.one("input#given_name").get("value") == "Imogen"
