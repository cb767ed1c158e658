"""Fills a migrated, empty database for a measurement, and says what to ask for."""

import datetime as dt
import json
import sys
import uuid

import sqlalchemy as sa
from flask import Flask

from bench import many, shelf
from bench.pages import PASSWORD, PHOTOS
from tests import make, make_desk, make_panels
from virtual_school import create_app
from virtual_school.attendance.models import Seen, SeenHow
from virtual_school.core import clock, text
from virtual_school.core.db import analyse, db, enter_network, writing
from virtual_school.core.ids import digest, token, uuid7
from virtual_school.demo.grow import grow
from virtual_school.demo.load import load
from virtual_school.demo.valley import VIRTUAL_SCHOOL
from virtual_school.identity import changes as identity
from virtual_school.identity import passwords
from virtual_school.identity.models import Account, Membership, SignIn
from virtual_school.learning import changes as learning
from virtual_school.learning.models import Assignment
from virtual_school.library.models import LessonRevision
from virtual_school.messages import changes as messages
from virtual_school.messages.models import Seat, ThreadKind
from virtual_school.network import own_clock
from virtual_school.network.models import Network, Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, CareLink, Enrolment, Pupil, RollStatus
from virtual_school.pupils.viewers import hats_of
from virtual_school.referrals.models import ReferralState
from virtual_school.timetable.models import Session

# Of the valley itself, never of a copy of it: by their whole names.
SCHOOLS = ("Ashfold School", "Oakmoor School", "Stonegate High", "Wren Hill School")
TODAY, PILE, CASELOAD, READY = 12, 50, 14, 20
THREAD = 500
# Those that warm and count, and what of a short look is rounded up.
MORE_PHOTOS = 30
# Of the caseload so many have not been seen today when the morning is under way.
NOT_SEEN = 2
# How many the list of people holds at each size: fifty thousand at ten times.
PEOPLE = 5_000
# Pupils of others come by so many a transaction.
A_BATCH = 1_400
NO_RIGHTS = dict.fromkeys(("may_see_record", "may_see_whereabouts", "may_be_rung", "may_collect"), False)

