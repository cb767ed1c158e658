"""The cast: everyone who matters to access, in two networks, and the work that passes between them.

Larkdale is the network under test. Ellie is its pupil; each of the others reaches her by one relation, or by none.
Fernvale is another network in the same installation. The cast is kept as values: tests fetch rows by their ids.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis.vendor.pretty import RepresentationPrinter

from tests import make, make_cards, make_windows
from tests.cast_parts import PARTS
from tests.cast_people import FERNVALE_PLACES, FERNVALE_STAFF, LARKDALE_PLACES, LARKDALE_STAFF
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.identity import passwords
from virtual_school.identity.models import Account
from virtual_school.learning.models import AssignmentState
from virtual_school.library.models import Audience, LessonRevision
from virtual_school.network.models import Network, Organisation, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind, Part, Pupil

PASSWORD = "wren-lantern-42"
# Whoever is in the cast has just proved themself, however long the run has been going.
PROVED_FOR = dt.timedelta(hours=3)

# Nobody of the cast has to set up a second factor yet, nor is signed out while a test moves the clock.
NUMBERS = {
    "second_factor_grace_days": 36_500,
    "idle_minutes_pupil": 0,
    "idle_minutes_carer": 0,
    "idle_minutes_staff": 0,
}


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast, signed in on one device whose cookie holds `secret`."""

    key: str
    name: str
    account_id: uuid.UUID
    login_name: str
    network_id: uuid.UUID
    slug: str
    secret: str
    sign_in_id: uuid.UUID
    role: Role
    pupil_id: uuid.UUID | None = None

    @property
    def is_pupil(self) -> bool:
        return self.role is Role.PUPIL


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work set to somebody, with the ids of what has come of it."""

    assignment_id: uuid.UUID
    attempt_id: uuid.UUID | None = None
    hand_in_id: uuid.UUID | None = None
    feedback_id: uuid.UUID | None = None
    piece_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted lesson with a step, a file for pupils and an answer sheet for staff."""

    lesson_id: uuid.UUID
    revision_id: uuid.UUID
    worksheet_id: uuid.UUID
    answers_id: uuid.UUID
    step_id: uuid.UUID


@dataclass(slots=True)
class Side:
    """What one network holds: its organisations, people, lessons and work, by short names."""

    network_id: uuid.UUID
    slug: str
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, uuid.UUID] = field(default_factory=dict)
    lessons: dict[str, Posted] = field(default_factory=dict)
    work: dict[str, Work] = field(default_factory=dict)
    ids: dict[str, uuid.UUID] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people.values())


@dataclass(slots=True, repr=False)
class Cast:
    """`cast.dani` is a person of either network; `cast.larkdale.work["new"]` is what lies between them."""

    larkdale: Side
    fernvale: Side

    def __getattr__(self, key: str) -> Person:
        try:
            return {**self.fernvale.people, **self.larkdale.people}[key]
        except KeyError:
            raise AttributeError(f"nobody of the cast is called {key!r}") from None

    def __iter__(self) -> Iterator[Person]:
        yield from self.larkdale
        yield from self.fernvale

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        printer.text("<the cast>")  # where Hypothesis prints what a test was called with


