"""Who comes back looks after nobody of before, until a lead names them again."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity import actions as identity
from virtual_school.identity.models import Account, Membership
from virtual_school.identity.returning import actions as returning
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, CareLink, Pupil

Acting = Callable[[Person], Viewer]


@pytest.fixture
def link(cast: Cast) -> uuid.UUID:
    """Dani's link to Ellie."""
    found: uuid.UUID = cast.larkdale.ids["mentor of ellie"]
    return found


def dani(cast: Cast) -> Account:
    return db.session.get_one(Account, cast.dani.account_id)


def role_of(cast: Cast) -> Membership:
    return db.session.get_one(Membership, cast.larkdale.ids["membership of dani"])


def give(by: Viewer, cast: Cast, where: uuid.UUID | None = None, starts_on: dt.date | None = None) -> None:
    at = where or role_of(cast).organisation_id
    identity.give_role(by, dani(cast), role=Role.MENTOR, organisation_id=at, starts_on=starts_on)
    db.session.commit()


def is_over(link: uuid.UUID) -> bool:
    db.session.expire_all()
    return db.session.get_one(CareLink, link).ended_at is not None


def test_who_returns_to_an_account_has_no_pupil_of_before(
    cast: Cast, client: Client, acting: Acting, link: uuid.UUID
) -> None:
    identity.close_account(acting(cast.lead), dani(cast), "They leave")
    db.session.commit()
    assert not is_over(link)  # a lead still sees it, and hands it over
    administrator = acting(cast.administrator)
    returning.reopen(administrator, dani(cast), "Back from a year in Leeds")
    give(administrator, cast)
    assert is_over(link)
    told = sa.select(AuditEvent).where(AuditEvent.event == "care_link.ended", AuditEvent.object_id == link)
    event = db.session.scalars(told).one()
    assert (event.because, event.account_id) == ("Back from a year in Leeds", cast.administrator.account_id)


def test_nor_who_is_given_an_ended_role_again(cast: Cast, acting: Acting, link: uuid.UUID) -> None:
    tariq = db.session.get_one(Pupil, cast.tariq.pupil_id)
    other = make.care_link(dani(cast), tariq, CareKind.SOCIAL_WORKER).id
    identity.end_role(acting(cast.lead), role_of(cast), "A concern")
    db.session.commit()
    assert not is_over(link)
    give(acting(cast.administrator), cast)
    assert is_over(link) and not is_over(other)
    told = sa.select(AuditEvent).where(AuditEvent.event == "care_link.ended", AuditEvent.object_id == link)
    assert db.session.scalars(told).one().because


def test_nor_whose_role_ended_by_its_day(cast: Cast, acting: Acting, link: uuid.UUID) -> None:
    held = role_of(cast)
    held.starts_on, held.ends_on = clock.today() - dt.timedelta(days=9), clock.today() - dt.timedelta(days=1)
    db.session.commit()
    give(acting(cast.administrator), cast)
    assert is_over(link)


def test_a_role_that_ends_before_long_takes_no_pupil(cast: Cast, acting: Acting, link: uuid.UUID) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    role_of(cast).ends_on = tomorrow
    db.session.commit()
    give(acting(cast.administrator), cast, starts_on=tomorrow + dt.timedelta(days=1))
    assert not is_over(link)


def test_a_role_at_one_more_place_takes_no_pupil(cast: Cast, acting: Acting, link: uuid.UUID) -> None:
    places = cast.larkdale.organisations.values()
    more = next(one for one in places if one != role_of(cast).organisation_id)
    make.membership(dani(cast), db.session.get_one(Organisation, more), Role.MENTOR)
    identity.end_role(acting(cast.lead), role_of(cast), "Works at one school now")
    give(acting(cast.administrator), cast)
    assert not is_over(link)


def test_what_was_handed_over_stays_with_whoever_took_it(cast: Cast, acting: Acting, link: uuid.UUID) -> None:
    lead = acting(cast.lead)
    identity.close_account(lead, dani(cast), "They leave")
    taken = pupils.begin_care(
        lead, account_id=cast.sam.account_id, pupil_id=cast.ellie.pupil_id, kind=CareKind.MENTOR
    ).id
    pupils.end_care(lead, db.session.get_one(CareLink, link), "Sam takes over")
    returning.reopen(acting(cast.administrator), dani(cast), "Back")
    give(acting(cast.administrator), cast)
    assert not is_over(taken) and db.session.get_one(CareLink, link).because == "Sam takes over"
