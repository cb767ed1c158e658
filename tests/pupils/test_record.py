"""The pupil's record: numbers, names, language; and what is known of each carer."""

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.pupils.typed import a_pupil
from virtual_school.core.db import db
from virtual_school.pupils.models import CareLink, Carer, FormerUpn, Pupil
from virtual_school.pupils.uln import is_uln
from virtual_school.pupils.upn import is_temporary, is_upn


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("H801200001001", True),
        ("R674123101121", True),
        ("U80120000100A", True),
        ("A801200005001", False),
        ("B801200005001", True),
        ("H80120000100", False),
        ("I801200001001", False),
        ("U80120000100O", False),
    ],
)
def test_pupil_numbers_are_checked_by_their_letter(number: str, right: bool) -> None:
    assert is_upn(number) is right


def test_a_temporary_number_is_known_by_its_form() -> None:
    assert is_temporary("U80120000100A") and not is_temporary("H801200001001") and not is_temporary("")


@pytest.mark.parametrize("number", ["1000000019", "1234567899", "6000000013"])
def test_learner_numbers_are_checked_by_their_digit(number: str) -> None:
    assert is_uln(number)
    assert not is_uln(number[:9] + str((int(number[9]) + 1) % 10))


@pytest.mark.parametrize("number", ["9700000001", "9999999999", "123456789", "12345678AB", ""])
def test_what_is_no_learner_number(number: str) -> None:
    assert not is_uln(number)


def details(cast: Cast) -> str:
    return f"/pupils/{cast.ellie.pupil_id}/details"


def test_a_number_that_changes_is_kept(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get(details(cast))
    client.submit("main form", upn="U80120000100A")
    client.follow()
    assert "U80120000100A (temporary)" in client.words()
    client.get(details(cast))
    client.submit(
        "main form", upn="H801200001001", uln="1000000019", legal_family_name="Marsh-Vale", first_language="Polish"
    )
    client.follow()
    said = client.words()
    assert "H801200001001" in said and "Former numbers U80120000100A" in said
    assert "Ellie Marsh-Vale" in said and "1000000019" in said and "Polish" in said
    assert db.session.scalars(sa.select(FormerUpn.upn)).all() == ["U80120000100A"]
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}")
    assert "H801200001001" not in client.words() and "1000000019" not in client.words()
    assert "Marsh-Vale" not in client.words()
    client.sign_in(cast.head).get(f"/pupils/{cast.ellie.pupil_id}")
    assert "Ellie Marsh-Vale" in client.words()


def test_errors_stand_beside_the_field(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).post("/pupils/new", a_pupil(cast, uln="1000000018"), 422)
    assert "its last digit does not fit" in client.words("#uln-error")
    client.post("/pupils/new", a_pupil(cast, uln="9999999999"), 422)
    assert "not known yet" in client.words("#uln-error")


def test_what_a_carer_may_do_is_changed_and_holds_at_once(cast: Cast, client: Client) -> None:
    carer = f"/pupils/{cast.ellie.pupil_id}/carers/{cast.larkdale.ids['carer']}"
    client.sign_in(cast.lead).get(carer)
    client.submit("main form", 422, phone="ask her")
    assert "Type a phone number" in client.words("#phone-error")
    client.get(carer)
    filled = {box.get("name") for box in client.select("main form input[checked]")}
    assert {"may_see_record", "may_see_whereabouts", "parent_in_law"} <= filled
    data = {"name": "Helen Marsh", "called": "Mum", "responsibility": "court_order", "contact_order": "1"}
    client.post(carer, data | {"may_see_record": "y", "may_collect": "y"})
    client.follow()
    assert "by a court order" in client.words("#family")
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    assert link.may_see_record and not link.may_see_whereabouts and link.may_collect
    client.sign_in(cast.mum).get(f"/children/{cast.ellie.pupil_id}")
    assert "Where and when" not in client.words()


def test_somebody_is_no_carer_any_more_and_again(cast: Cast, client: Client) -> None:
    end = f"/pupils/{cast.ellie.pupil_id}/carers/{cast.larkdale.ids['carer']}/end"
    client.sign_in(cast.lead).post(end, {"because": ""}, 422)
    client.post(end, {"because": "Order of 3 May", "by_order": "y"})
    client.follow()
    assert "by a court’s order" in client.words("#family")
    assert db.session.get_one(CareLink, cast.larkdale.ids["mum"]).ended_at is not None
    client.sign_in(cast.mum).get(f"/children/{cast.ellie.pupil_id}", None)
    assert client.response.status_code in (303, 403, 404)
    client.sign_in(cast.lead).get(end)
    assert "A court’s order ended this" in client.words()
    client.submit("main form", because="Discharged on 9 June")
    assert db.session.get_one(Carer, cast.larkdale.ids["carer"]).ended_at is None
    assert db.session.get_one(CareLink, cast.larkdale.ids["mum"]).ended_at is not None  # no way in opens by it
    assert db.session.get_one(Pupil, cast.ellie.pupil_id).known_as == "Ellie"
