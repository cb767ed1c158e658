"""What was given to let somebody in opens nothing once whoever gave it, or whom it is for, has lost the right."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_cards
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from tests.make_cards import CODE, LETTER
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import Refused
from virtual_school.identity import actions as identity
from virtual_school.identity import changes as accounts
from virtual_school.identity.models import Account, Membership, SignIn
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes
from virtual_school.pupils.joining import queries as joining
from virtual_school.pupils.models import CareLink, Carer, Joining, Pupil

Acting = Callable[[Person], Viewer]
DOOR, WORDS = "/n/larkdale/", "lantern otter biscuit"


@pytest.fixture
def letter(cast: Cast) -> Carer:
    """A letter is on its way to a carer of Tariq's, and its code with it."""
    tariq, lead = db.session.get_one(Pupil, cast.tariq.pupil_id), db.session.get_one(Account, cast.lead.account_id)
    carer = make.carer(tariq, "Karl Reed", called="Dad")
    make_cards.joining(carer, lead, email="karl@home.example")
    db.session.commit()
    return carer


def opens(client: Client) -> bool:
    client.get(f"{DOOR}join/{LETTER}", 303)
    client.follow()
    client.submit("main form", None, code=CODE)
    return client.response.status_code == 303


def test_the_letter_and_its_code_open(letter: Carer, client: Client) -> None:
    assert opens(client)


def test_a_letter_ends_with_the_carer_and_stays_so(letter: Carer, cast: Cast, client: Client, acting: Acting) -> None:
    changes.end_carer(acting(cast.lead), letter, "A court order", by_order=True)
    changes.reopen_carer(acting(cast.lead), letter, "The order was lifted")
    db.session.commit()
    assert not opens(client)
    assert joining.waiting(letter.pupil_id) == []


def test_a_letter_from_before_an_order_opens_nothing(letter: Carer, cast: Cast, client: Client, acting: Acting) -> None:
    changes.change_carer(acting(cast.lead), letter, phone="01632 960001")
    assert len(joining.waiting(letter.pupil_id)) == 1
    changes.change_carer(acting(cast.lead), letter, order_in_force="No contact until June")
    db.session.commit()
    assert not opens(client)
    assert db.session.scalars(sa.select(Joining).where(Joining.carer_id == letter.id)).one().ended_at is not None


def test_between_code_and_password_the_order_counts_too(
    letter: Carer, cast: Cast, client: Client, acting: Acting
) -> None:
    assert opens(client)
    changes.change_carer(acting(cast.lead), letter, order_in_force="No contact until June")
    db.session.commit()
    client.post(f"{DOOR}join/new", {"password": "river-apple-lantern"}, 404)
    assert db.session.scalar(sa.select(CareLink).where(CareLink.carer_id == letter.id)) is None


def test_nobody_joins_as_the_parent_of_somebody_who_is_eighteen(letter: Carer, client: Client) -> None:
    tariq, today = db.session.get_one(Pupil, letter.pupil_id), clock.today()
    tariq.date_of_birth = today.replace(year=today.year - 18, day=min(today.day, 28))
    db.session.commit()
    assert not opens(client)


def test_nobody_is_invited_to_be_it(letter: Carer, cast: Cast, client: Client) -> None:
    db.session.get_one(Pupil, letter.pupil_id).date_of_birth = dt.date(2000, 1, 1)
    client.sign_in(cast.lead).get(f"/pupils/{letter.pupil_id}/care/carer")
    client.submit(
        f'form[action$="{letter.pupil_id}/care/carer"]', None, carer_id=str(letter.id), email="karl@home.example"
    )
    assert client.response.status_code in (409, 422) and "eighteen" in client.words("main")


# words given to a child -----------------------------------------------------------------------------------------------


def given_by(cast: Cast, person: Person) -> None:
    ellie = db.session.get_one(Account, cast.ellie.account_id)
    make_cards.slip(ellie, WORDS.replace(" ", "-"), made_by=person.account_id)
    db.session.commit()


def lets_in(cast: Cast, client: Client) -> bool:
    db.session.commit()
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": WORDS, "next": ""}, None)
    return client.response.status_code == 303


def test_words_let_the_child_in(cast: Cast, client: Client) -> None:
    given_by(cast, cast.dani)
    assert lets_in(cast, client)


def test_words_of_a_mentor_end_with_their_link(cast: Cast, client: Client, acting: Acting) -> None:
    given_by(cast, cast.dani)
    link = sa.select(CareLink).where(
        CareLink.account_id == cast.dani.account_id, CareLink.pupil_id == cast.ellie.pupil_id
    )
    changes.end_care(acting(cast.lead), db.session.scalars(link).one(), "A concern")
    assert not lets_in(cast, client)


def test_and_with_their_role(cast: Cast, client: Client, acting: Acting) -> None:
    given_by(cast, cast.dani)
    held = sa.select(Membership).where(Membership.account_id == cast.dani.account_id)
    accounts.end_membership(acting(cast.lead), db.session.scalars(held).first(), "They left")
    assert not lets_in(cast, client)


def test_and_with_their_account(cast: Cast, client: Client, acting: Acting) -> None:
    given_by(cast, cast.dani)
    accounts.close_account(acting(cast.lead), db.session.get_one(Account, cast.dani.account_id), "They left")
    assert not lets_in(cast, client)


def test_another_mentors_words_stay(cast: Cast, client: Client, acting: Acting) -> None:
    given_by(cast, cast.key_adult)
    link = sa.select(CareLink).where(
        CareLink.account_id == cast.dani.account_id, CareLink.pupil_id == cast.ellie.pupil_id
    )
    changes.end_care(acting(cast.lead), db.session.scalars(link).one(), "Sam takes over")
    assert lets_in(cast, client)


# a computer that several use ------------------------------------------------------------------------------------------


def left(client: Client, cast: Cast, person: Person) -> None:
    """Ellie's page stands open, her sign-in has ended, and somebody signs in at the same computer."""
    client.sign_in(cast.ellie)
    db.session.get_one(SignIn, cast.ellie.sign_in_id).ended_at = clock.now()
    db.session.commit()
    client.post(DOOR, {"name": person.login_name, "password": PASSWORD, "next": ""})


def test_what_one_wrote_is_not_sent_in_the_name_of_the_next(cast: Cast, client: Client) -> None:
    left(client, cast, cast.tariq)
    client.post("/hat", {"hat": "pupil"}, 400)


def test_the_same_person_sends_their_page_after_signing_in_again(cast: Cast, client: Client) -> None:
    left(client, cast, cast.ellie)
    client.post("/hat", {"hat": "pupil"})


# an administrator, who reaches no child -------------------------------------------------------------------------------


def test_an_administrator_makes_nobody_a_clerk_who_reads_packs(cast: Cast, acting: Acting) -> None:
    someone, where = db.session.get_one(Account, cast.sam.account_id), cast.larkdale.organisations["larkdale"]
    with pytest.raises(Refused):
        identity.give_role(acting(cast.administrator), someone, role=Role.PANEL_CLERK, organisation_id=where)
    assert identity.give_role(acting(cast.lead), someone, role=Role.PANEL_CLERK, organisation_id=where)
