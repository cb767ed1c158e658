"""Two hundred ways in which a line, a server, a session and a disk fail while a pupil works on one or two devices.

Of what a device was shown as *Saved* or *Handed in* nothing is lost and nothing is there twice, by counts. Each way is
made from its number: first every fault at every step once, then mixtures.
"""

import itertools
import random
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from tests import make, make_questions, servers
from tests.cast import Person, Posted
from tests.kill.device import Device
from tests.kill.line import FAULTS, Line
from tests.kill.school import School
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft
from virtual_school.identity import queries as identity
from virtual_school.learning import changes
from virtual_school.learning.changes import subject_of_work
from virtual_school.learning.models import Attempt, HandIn, Piece, WorkAnswer
from virtual_school.library import models as library
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.pupils.viewers import viewer_of

WAYS, BATCHES = 208, 8
SAVING = ("before the words are kept", "after the words are kept")
ANSWERING = ("before the answer is kept", "after the answer is kept")
HANDING_IN = ("before the key is taken", "after the key is taken", "before it is handed in", "after it is handed in",
              "before the place is written", "after the place is written")  # fmt: skip
ALWAYS = ("before it is looked at", "before the commit", "after the commit", "before the notes", "after the notes",
          "after the answer is ready")  # fmt: skip
DISK = ("before it is looked at", "before the commit")
TRIES = 12

Fault = dict[str, str]


STEPS = {"save": SAVING, "answer": ANSWERING, "hand in": HANDING_IN}


def faults_of(step: str) -> list[Fault]:
    at = ALWAYS + STEPS[step]
    return [
        *({"fault": one} for one in FAULTS),
        *({"die": one} for one in at),
        *({"full": one} for one in (*DISK, *STEPS[step])),
        {"session": "ended"},
    ]


ONCE_EACH = [(step, fault) for step in STEPS for fault in faults_of(step)]


@dataclass
class Way:
    """One piece of work, its devices, and what happens to them in which order."""

    school: School
    line: Line
    assignment_id: uuid.UUID
    devices: list[Device]
    number: int

    def __post_init__(self) -> None:
        self.random = random.Random(self.number)
        self.words = itertools.count(1)

    def go(self) -> None:
        forced = ONCE_EACH[self.number] if self.number < len(ONCE_EACH) else None
        for device in self.devices:
            device.open()
        for _turn in range(self.random.randint(2, 4)):
            step = self.random.choice(("save", "save", "answer"))
            self._turn(self.random.choice(self.devices), step, self._some_fault(step))
        if forced:
            self._turn(self.devices[0], *forced)
        if len(self.devices) > 1 and self.random.random() < 0.4:
            self._both_at_once()
        self._turn(self.random.choice(self.devices), "hand in", self._some_fault("hand in"))

    def _some_fault(self, step: str) -> Fault:
        return self.random.choice(faults_of(step)) if self.random.random() < 0.35 else {}

    def _turn(self, device: Device, step: str, fault: Fault) -> None:
        how = {name: said for name, said in fault.items() if name != "session"}
        device.signed_in = "session" not in fault
        if step == "answer":
            device.give(f"{device.key}-{next(self.words)}", **how)
        else:
            self._work(device, step, how)
        device.signed_in = True
        if "die" in how:
            self.school.up()

    def _work(self, device: Device, step: str, how: dict[str, str]) -> None:
        photograph = step == "hand in" and self.random.random() < 0.6
        if photograph:
            device.photograph()
        if not photograph or self.random.random() < 0.5:
            device.type(f"{device.key}-{next(self.words)}")
        device.save(**how) if step == "save" else device.hand_in(**how)

    def _both_at_once(self) -> None:
        for device in self.devices:
            device.type(f"{device.key}-{next(self.words)}")
        both = [threading.Thread(target=device.save) for device in self.devices]
        for one in both:
            one.start()
        for one in both:
            one.join()

    def end(self) -> None:
        """What the pupil would do: press again until it is handed in, on the device that is in hand.

        Where another press has handed it in by now, other words are shown beside what went, and nothing goes.
        """
        device = self.random.choice(self.devices)
        for _again in range(TRIES):
            status = device.hand_in()
            if status == 303 or device.sees_it_handed_in:
                return
        raise AssertionError(f"way {self.number}: it could never be handed in")


@pytest.fixture
def line(school: School) -> Iterator[Line]:
    found = Line(school.server.port)
    yield found
    found.close()


def _viewer(person: Person) -> Viewer:
    found = identity.device(person.secret)
    assert found is not None
    return viewer_of(found)


def _question(posted: Posted) -> uuid.UUID:
    """A step of the lesson that asks something which is answered in words."""
    lesson = db.session.get_one(library.Lesson, posted.lesson_id)
    revision = db.session.get_one(library.LessonRevision, posted.revision_id)
    asks = make.step(lesson, "", kind=library.StepKind.QUESTIONS, title="Now you", position=10)
    made = make.revision_step(revision, asks)
    return make_questions.revision_question(made, make_questions.question(asks)).id


