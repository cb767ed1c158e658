"""The log of who looked tells nobody what is kept from them: neither that a record was opened about them, nor where."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests.attack.test_glass import break_it
from tests.attack.test_glass_told import make_lead
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.test_looks import log_of, noted
from tests.taking import whole
from tests.whole_app.access_worried import SERIOUS
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.models import Concern, Serious


def held_back_page(client: Client, who: Person, hat: str, cast: Cast) -> str:
    client.sign_in(who, hat=hat).get(f"/pupils/{cast.tariq.pupil_id}/held-back")
    return client.response.get_data(as_text=True)


def test_whose_looks_can_be_held_back_names_nobody_who_opened_it_without_a_link(cast: Cast, client: Client) -> None:
    hat = make_lead(cast, cast.bell, "stonegate")
    break_it(cast, client, about_staff=True)
    client.get(f"/pupils/{cast.tariq.pupil_id}")
    assert cast.safeguarding_lead.name not in held_back_page(client, cast.bell, hat, cast)
    client.sign_in(cast.kit).get(f"/pupils/{cast.tariq.pupil_id}")
    assert cast.kit.name in held_back_page(client, cast.bell, hat, cast)


def test_whoever_reads_a_concern_about_a_schools_staff_is_not_in_that_schools_log(cast: Cast, client: Client) -> None:
    own = make_lead(cast, cast.bell, "stonegate")
    networks = make_lead(cast, cast.sam, "larkdale")
    glass = break_it(cast, client, about_staff=True)
    client.post(
        f"/opened-without-a-link/{glass.id}/concern", data={"words": "It is her teacher.", "once": "b-key"}, status=303
    )
    concern_id = db.session.scalars(sa.select(Concern.id).where(Concern.about_id == glass.id)).one()
    client.sign_in(cast.sam, hat=networks).get("/handed-to-me")
    client.get(str(client.one(f".rows a[href='/handed-to-me/{concern_id}']").get("href")))
    client.sign_in(cast.bell, hat=own).get("/looks")
    assert cast.sam.name not in client.words("main")
    client.sign_in(cast.sam, hat=networks).get("/looks")
    assert cast.sam.name in client.words("main tbody")


@pytest.fixture
def kept(cast: Cast) -> None:
    """Somebody at the college looked at Ellie's week; where she is is kept in confidence."""
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    college = db.session.get_one(Organisation, cast.larkdale.organisations["college"])
    tutor = make.account("Vikram Sayle")
    make.window(pupil, tutor, college, (Part.WEEK,))
    assert cast.safeguarding_lead.account_id
    make_safeguarding.confidential(
        pupil, cast.safeguarding_lead.account_id, starts_on=clock.today() - dt.timedelta(days=28)
    )
    noted(cast, as_person(cast, tutor), "college", by="window", hat="college_tutor", part="week")
    noted(cast, cast.own_teacher, "ashfold", by="school", hat="head_of_year")
    noted(cast, cast.dani, "larkdale")


def as_person(cast: Cast, account: Account) -> Person:
    return Person("tutor", account.name, account.id, "", cast.larkdale.network_id, "", "", account.id, cast.agency.role)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("key", ["lead", "head", "auditor"])
def test_the_log_tells_no_place_to_who_may_not_know_where_the_pupil_is(key: str, cast: Cast, client: Client) -> None:
    said = log_of(client, getattr(cast, key)) + whole(client, "/looks?as=csv")
    assert "Marlbridge" not in said and "Vikram" not in said and "Ashfold" not in said
    assert cast.dani.name in said and "Larkdale Virtual School" in said and cast.own_teacher.name in said


@pytest.mark.usefixtures("kept")
def test_and_tells_it_to_the_pupils_own_safeguarding_lead(cast: Cast, client: Client) -> None:
    said = log_of(client, cast.safeguarding_lead)
    assert "Marlbridge" in said and "Vikram" in said and "Ashfold" in said


@pytest.mark.parametrize(("about", "reader"), [("safeguarding_lead", "lead"), ("dani", "head")])
def test_whoever_reads_a_concern_about_staff_is_not_in_the_safeguarding_leads_log(
    about: str, reader: str, cast: Cast, client: Client
) -> None:
    hand_in = cast.larkdale.work["in"].hand_in_id
    client.sign_in(cast.key_adult).get(f"/worried/hand_in/{hand_in}")
    client.submit("main form", words="It is one of us.", is_adult="y", adult=str(getattr(cast, about).account_id))
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == hand_in)).one()
    photo = make_safeguarding.concern_file(concern)
    db.session.commit()
    client.sign_in(getattr(cast, reader)).get(f"/handed-to-me/{concern.id}")
    client.get(f"/handed-to-me/{concern.id}/files/{photo.id}/photo.txt")
    assert getattr(cast, reader).name not in log_of(client, cast.safeguarding_lead)


def test_nor_is_whoever_reads_of_something_serious_that_involves_somebody(cast: Cast, client: Client) -> None:
    leah = str(cast.safeguarding_lead.account_id)
    client.sign_in(cast.dani).get(f"/serious/new?pupil={cast.ellie.pupil_id}")
    client.submit("main form", **SERIOUS, adult=leah)
    serious = db.session.scalars(sa.select(Serious).order_by(Serious.id.desc())).first()
    assert serious is not None
    client.sign_in(cast.head).get(f"/serious/{serious.id}")
    client.get(f"/worried/serious/{serious.id}")
    assert "Safeguarding" not in log_of(client, cast.safeguarding_lead)
