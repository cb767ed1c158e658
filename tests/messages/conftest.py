"""What tests of messages share: Ellie, the people around her, and the threads that the cast holds."""

import uuid
from dataclasses import dataclass

import pytest

from tests.cast import Cast, Person
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.messages.models import Thread
from virtual_school.pupils.models import Pupil


@dataclass(frozen=True, slots=True)
class Around:
    """Rows of the cast, by name."""

    cast: Cast

    @property
    def ellie(self) -> Pupil:
        return db.session.get_one(Pupil, self.cast.ellie.pupil_id)

    def account(self, person: Person) -> Account:
        return db.session.get_one(Account, person.account_id)

    def id(self, name: str) -> uuid.UUID:
        return self.cast.larkdale.ids[name]

    def thread(self, name: str = "thread of ellie") -> Thread:
        return db.session.get_one(Thread, self.id(name))

    def url(self, name: str = "thread of ellie") -> str:
        return f"/messages/{self.id(name)}"


@pytest.fixture
def around(cast: Cast) -> Around:
    return Around(cast)
