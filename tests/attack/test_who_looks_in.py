"""What staff read on the page of who looks in, and what they may shut there: no more of the family than they know."""

from tests import make, make_windows
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.test_looking_in import account, ellie, granted, on_duty, place
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind, Duty, Part, Receiver, Window


def who_looks_in(client: Client, cast: Cast, who: Person) -> str:
    client.sign_in(who).get(f"/pupils/{cast.ellie.pupil_id}/who-looks-in")
    return client.words("main")


def social_worker(cast: Cast, name: str) -> tuple[Account, Organisation]:
    worker, county = make.account(name), place(cast, "county")
    make.membership(worker, county, Role.SOCIAL_WORKER)
    return worker, county


def test_that_there_is_a_social_worker_is_for_who_reads_of_the_family(cast: Cast, client: Client) -> None:
    worker, _county = social_worker(cast, "Sue Ward")
    make.care_link(worker, ellie(cast), CareKind.SOCIAL_WORKER)
    db.session.commit()
    for who in (cast.key_adult, cast.attendance_officer, cast.dani, cast.head):
        told = "Sue Ward" in who_looks_in(client, cast, who)
        assert told is (who is not cast.key_adult), who.key


def test_nor_is_a_window_of_social_care(cast: Cast, client: Client) -> None:
    worker, county = social_worker(cast, "Ned Ward")
    kind = {"receiver": Receiver.SOCIAL_CARE, "duty": Duty.CARE_ORDER}
    make_windows.on_duty(ellie(cast), worker, county, account(cast.head), (Part.ATTENDANCE,), **kind)
    db.session.commit()
    assert "Ned Ward" in who_looks_in(client, cast, cast.head)
    assert "Ned Ward" not in who_looks_in(client, cast, cast.key_adult)


def test_who_of_the_family_agreed_is_named_to_who_reads_of_the_family(cast: Cast, client: Client) -> None:
    granted(cast, Part.PLAN, carers=(cast.larkdale.ids["carer"],))
    db.session.commit()
    assert "‘Mum’ agreed in person" in who_looks_in(client, cast, cast.dani)
    said = who_looks_in(client, cast, cast.key_adult)
    assert "Mum" not in said and "A parent or carer agreed in person" in said


def test_what_the_law_asks_for_is_closed_by_who_answers_for_it(cast: Cast, client: Client) -> None:
    """It may be about the mentor."""
    window = on_duty(cast, Part.ATTENDANCE)
    db.session.commit()
    url = f"/pupils/{cast.ellie.pupil_id}/windows/{window.id}/close"
    for who in (cast.dani, cast.head_of_year):
        assert "closes it. Ask them" in who_looks_in(client, cast, who)
        client.post(url, data={}, status=403)
    assert db.session.get_one(Window, window.id).ended_at is None
    client.sign_in(cast.head).post(url, data={}, status=303)
    db.session.expire_all()
    assert db.session.get_one(Window, window.id).ended_at is not None
