"""Fills an installation of the soak's own: the demonstration's valley, and in it everybody who comes this morning.

In a process of its own; it says as JSON who they are and the password that they all have, which nobody else knows.
"""

import argparse
import datetime as dt
import itertools
import json
import secrets
import sys
import uuid
from collections.abc import Iterator
from dataclasses import asdict

import sqlalchemy as sa

from bench.soak.person import Who
from tests import make, make_desk
from virtual_school import create_app
from virtual_school.core import clock
from virtual_school.core.db import analyse, db, enter_network, writing
from virtual_school.demo.load import load
from virtual_school.identity import passwords
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, AssignmentState
from virtual_school.library.models import LessonRevision
from virtual_school.network import own_clock
from virtual_school.network.models import Network, Organisation, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Pupil

# One mentor has so many pupils; one teacher answers for so many.
CASELOAD, CLASS = 14, 12
# What is set to each pupil, and what waits in a teacher's pile as the morning begins.
WORKS, WAITING = 5, 6
LEADS = 4
OF_THE_LEAD = ("/waiting", "/panels", "/referrals", "/pupils")


class Filling:
    """Everybody of one morning, inside one transaction that writes."""

    def __init__(self, password: str) -> None:
        self.hashed = passwords.hashed(password)
        self.home = _organisations(OrganisationKind.VIRTUAL_SCHOOL)[0]
        self.schools = _organisations(OrganisationKind.SCHOOL)
        self.lessons = list(db.session.scalars(sa.select(LessonRevision).order_by(LessonRevision.id).limit(40)))
        self.whos: list[Who] = []

    def everybody(self, people: int) -> list[Who]:
        """So many people in all, in the proportions of a morning; never fewer than one of each kind."""
        mentors = max(people // (CASELOAD + 3), 1)
        teachers = max(people // (CLASS + 3), 1)
        leads = min(LEADS, max(people // 100, 1))
        pupils = max(people - mentors - teachers - leads, 1)
        children = self._caseloads(pupils, mentors)
        self._set_work(children, [self._teacher(number) for number in range(teachers)])
        for number in range(leads):
            account = self._account(f"Lead {number}", "lead", OF_THE_LEAD)
            make.membership(account, self.home, Role.VIRTUAL_SCHOOL_LEAD)
        return self.whos

    def _account(self, name: str, role: str, pages: tuple[str, ...] = ()) -> Account:
        login = f"soak.{role}.{len(self.whos)}"
        address = {} if role == "pupil" else {"email": f"{login}@soak.example"}
        account = make.account(name, login_name=login, **address)
        make.credential(account, self.hashed)
        self.whos.append(Who(role, login, pages))
        return account

    def _caseloads(self, pupils: int, mentors: int) -> list[tuple[Pupil, Account]]:
        """Each mentor with an even share of the pupils, every one with plan, week, sessions, notes and past work."""
        found = []
        for number in range(mentors):
            account = self._account(f"Soak Mentor {number}", "mentor")
            make.membership(account, self.home, Role.MENTOR)
            share = len(range(number, pupils, mentors))
            for child in make_desk.caseload(account, self.schools, self.lessons[0], share):
                child.account_id = self._account(f"{child.given_name} {child.family_name}", "pupil").id
                found.append((child, account))
        return found

    def _teacher(self, number: int) -> tuple[Account, Organisation]:
        account, school = self._account(f"Soak Teacher {number}", "teacher"), self.schools[number % len(self.schools)]
        make.membership(account, school, Role.TEACHER)
        return account, school

    def _set_work(self, children: list[tuple[Pupil, Account]], teachers: list[tuple[Account, Organisation]]) -> None:
        """To each pupil work of their own, answered by one teacher; and to each teacher what came in yesterday."""
        lessons: Iterator[LessonRevision] = itertools.cycle(self.lessons)
        yesterday = clock.now() - dt.timedelta(hours=18)
        waiting = dict.fromkeys(range(len(teachers)), 0)
        started = self._started(children)
        for number, (child, mentor) in enumerate(children):
            teacher, school = teachers[number % len(teachers)]
            for work in started.get(child.id, []):
                make.attempt(work)
                make.marker(work, child, teacher, school)
            for _work in range(WORKS):
                work = make.assignment(child, next(lessons), mentor)
                make.marker(work, child, teacher, school)
            if waiting[number % len(teachers)] < WAITING:
                waiting[number % len(teachers)] += 1
                old = make.assignment(child, next(lessons), mentor, state=AssignmentState.HANDED_IN, set_at=yesterday)
                make.marker(old, child, teacher, school)
                make.hand_in(make.attempt(old), pressed_at=yesterday, arrived_at=yesterday)
        db.session.flush()

    def _started(self, children: list[tuple[Pupil, Account]]) -> dict[uuid.UUID, list[Assignment]]:
        """What the builders call started: it still wants its attempt, and somebody who answers it."""
        found: dict[uuid.UUID, list[Assignment]] = {child.id: [] for child, _mentor in children}
        for work in db.session.scalars(sa.select(Assignment).where(Assignment.state == AssignmentState.STARTED)):
            found.get(work.pupil_id, []).append(work)
        return found


def _organisations(kind: OrganisationKind) -> list[Organisation]:
    question = sa.select(Organisation).where(Organisation.kind == kind).order_by(Organisation.sort_key).limit(6)
    return list(db.session.scalars(question))


def fill(people: int) -> dict[str, object]:
    password = secrets.token_urlsafe(9)
    load()
    network = db.session.query(Network).filter_by(slug="larkdale").one()
    with clock.pretend(own_clock.moment(network, clock.real()) or clock.real()):
        enter_network(network.id)
        with writing():
            whos = Filling(password).everybody(people)
        analyse()  # as the worker does each hour
    return {"password": password, "slug": network.slug, "people": [asdict(who) for who in whos]}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.soak.fill", description=__doc__)
    parser.add_argument("people", type=int)
    with create_app().app_context():
        json.dump(fill(parser.parse_args().people), sys.stdout)


if __name__ == "__main__":
    main()
