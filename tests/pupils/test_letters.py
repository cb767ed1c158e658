"""A letter about a pupil is asked again when it goes: whether whoever gets it may still follow it."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.core.mail import Letter, queue_mail
from virtual_school.identity.models import Account, Membership
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.letters import only_to_who_may_follow
from virtual_school.pupils.models import CareLink, Joining

Acting = Callable[[Person], Viewer]


def asked(account_id: uuid.UUID | None, about_id: uuid.UUID | None, to: str = "somebody@larkdale.example") -> Sending:
    row = queue_mail(to, "Hello", "Words.", account_id=account_id, about_id=about_id)
    db.session.flush()
    return only_to_who_may_follow(Letter.of(row))


@pytest.fixture(autouse=True)
def _in_the_network(cast: Cast, acting: Acting) -> None:
    acting(cast.lead)


def test_whoever_is_linked_gets_it(cast: Cast) -> None:
    for person in (
        cast.ellie,
        cast.mum,
        cast.dani,
        cast.key_adult,
        cast.head_of_year,
        cast.safeguarding_lead,
        cast.lead,
    ):
        assert asked(person.account_id, cast.ellie.pupil_id) is Sending.YES, person.key


def test_whoever_is_not_gets_nothing(cast: Cast) -> None:
    for person in (cast.kit, cast.administrator, cast.auditor, cast.tariq):
        assert asked(person.account_id, cast.ellie.pupil_id) is Sending.NEVER, person.key
        assert asked(person.account_id, None) is Sending.YES, "it is about nobody"


def test_a_link_that_ended_meanwhile(cast: Cast) -> None:
    mentor = cast.dani.account_id
    links = sa.select(CareLink).where(CareLink.account_id == mentor, CareLink.pupil_id == cast.ellie.pupil_id)
    for link in db.session.scalars(links):
        link.ended_at = clock.now()
    db.session.flush()
    assert asked(mentor, cast.ellie.pupil_id) is Sending.NEVER


def test_a_role_that_ended_meanwhile(cast: Cast) -> None:
    head = cast.head.account_id
    for seat in db.session.scalars(sa.select(Membership).where(Membership.account_id == head)):
        seat.ended_at = clock.now()
    db.session.flush()
    assert asked(head, cast.ellie.pupil_id) is Sending.NEVER


def test_an_account_that_was_closed_meanwhile_gets_no_letter_at_all(cast: Cast) -> None:
    """So it is for a member of staff who died: the administrator closes the account."""
    db.session.get_one(Account, cast.dani.account_id).closed_at = clock.now()
    db.session.flush()
    assert asked(cast.dani.account_id, None) is Sending.NEVER
    assert asked(cast.dani.account_id, cast.ellie.pupil_id) is Sending.NEVER


def test_an_invitation_while_it_is_open(cast: Cast) -> None:
    row = db.session.scalars(sa.select(Joining).where(Joining.id == cast.larkdale.ids["joining"])).one()
    row.used_at = row.ended_at = None
    row.expires_at = clock.real().replace(year=clock.real().year + 1)
    db.session.flush()
    assert asked(None, row.pupil_id, row.email) is Sending.YES
    assert asked(None, row.pupil_id, "another@larkdale.example") is Sending.NEVER
    row.ended_at = clock.real()
    db.session.flush()
    assert asked(None, row.pupil_id, row.email) is Sending.NEVER