def ways(school: School, line: Line, numbers: range) -> list[Way]:
    """Each with work of its own, set by her mentor and answered by Ms Lunt."""
    dani, lunt = (
        viewer_of(found) for found in map(identity.device, (school.cast.dani.secret, school.cast.lunt.secret)) if found
    )
    revision = school.cast.larkdale.lessons["ashfold"].revision_id
    question_id = _question(school.cast.larkdale.lessons["ashfold"])
    made = []
    for number in numbers:
        work = changes.set_work(
            dani, pupil_id=school.cast.ellie.pupil_id, revision_id=revision, account_id=lunt.account_id,
            organisation_id=lunt.organisation_id,
        )  # fmt: skip
        cookie, token = servers.cookie_of(school.app, school.cast.ellie), servers.token_of(school.app)
        keys = ["phone", "laptop"][: 1 + number % 2]
        devices = [Device(line.port, cookie, token, work.id, key, question_id=question_id) for key in keys]
        made.append(Way(school, line, work.id, devices, number))
    db.session.commit()
    return made


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_shown_as_saved_is_lost_or_doubled(batch: int, school: School, line: Line) -> None:
    some = ways(school, line, range(batch, WAYS, BATCHES))
    for way in some:
        way.go()
        line.let_go()
        way.end()
        line.let_go()
    db.session.rollback()
    wrong = [said for way in some for said in what_is_wrong(way)]
    assert not wrong, "\n".join(wrong)


def what_is_wrong(way: Way) -> Iterator[str]:
    """What was shown and is not there, and what is there twice."""
    handed_in = db.session.scalars(
        sa.select(HandIn)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .where(Attempt.assignment_id == way.assignment_id)
        .order_by(HandIn.id)
    ).all()
    receipts = set().union(*(device.receipts for device in way.devices))
    if len(handed_in) != 1 or len(receipts) > 1:
        yield f"way {way.number}: {len(handed_in)} hand-ins, {len(receipts)} receipts"
    there = Counter(word for one in handed_in for word in one.text.split())
    drafts = db.session.scalars(sa.select(Draft.text).where(Draft.subject == subject_of_work(way.assignment_id, 1)))
    there.update(word for text in drafts for word in text.split())
    for device in way.devices:
        # A device that was not pressed at the end still has on its screen what it was not told was saved.
        lost = [word for word in dict.fromkeys(device.saved) if not there[word]]
        if lost:
            yield f"way {way.number}: {device.key} was shown as saved and is not there: {lost}"
    yield from _answered(way)
    twice = [word for word, count in there.items() if count > 1]
    if twice:
        yield f"way {way.number}: there twice: {twice}"
    yield from _counted(way, [one.id for one in handed_in])


def _answered(way: Way) -> Iterator[str]:
    """What was given to the question: of what was shown as saved all, and each word once."""
    question = sa.select(WorkAnswer.given).join(Attempt, Attempt.id == WorkAnswer.attempt_id)
    given = db.session.scalars(question.where(Attempt.assignment_id == way.assignment_id)).all()
    there = Counter(word for texts in given for text in texts for word in text.split())
    for device in way.devices:
        lost = [word for word in dict.fromkeys(device.answer.saved) if not there[word]]
        if lost:
            yield f"way {way.number}: the answer of {device.key} was shown as saved and is not there: {lost}"
    if len(given) > 1 or any(count > 1 for count in there.values()):
        yield f"way {way.number}: answered {len(given)} times: {there}"


def _counted(way: Way, hand_ins: list[uuid.UUID]) -> Iterator[str]:
    """Photos, the audit's lines and notices: each once."""
    photos = db.session.scalar(
        sa.select(sa.func.count(Piece.id)).join(Attempt).where(Attempt.assignment_id == way.assignment_id)
    )
    shown = {photo for device in way.devices for photo in device.photos_handed_in}
    made = {photo for device in way.devices for photo in device.photos}
    if not len(shown) <= (photos or 0) <= len(made):
        yield f"way {way.number}: {photos} photos, {len(shown)} were shown as handed in, {len(made)} taken"
    said = db.session.scalar(
        sa.select(sa.func.count(AuditEvent.id)).where(
            AuditEvent.event == "work.handed_in", AuditEvent.object_id == way.assignment_id
        )
    )
    if said != 1:
        yield f"way {way.number}: the audit says {said} times that it was handed in"
    told = db.session.scalar(sa.select(sa.func.count(Notice.id)).where(Notice.object_id.in_(hand_ins)))
    if told != 1:
        yield f"way {way.number}: the answerer was told {told} times"


def test_a_loss_and_a_double_would_be_found(school: School, line: Line) -> None:
    """What is counted is not counted in vain."""
    [way] = ways(school, line, range(WAYS, WAYS + 1))
    way.go()
    line.let_go()
    way.end()
    db.session.rollback()
    assert not list(what_is_wrong(way))
    device = way.devices[0]
    device.saved.append("never-sent")
    device.answer.saved.append("never-given")
    device.photos_handed_in |= {b"never sent", b"nor this", b"nor that", b"nor those"}
    device.receipts |= {"one", "and another"}
    said = " ".join(what_is_wrong(way))
    assert "['never-sent']" in said and "['never-given']" in said
    assert "4 were shown as handed in" in said and "receipts" in said
