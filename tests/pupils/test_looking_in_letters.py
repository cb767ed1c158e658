"""A letter that waited while the window ended is not sent."""

import pytest

from tests import make
from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.core.mail import Letter, queue_mail
from virtual_school.identity.models import Account
from virtual_school.pupils.letters import only_to_who_may_follow
from virtual_school.pupils.models import CareKind, Pupil, Window


def asked(cast: Cast, person: Person) -> Sending:
    row = queue_mail(
        "somebody@larkdale.example", "Hello", "Words.", account_id=person.account_id, about_id=cast.ellie.pupil_id
    )
    db.session.flush()
    return only_to_who_may_follow(Letter.of(row))


def close(cast: Cast, person: Person) -> None:
    for row in db.session.query(Window).where(Window.account_id == person.account_id):
        row.ended_at, row.ended_by = clock.now(), cast.lead.account_id
    db.session.flush()


def test_while_it_is_open_the_letter_goes(cast: Cast) -> None:
    assert asked(cast, cast.agency) is Sending.YES


def test_after_its_end_it_does_not(cast: Cast) -> None:
    close(cast, cast.agency)
    assert asked(cast, cast.agency) is Sending.NEVER


@pytest.mark.parametrize("key", ["mum", "dani", "head", "lead"])
def test_who_is_something_else_to_the_pupil_still_hears(cast: Cast, key: str) -> None:
    """They too looked through a window once: what they are besides is enough."""
    person = getattr(cast, key)
    row = db.session.get_one(Window, cast.larkdale.ids["window_past"])
    row.account_id = person.account_id
    close(cast, person)
    assert asked(cast, person) is Sending.YES


def test_one_window_of_two_is_enough(cast: Cast) -> None:
    close(cast, cast.agency_past)
    assert asked(cast, cast.agency_past) is Sending.NEVER
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    make.care_link(db.session.get_one(Account, cast.agency_past.account_id), pupil, CareKind.MENTOR)
    assert asked(cast, cast.agency_past) is Sending.YES
