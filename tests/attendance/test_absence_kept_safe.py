"""Who must not meet a child says nothing of them; and what one carer told is not every other's to know or to end."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_attendance, make_safeguarding
from tests.attendance.conftest import account, nothing_told, pupil
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.attendance.absences import people, queries
from virtual_school.attendance.models import Absence
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareLink


@pytest.fixture(autouse=True)
def nobody_away(cast: Cast) -> None:
    nothing_told(cast)
    db.session.commit()


def page(cast: Cast) -> str:
    return f"/children/{cast.ellie.pupil_id}/absence"


def rows(cast: Cast) -> list[Absence]:
    return list(db.session.scalars(sa.select(Absence).where(Absence.pupil_id == cast.ellie.pupil_id)))


@pytest.fixture
def apart(cast: Cast) -> None:
    lead = cast.safeguarding_lead.account_id
    make_safeguarding.keep_apart(pupil(cast.ellie), lead, account_id=cast.mum.account_id)
    db.session.commit()


def test_who_must_not_meet_the_child_tells_nothing_of_them(cast: Cast, client: Client, apart: None) -> None:
    """Whom we are told is away nobody looks for: it is never theirs to say."""
    client.sign_in(cast.mum).get("/children")
    assert "won’t be in" not in client.words("main")
    client.get(page(cast), 404)
    client.post(page(cast), {"span": "day", "why": "ill", "on": clock.today().isoformat()}, 404)
    assert rows(cast) == []


def test_nor_by_phone(cast: Cast, client: Client, apart: None) -> None:
    url = f"/pupils/{cast.ellie.pupil_id}/absence"
    client.sign_in(cast.attendance_officer).get(url)
    assert "Helen" not in client.words("main")
    sent = {"carer_id": str(cast.larkdale.ids["carer"]), "span": "day", "why": "ill", "read_back": "y"}
    client.post(url, sent, 422)
    assert rows(cast) == []


def test_what_another_carer_told_is_neither_known_nor_ended_by_who_may_not_see_the_record(
    cast: Cast, client: Client, acting: Callable[[Person], Viewer]
) -> None:
    sue = make.carer(pupil(cast.ellie), "Sue Farrow", called="Sue")
    told = make_attendance.absence(pupil(cast.ellie), sue.id, account(cast.dani), by_phone=True)
    told.starts_on = told.ends_on = clock.today() + make.dt.timedelta(days=1)
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    link.may_see_record = link.may_see_whereabouts = False
    db.session.commit()
    client.sign_in(cast.mum).get(page(cast))
    assert not client.select("form[action$='/back']")
    (child,) = queries.children(acting(cast.mum))
    assert queries.known_to(child) == []
    client.post(f"{page(cast)}/back", {"back": f"{told.starts_on.isoformat()} am"})
    db.session.expire_all()
    assert told.back_on is None


def test_nobody_is_reminded_of_a_child_about_whom_everything_is_stopped(cast: Cast, client: Client) -> None:
    make_safeguarding.hold(pupil(cast.ellie), cast.safeguarding_lead.account_id)
    db.session.commit()
    client.sign_in(cast.mum).get("/children")
    assert "won’t be in" not in client.words("main")


def test_a_link_without_its_role_is_told_nothing(cast: Cast) -> None:
    told = make_attendance.absence(pupil(cast.ellie), cast.larkdale.ids["carer"], account(cast.mum))
    assert cast.dani.account_id in {one for one, _because in people.to_tell(told)}
    held = sa.select(make.Membership).where(make.Membership.account_id == cast.dani.account_id)
    for row in db.session.scalars(held):
        row.ended_at = clock.now()
    db.session.flush()
    assert cast.dani.account_id not in {one for one, _because in people.to_tell(told)}
