"""The pages that are opened all day keep to their budgets, and ask no more for a hundred rows than for ten."""

import uuid
from collections.abc import Callable

import pytest

from tests import make
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import AssignmentState
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import Pupil

# Who opens it, where; at most so many queries, kilobytes over the wire, elements.
PAGES: dict[str, tuple[str, int, float, int]] = {
    "/today": ("ellie", 8, 4, 200),
    "/my-work": ("ellie", 5, 4, 200),
    "/desk": ("dani", 22, 8, 450),
    "/to-answer": ("lunt", 6, 4, 200),
    "/library": ("lunt", 5, 4, 250),
    "/people": ("lead", 6, 6, 400),
    "/pupils": ("lead", 6, 4, 250),
}


@pytest.mark.parametrize("url", PAGES)
def test_pages_keep_to_their_budget(url: str, client: Client, cast: Cast) -> None:
    who, queries, kilobytes, nodes = PAGES[url]
    keeps_to(client.sign_in(getattr(cast, who)), url, queries=queries, kilobytes=kilobytes, nodes=nodes)


class Rows:
    """Adds rows of the kinds that lists are made of, each flushed alone."""

    def __init__(self, cast: Cast) -> None:
        larkdale = cast.larkdale
        self.dani = self.account(cast.dani)
        self.lunt = self.account(cast.lunt)
        self.ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
        self.revision = db.session.get_one(LessonRevision, larkdale.lessons["ashfold"].revision_id)
        self.ashfold = self.organisation(larkdale.organisations["ashfold"])
        self.wren_hill = self.organisation(larkdale.organisations["wren_hill"])
        self.subject = db.session.get_one(Term, larkdale.ids["subject"])

    @staticmethod
    def account(person: Person) -> Account:
        return db.session.get_one(Account, person.account_id)

    @staticmethod
    def organisation(identifier: uuid.UUID) -> Organisation:
        return db.session.get_one(Organisation, identifier)

    def work(self) -> object:
        return make.assignment(self.ellie, self.revision, self.dani)

    def to_answer(self) -> object:
        work = make.assignment(self.ellie, self.revision, self.dani, state=AssignmentState.HANDED_IN)
        make.marker(work, self.ellie, self.lunt, self.ashfold)
        return make.hand_in(make.attempt(work))

    def pupil(self) -> object:
        pupil = make.pupil()
        make.enrolment(pupil, self.wren_hill)
        return make.care_link(self.dani, pupil)

    def lesson(self) -> object:
        return make.revision(make.lesson(self.lunt, self.ashfold, self.subject))

    def person(self) -> object:
        return make.account()


Add = Callable[[Rows], object]
LISTS: dict[str, tuple[str, Add]] = {
    "/today": ("ellie", Rows.work),
    "/my-work": ("ellie", Rows.work),
    "/desk": ("dani", Rows.pupil),
    "/to-answer": ("lunt", Rows.to_answer),
    "/library": ("lunt", Rows.lesson),
    "/pupils": ("lead", Rows.pupil),
    "/people": ("lead", Rows.person),
}


@pytest.mark.parametrize("url", LISTS)
def test_a_hundred_rows_cost_no_more_questions_than_ten(url: str, client: Client, cast: Cast) -> None:
    who, add = LISTS[url]
    rows = Rows(cast)
    stays_flat(client.sign_in(getattr(cast, who)), url, lambda: add(rows))