class Casting:
    """Writes one network's part of the cast."""

    def __init__(self, slug: str, name: str) -> None:
        enter_network(None)
        network = make.network(slug=slug, name=name, accent="#0b5a4a", numbers=NUMBERS)
        db.session.commit()
        enter_network(network.id)
        self.network: Network = network
        self.side = Side(network.id, slug)
        self.accounts: dict[str, Account] = {}
        self.places: dict[str, Organisation] = {}
        self.hashed = passwords.hashed(PASSWORD)
        self.subject = make.subject()
        self.side.ids["subject"] = self.subject.id

    def place(self, key: str, name: str, kind: OrganisationKind) -> None:
        self.places[key] = make.organisation(name, kind=kind)
        self.side.ids[f"member {key}"] = make.member(self.places[key]).id
        self.side.organisations[key] = self.places[key].id

    def person(self, key: str, name: str, role: Role, pupil_id: uuid.UUID | None = None) -> Account:
        email = None if role is Role.PUPIL else f"{key}@{self.side.slug}.example"
        account = make.account(name, login_name=f"{key}.{self.side.slug}", email=email)
        make.credential(account, self.hashed)
        secret = f"the device of {key} in {self.side.slug}"
        row = make.sign_in(account, secret, proved_at=clock.real() + PROVED_FOR)
        self.accounts[key] = account
        self._remember(key, account, secret, row.id, role, pupil_id)
        return account

    def _remember(
        self, key: str, account: Account, secret: str, sign_in_id: uuid.UUID, role: Role, pupil_id: uuid.UUID | None
    ) -> None:
        self.side.people[key] = Person(
            key,
            account.name,
            account.id,
            account.login_name or "",
            self.network.id,
            self.network.slug,
            secret,
            sign_in_id,
            role,
            pupil_id,
        )

    def staff(self, people: dict[str, tuple[str, str, Role]]) -> None:
        for key, (name, place, role) in people.items():
            account = self.person(key, name, role)
            year = 10 if role is Role.HEAD_OF_YEAR else None
            row = make.membership(account, self.places[place], role, year=year)
            self.side.ids[f"membership of {key}"] = row.id

    def pupil(self, key: str, name: str, school: str, mentor: str) -> Pupil:
        child = make.pupil(name)
        child.account_id = self.person(key, child.initial, Role.PUPIL, child.id).id
        roll = make.enrolment(child, self.places[school])
        link = make.care_link(self.accounts[mentor], child)
        upload = make.upload(self.accounts[key])
        self.side.ids |= {f"roll of {key}": roll.id, f"mentor of {key}": link.id, f"upload of {key}": upload.id}
        return child

    def lesson(self, author: str, place: str, title: str) -> tuple[Posted, LessonRevision]:
        lesson = make.lesson(self.accounts[author], self.places[place], self.subject, title=title)
        sheet = make.resource(lesson, make.stored_file(f"{title}: questions\n".encode()), "Worksheet.txt")
        stored = make.stored_file(f"{title}: answers\n".encode())
        answers = make.resource(lesson, stored, "Answers.txt", audience=Audience.STAFF_ONLY, position=2)
        step = make.step(lesson, "Now look for 7 in the second list.")
        revision = make.revision(lesson, (sheet, answers), (step,))
        return Posted(lesson.id, revision.id, sheet.id, answers.id, step.id), revision

    def work(self, child: Pupil, mentor: str, marker: str, place: str, revision: LessonRevision, state: str) -> Work:
        """Work as it stands when it is new, started, handed in ('in') or returned."""
        states = {"new": "NOT_STARTED", "started": "STARTED", "in": "HANDED_IN", "returned": "ANOTHER_GO"}
        then = {"state": AssignmentState[states[state]], "set_at": clock.now() - dt.timedelta(days=3)}
        set_work = make.assignment(child, revision, self.accounts[mentor], **then)
        make.marker(set_work, child, self.accounts[marker], self.places[place])
        if state == "new":
            return Work(set_work.id)
        attempt = make.attempt(set_work)
        piece = make.piece(attempt, make.stored_file(f"{child.known_as}, {state}\n".encode()), name="page.txt")
        if state == "started":
            return Work(set_work.id, attempt.id, piece_id=piece.id)
        yesterday = clock.now() - dt.timedelta(days=1)
        handed_in = make.hand_in(attempt, pressed_at=yesterday, arrived_at=yesterday)
        if state == "in":
            return Work(set_work.id, attempt.id, handed_in.id, piece_id=piece.id)
        feedback = make.feedback(handed_in, self.accounts[marker], returned_at=clock.now() - dt.timedelta(hours=2))
        return Work(set_work.id, attempt.id, handed_in.id, feedback.id, piece.id)

    def all_work(self, child: Pupil, mentor: str, marker: str, place: str, suffix: str = "") -> None:
        revision = db.session.get_one(LessonRevision, self.side.lessons[place].revision_id)
        for state in ("new", "started", "in", "returned"):
            self.side.work[state + suffix] = self.work(child, mentor, marker, place, revision, state)