GIVEN = ("Ann", "Ben", "Cleo", "Dev", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jo", "Kai", "Lena", "Mo")
FAMILY = ("Ash", "Birch", "Cole", "Dale", "Elm", "Firth", "Gale", "Hart", "Ives", "Judd", "Kerr")


class Filling:
    """The network that is filled, inside one transaction that writes."""

    def __init__(self) -> None:
        self.network = db.session.query(Network).filter_by(slug="larkdale").one()
        enter_network(self.network.id)
        self.mentor, self.teacher = self.viewer(name="Dani Okafor"), self.viewer(name="Helen Lunt")
        self.ellie = db.session.query(Pupil).filter_by(family_name="Marsh", given_name="Ellie").one()
        posted = {"title": "Ratio in recipes", "posted_by": self.teacher.account_id}
        # As it was posted last: its school has put it right since.
        revisions = db.session.query(LessonRevision).filter_by(**posted)
        self.lesson = revisions.order_by(LessonRevision.number.desc()).limit(1).one().id
        self.by = Viewer.system("demonstration", self.network.id)
        self._schools: list[uuid.UUID] = []

    def viewer(self, **who: object) -> Viewer:
        account = db.session.query(Account).filter_by(**who).one()
        hats, pupil_id = hats_of(account.id)
        return Viewer(account.id, self.network.id, account.name, hats, hats[0], pupil_id)

    def thread(self, pupil: Viewer) -> uuid.UUID:
        """A thread with much in it, by turns."""
        assert pupil.pupil_id
        places = (messages.Place(Seat.PUPIL), messages.Place(Seat.MENTOR))
        row = messages.start(self.mentor, pupil_id=pupil.pupil_id, kind=ThreadKind.MENTOR, places=places)
        for number in range(THREAD):
            by, seat = (pupil, Seat.PUPIL) if number % 2 else (self.mentor, Seat.MENTOR)
            words = f"{number}: see you at the library at ten, then."
            messages.send(by, thread_id=row.id, pupil_id=pupil.pupil_id, seat=seat, text=words)
        return row.id

    def set(self, pupil: uuid.UUID, answerer: Viewer) -> Assignment:
        assert answerer.account_id and answerer.organisation_id
        return learning.set_work(
            self.mentor,
            pupil_id=pupil,
            revision_id=self.lesson,
            account_id=answerer.account_id,
            organisation_id=answerer.organisation_id,
            through_window=answerer is not self.mentor,
        )

    def sign_in(self, viewer: Viewer) -> str:
        secret = token()
        ends = clock.real() + dt.timedelta(days=1)
        db.session.add(
            SignIn(
                account_id=viewer.account_id,
                digest=digest(secret),
                device="bench",
                created_at=clock.real(),
                expires_at=ends,
            )
        )
        return secret

    def another_pupil(self, family_name: str = "Pupil", login_name: str = "bench.pupil") -> Viewer:
        """A pupil of the bench's own, so that the many hand-ins leave the measured Today as it is."""
        account = identity.make_account(self.by, name=f"Bench {family_name}", login_name=login_name)
        pupil = pupils.enter_pupil(
            self.by,
            given_name="Bench",
            family_name=family_name,
            date_of_birth=dt.date(2012, 1, 1),
            year=10,
            account_id=account.id,
        )
        assert self.mentor.account_id
        pupils.begin_care(self.by, account_id=self.mentor.account_id, pupil_id=pupil.id, kind=CareKind.MENTOR)
        return self.viewer(id=account.id)

    def caseload(self) -> Viewer:
        """A mentor with as many pupils as one has, each with plan, week, four weeks of sessions, work and notes."""
        account, home = make.account("Bench Mentor"), self.organisation(VIRTUAL_SCHOOL)
        make.membership(account, home, Role.MENTOR)
        schools = [self.organisation(name) for name in SCHOOLS]
        revision = db.session.get_one(LessonRevision, self.lesson)
        children = make_desk.caseload(account, schools, revision, CASELOAD)
        for child in children[NOT_SEEN:]:
            for session in Session:
                seen = {"on": clock.today(), "session": session, "how": SeenHow.FACE, "at": clock.now()}
                db.session.add(Seen(pupil_id=child.id, by=account.id, **seen))
        db.session.flush()
        return self.viewer(id=account.id)

    def panel(self) -> Viewer:
        """A clerk with a full list: referrals that are ready for a panel, and a meeting to come."""
        account, home = make.account("Bench Clerk"), self.organisation(VIRTUAL_SCHOOL)
        make.membership(account, home, Role.PANEL_CLERK)
        school = self.organisation(SCHOOLS[0])
        make_panels.meeting(make_panels.panel(), account)
        for number in range(READY):
            child = make.pupil(f"Ready Pupil{number}")
            make.enrolment(child, school)
            make_panels.referral(child, school, account, state=ReferralState.READY)
        return self.viewer(id=account.id)

    def administrator(self) -> Viewer:
        """Who looks after the people: five thousand of them, and as many again for each size."""
        account = make.account("Bench Administrator")
        make.membership(account, self.organisation(VIRTUAL_SCHOOL), Role.ADMINISTRATOR)
        return self.viewer(id=account.id)

    def people(self, first: int, number: int) -> None:
        """So many teachers, straight into their tables."""
        school = self.organisation(SCHOOLS[0])
        names = [f"{GIVEN[one % len(GIVEN)]} {FAMILY[one % len(FAMILY)]}{one}" for one in range(first, first + number)]
        people = [
            {
                "id": uuid7(),
                "network_id": self.network.id,
                "name": name,
                "sort_key": text.sort_key(name),
                "email": f"{name.replace(' ', '.').lower()}@bench.example",
                "created_at": clock.now(),
            }
            for name in names
        ]
        db.session.execute(sa.insert(Account), people)
        db.session.execute(
            sa.insert(Membership),
            [
                {
                    "id": uuid7(),
                    "network_id": self.network.id,
                    "account_id": one["id"],
                    "organisation_id": school.id,
                    "role": Role.TEACHER,
                    "starts_on": clock.today(),
                }
                for one in people
            ],
        )

    def among(self, number: int) -> None:
        """So many pupils of others, on the rolls of the same schools, each with a mentor of as many as one has."""
        for first in range(0, number, CASELOAD):
            mentor = make.account(f"Other Mentor{first}")
            make.membership(mentor, self.organisation(VIRTUAL_SCHOOL), Role.MENTOR)
            self._others(mentor.id, first, min(CASELOAD, number - first))

    def _others(self, mentor_id: uuid.UUID, first: int, number: int) -> None:
        network, today = {"network_id": self.network.id}, clock.today()
        pupils_, rolls, links = [], [], []
        for one in range(first, first + number):
            given, family = GIVEN[one % len(GIVEN)], f"{FAMILY[one % len(FAMILY)]}{one}"
            of = {"pupil_id": uuid7(), "starts_on": today, **network}
            name = {"given_name": given, "family_name": family, "known_as": given}
            born = {"date_of_birth": dt.date(today.year - 15, 1, 1), "year": 7 + one % 5, "created_at": clock.now()}
            sort_key = text.sort_key(f"{family} {given}")
            pupils_.append({"id": of["pupil_id"], "sort_key": sort_key, "version": 1, **name, **born, **network})
            school = self.schools[one % len(self.schools)]
            rolls.append({"id": uuid7(), "organisation_id": school, "status": RollStatus.CURRENT, **of})
            links.append({"id": uuid7(), "account_id": mentor_id, "kind": CareKind.MENTOR, **NO_RIGHTS, **of})
        for table, rows in ((Pupil, pupils_), (Enrolment, rolls), (CareLink, links)):
            db.session.execute(sa.insert(table), rows)

    @property
    def schools(self) -> list[uuid.UUID]:
        if not self._schools:
            self._schools = [self.organisation(name).id for name in SCHOOLS]
        return self._schools

    def organisation(self, name: str) -> Organisation:
        return db.session.query(Organisation).filter_by(name=name).one()


def prepare(app: Flask, hand_ins: int, size: int, among: int = 0) -> dict[str, object]:
    """The demonstration so many times, a pupil with a fortnight's work, a full pile, and pieces to hand in.

    Those who are asked for have the same around them at every size, and among however many pupils.
    """
    with app.app_context():
        load()
        network = db.session.query(Network).filter_by(slug="larkdale").one()
        if size > 1:
            grow(network.id, size)
        with clock.pretend(own_clock.moment(network, clock.real()) or clock.real()):
            with writing():
                said = _fill(Filling(), hand_ins)
            for number in range(size):
                with writing():
                    Filling().people(number * PEOPLE, PEOPLE)
            with writing():
                filling = Filling()
                said |= {"drafts": shelf.fill(filling.teacher, filling.schools, size, hand_ins)}
            there = db.session.scalar(sa.select(sa.func.count()).select_from(Pupil)) or 0
            for first in range(there, among, A_BATCH):
                with writing():
                    Filling().among(min(A_BATCH, among - first))
        analyse()  # as the worker does each hour
        return said


def _fill(filling: Filling, hand_ins: int) -> dict[str, object]:
    ellie = filling.viewer(id=filling.ellie.account_id)
    assert ellie.account_id
    identity.set_password(filling.by, account_id=ellie.account_id, hashed=passwords.hashed(PASSWORD))
    todays = [filling.set(filling.ellie.id, filling.teacher) for _ in range(TODAY)]
    other = filling.another_pupil()
    assert other.pupil_id
    for _ in range(PILE):
        learning.hand_in(other, filling.set(other.pupil_id, filling.teacher), "One person needs 75 g. " * 20)
    marker, of_pile = many.pile(filling, other, SCHOOLS[1])
    lead, marked = many.results(filling)
    photos = [filling.set(other.pupil_id, filling.mentor) for _ in range(hand_ins // PHOTOS + MORE_PHOTOS)]
    to_hand_in = [filling.set(other.pupil_id, filling.mentor) for _ in range(hand_ins)]
    thread = filling.thread(ellie)
    people = {"pupil": ellie, "bench": other, "teacher": filling.teacher, "head": filling.viewer(name="Margaret Holt")}
    people |= {"mentor": filling.caseload(), "clerk": filling.panel(), "administrator": filling.administrator()}
    people |= {"marker": marker, "lead": lead}
    return {
        "of_pile": str(of_pile),
        "marked": str(marked),
        "photos": [str(row.id) for row in photos],
        "writers": many.writers(filling),
        "network": str(filling.network.id),
        "login": db.session.query(Account).filter_by(id=ellie.account_id).one().login_name,
        "lesson": str(todays[0].id),
        "thread": str(thread),
        "hand_ins": [str(row.id) for row in to_hand_in],
        "secrets": {name: filling.sign_in(viewer) for name, viewer in people.items()},
    }


if __name__ == "__main__":
    print(json.dumps(prepare(create_app(), *map(int, sys.argv[1:]))))
