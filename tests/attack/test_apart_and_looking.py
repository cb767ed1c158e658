"""Whoever must not meet a pupil is not let nearer by a reason of their own, nor by what ran before."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding, make_windows
from tests.attack.test_glass import REASON, born, page
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.changes import Agreed
from virtual_school.pupils.models import Glass, How, Part, Pupil, WhereaboutsReader, Window
from virtual_school.safeguarding import apart
from virtual_school.safeguarding.apart import KeptApart
from virtual_school.safeguarding.models import KeepApart
from virtual_school.safeguarding.protecting import changes

Acting = Callable[[Person], Viewer]


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def keep(cast: Cast, person: Person, other: Person) -> KeepApart:
    pupil = db.session.get_one(Pupil, person.pupil_id)
    row: KeepApart = make_safeguarding.keep_apart(pupil, account(cast.head).id, account_id=other.account_id)
    db.session.commit()
    return row


def open_it(cast: Cast, client: Client, status: int) -> None:
    sent = {"name": "Tariq Bell", "born": born(cast), "reason": REASON, "once": uuid.uuid4().hex}
    client.sign_in(cast.safeguarding_lead).post("/open-without-a-link", data=sent, status=status)


def test_a_lead_who_is_kept_from_a_pupil_does_not_open_their_record(cast: Cast, client: Client) -> None:
    row = keep(cast, cast.tariq, cast.safeguarding_lead)
    client.sign_in(cast.safeguarding_lead)
    sent = {"name": "Tariq Bell", "born": born(cast), "reason": REASON, "once": "a-key"}
    client.post("/open-without-a-link", data=sent, status=422)
    assert apart.words() in client.words("main")
    client.get(page(cast), 404)
    assert not db.session.scalars(sa.select(Glass).where(Glass.ends_at > clock.now())).all()
    tried = db.session.scalars(sa.select(Note).where(Note.kind == "apart.tried")).one()
    assert (tried.object_id, tried.account_id) == (row.id, cast.safeguarding_lead.account_id)


def test_what_they_have_open_already_is_told_to_whoever_keeps_them_apart(cast: Cast, client: Client) -> None:
    open_it(cast, client, 303)
    row = keep(cast, cast.tariq, cast.safeguarding_lead)
    assert apart.clashes(row) == ["The record, opened without a link"]


def test_a_window_onto_little_is_no_reason_to_wait(cast: Cast, client: Client) -> None:
    tariq = db.session.get_one(Pupil, cast.tariq.pupil_id)
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make.window(tariq, account(cast.safeguarding_lead), school, (Part.IDENTITY,))
    open_it(cast, client, 303)
    client.get(page(cast) + "/plan")
    open_it(cast, client, 422)
    assert "You reach this record already" in client.words("main")


@pytest.fixture
def window(cast: Cast) -> Window:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
    return make_windows.granted(ellie, account(cast.agency_past), bridge, account(cast.lead), (Part.PLAN,))


def test_a_window_does_not_run_longer_for_who_is_kept_from_the_pupil(
    cast: Cast, acting: Acting, window: Window
) -> None:
    keep(cast, cast.ellie, cast.agency_past)
    assert window.ends_on
    agreed = Agreed((None,), How.IN_PERSON, clock.today())
    with pytest.raises(KeptApart):
        pupils.prolong_window(
            acting(cast.lead), window, ends_on=window.ends_on + dt.timedelta(days=7), because="So.", agreed=agreed
        )


def test_nor_are_they_named_to_know_where_the_pupil_is(cast: Cast, acting: Acting) -> None:
    leah = acting(cast.safeguarding_lead)
    assert cast.ellie.pupil_id and cast.dani.account_id
    kept = changes.keep_whereabouts(leah, pupil_id=cast.ellie.pupil_id, reason="Her father looks for her.")
    keep(cast, cast.ellie, cast.dani)
    with pytest.raises(KeptApart):
        changes.name_reader(leah, kept, cast.dani.account_id)
    assert not db.session.scalars(sa.select(WhereaboutsReader)).all()
