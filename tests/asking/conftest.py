"""What tests of asking share: Ellie, her teacher, a subject, a Tuesday morning in term that a test may move on."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from tests import make
from tests.attendance.conftest import next_tuesday
from tests.cast import Cast, Person
from virtual_school.asking import actions
from virtual_school.asking.models import WorkRequest
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.library import changes as library
from virtual_school.network.models import Organisation, Term
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Pupil

TUESDAY = next_tuesday()
Hold = Callable[[dt.datetime], None]


def at(hour: int, minute: int = 0, on: dt.date = TUESDAY) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour, minute), clock.LONDON)


@pytest.fixture
def hold(app: App) -> Iterator[Hold]:
    """Hold the clock at a moment until the test ends; a second one replaces the first."""
    with ExitStack() as held:

        def to(moment: dt.datetime) -> None:
            held.close()
            held.enter_context(clock.freeze(moment))

        yield to


def said(day: dt.date) -> str:
    """As a page says it."""
    return f"{day:%A} {day.day} {day:%B}"


@dataclass(frozen=True, slots=True)
class Around:
    """Rows of the cast, by name."""

    cast: Cast
    music: uuid.UUID

    def account(self, person: Person) -> Account:
        return db.session.get_one(Account, person.account_id)

    def place(self, key: str) -> Organisation:
        return db.session.get_one(Organisation, self.cast.larkdale.organisations[key])

    def id(self, name: str) -> uuid.UUID:
        return self.cast.larkdale.ids[name]

    @property
    def ellie(self) -> Pupil:
        return db.session.get_one(Pupil, self.cast.ellie.pupil_id)

    @property
    def subject(self) -> Term:
        return db.session.get_one(Term, self.music)

    def asked(self, **other: object) -> dict[str, object]:
        """As the form sends it: music, of Mr Hale."""
        sent = {"subject_id": self.music, "teacher_id": self.cast.own_teacher.account_id}
        return {**sent, "words": "A song to sing alone, up to Friday.", **other}

    def request(self) -> WorkRequest:
        db.session.expire_all()
        return db.session.scalars(sa.select(WorkRequest).where(WorkRequest.subject_id == self.music)).one()

    def told(self, kind: str) -> set[str]:
        """By the keys of the cast: whom a notice of this kind about the request waits for."""
        waiting = [Notice.kind == kind, Notice.object_id == self.request().id, Notice.settled_at.is_(None)]
        found = set(db.session.scalars(sa.select(Notice.account_id).where(*waiting)))
        return {person.key for person in self.cast if person.account_id in found}

    def goes_on(self) -> dt.datetime | None:
        """As the job does it: by the system, under its rule."""
        db.session.commit()
        again = actions.pass_on(Viewer.system("request.pass_on", self.cast.larkdale.network_id), self.request().id)
        db.session.commit()
        return again


@pytest.fixture
def around(cast: Cast, hold: Hold) -> Around:
    hold(at(9, 30))
    music = make.subject("Music")
    library.index_again(None, 100)
    db.session.commit()
    return Around(cast, music.id)