def _around_ellie(casting: Casting, ellie: Pupil) -> None:
    accounts, ids = casting.accounts, casting.side.ids
    mum, dad = casting.person("mum", "Helen Marsh", Role.CARER), casting.person("dad", "Rob Marsh", Role.CARER)
    mother = make.carer(ellie, "Helen Marsh")
    order = "Prohibited steps: he may not collect her or be told where she is."
    father = make.carer(ellie, "Rob Marsh", called="Dad", lives_with=False, order_in_force=order, contact_order=2)
    rights = {"may_see_record": True, "may_see_whereabouts": True, "may_be_rung": True, "may_collect": True}
    ids["mum"] = make.care_link(mum, ellie, CareKind.CARER, carer_id=mother.id, **rights).id
    ids["dad"] = make.care_link(dad, ellie, CareKind.CARER, carer_id=father.id).id
    ids |= {"carer": mother.id, "carer_dad": father.id}
    ids["joining"] = make_cards.joining(mother, accounts["lead"], "a letter to Mum").id
    ids["key_adult"] = make.care_link(accounts["key_adult"], ellie, CareKind.KEY_ADULT).id
    bridge = casting.places["bridge"]
    ids["window"] = make.window(ellie, accounts["agency"], bridge, (Part.WEEK, Part.IDENTITY)).id
    # Both open next week only: they are seen, ended and prolonged, and nobody looks through them.
    coming = {"starts_on": clock.today() + dt.timedelta(days=7)}
    yes = make_windows.granted(
        ellie, accounts["agency_past"], bridge, accounts["lead"], carers=(None, mother.id), **coming
    )
    duty = make_windows.on_duty(ellie, accounts["agency_past"], bridge, accounts["head"], **coming)
    ids |= {"window_granted": yes.id, "window_on_duty": duty.id}
    shut = {"ended_at": clock.now() - dt.timedelta(days=2), "ended_by": accounts["dani"].id, "because": "It is over."}
    ids["window_past"] = make.window(ellie, accounts["agency_past"], bridge, (Part.WEEK, Part.IDENTITY), **shut).id


def _their_way(casting: "Casting", child: Pupil, mentor: str) -> None:
    """What each package holds of one pupil's way. Ids go to `casting.side.ids` as '<thing> of <pupil>'."""
    for part in PARTS:
        part.add(casting, child, mentor)


def _larkdale() -> Side:
    casting = Casting("larkdale", "Larkdale Virtual School")
    for key, (name, kind) in LARKDALE_PLACES.items():
        casting.place(key, name, kind)
    casting.staff(LARKDALE_STAFF)
    ellie = casting.pupil("ellie", "Ellie Marsh", "wren_hill", "dani")
    tariq = casting.pupil("tariq", "Tariq Bell", "stonegate", "kit")
    _around_ellie(casting, ellie)
    for author, place in (("lunt", "ashfold"), ("bell", "stonegate")):
        casting.side.lessons[place], _revision = casting.lesson(author, place, f"Searching a list, {place}")
    casting.all_work(ellie, "dani", "lunt", "ashfold")
    casting.all_work(tariq, "kit", "bell", "stonegate", " of tariq")
    for child, mentor in ((ellie, "dani"), (tariq, "kit")):
        _their_way(casting, child, mentor)
    db.session.commit()
    return casting.side


def _fernvale() -> Side:
    casting = Casting("fernvale", "Fernvale Virtual School")
    for key, (name, kind) in FERNVALE_PLACES.items():
        casting.place(key, name, kind)
    casting.staff(FERNVALE_STAFF)
    pupil = casting.pupil("stranger_pupil", "Zara Flint", "moorside", "stranger")
    casting.side.lessons["moorside"], _revision = casting.lesson("stranger_teacher", "moorside", "Sorting a list")
    casting.all_work(pupil, "stranger", "stranger_teacher", "moorside")
    _their_way(casting, pupil, "stranger")
    db.session.commit()
    return casting.side


def build() -> Cast:
    """Write the cast into an empty database."""
    return Cast(_larkdale(), _fernvale())
