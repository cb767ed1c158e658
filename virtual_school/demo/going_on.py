"""The demonstration goes on: on each day that it is looked at, what happened since it was looked at last.

Marks of each session that has begun, notes and calls of the days between, work handed in, answered and set anew,
somebody else away for a while (`away_on`), the panel (`panels_on`), plans looked at again (`mentors_on`). What a
visitor did stays as it is.
"""

import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.attendance.models import ProviderMark, Seen
from virtual_school.attendance.queries.facts import CAME
from virtual_school.core import clock
from virtual_school.core.db import db, in_force, writing
from virtual_school.core.files import StoredFile
from virtual_school.core.notes import Note
from virtual_school.core.saving.models import Draft
from virtual_school.demo import bulk, mentors_on, panels_on, said
from virtual_school.demo.away_on import open_absences
from virtual_school.demo.bulk import Rows
from virtual_school.demo.drawn import NAME
from virtual_school.demo.draws import SEED
from virtual_school.demo.marks import Days, Habit, Key, officers
from virtual_school.identity.models import Account
from virtual_school.learning import changes as learning
from virtual_school.learning.models import (
    Answerer,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
    Outcome,
    Piece,
)
from virtual_school.library.models import LessonRevision
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink, Programme, Pupil
from virtual_school.pupils.viewers import hats_of
from virtual_school.timetable import queries as timetable

A_DAY = dt.timedelta(days=1)
# However long nobody looked: what a page counts goes no further back.
FURTHEST = dt.timedelta(weeks=4)
# Work that waits for as long as this is answered by whoever was named; open work of this many pieces is handed in.
ANSWERED_AFTER, LATEST, OPEN = dt.timedelta(days=4), dt.timedelta(days=14), 2
# Some answers take until the week after: no pile is ever empty.
BEHIND = 0.4
USUAL = 0.7
# Of the answers that wait, what share is opened from one look to the next.
OPENED = 0.85
# Pupils whose days are written in one transaction, so that nobody waits for it.
TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson, and who answers it."""

    revision_id: uuid.UUID
    account_id: uuid.UUID
    organisation_id: uuid.UUID


def go_on(heartbeat: Callable[[], None]) -> None:
    """Bring the network that was entered up to this moment of its own clock. Run twice, it finds nothing to do."""
    today, last = clock.today(), _last_day()
    if last is None:
        return
    if last < today:
        panels_on.go_on(heartbeat)
        open_absences(last, today, heartbeat)
        mentors_on.go_on(_mentors(today), heartbeat)
    mentors = list(enumerate(_mentors(today).items()))
    # Work before marks: these say that a day was gone on to.
    taught = _taught() if last < today else []
    for number, (pupil_id, mentor_id) in mentors if last < today else ():
        heartbeat()
        with writing():
            _work(pupil_id, mentor_id, taught, random.Random(f"{SEED}/{number}/{today}"))  # noqa: S311
    for first in range(0, len(mentors), TOGETHER):
        heartbeat()
        with writing():
            _days(mentors[first : first + TOGETHER], max(last, today - FURTHEST), today)


def _last_day() -> dt.date | None:
    return db.session.scalar(sa.select(sa.func.max(ProviderMark.on)))


def _mentors(today: dt.date) -> dict[uuid.UUID, uuid.UUID]:
    """Everybody who is on a programme, each with their mentor."""
    question = (
        sa.select(CareLink.pupil_id, CareLink.account_id)
        .join(Programme, Programme.pupil_id == CareLink.pupil_id)
        .where(CareLink.kind == CareKind.MENTOR, in_force(CareLink, today), in_force(Programme, today))
        .order_by(CareLink.pupil_id)
    )
    return {row.pupil_id: row.account_id for row in db.session.execute(question)}


# Days -----------------------------------------------------------------------------------------------------------------


def _days(mentors: Sequence[tuple[int, tuple[uuid.UUID, uuid.UUID]]], first: dt.date, today: dt.date) -> None:
    pupils = [pupil_id for _number, (pupil_id, _mentor_id) in mentors]
    rows, comes = Rows(), _comes(pupils)
    days = Days(rows, officers(), _known(pupils, first))
    held = timetable.unveiled(pupils, first, today)
    for number, (pupil_id, mentor_id) in mentors:
        seed = f"{SEED}/on/{number}"
        habit = Habit(pupil_id, mentor_id, comes.get(pupil_id, USUAL), 0.3, seed, number=number, walks=False)
        # What was noted on the first day was noted on that day.
        days.live(habit, held[pupil_id], noted_after=first)
    rows.write()


def _comes(pupils: Collection[uuid.UUID]) -> dict[uuid.UUID, float]:
    """Of the sessions of which a place said something, in what share each came."""
    there = sa.case((ProviderMark.mark.in_(CAME), 1.0), else_=0.0)
    question = sa.select(ProviderMark.pupil_id, sa.func.avg(there)).where(ProviderMark.pupil_id.in_(pupils))
    question = question.group_by(ProviderMark.pupil_id)
    return {pupil_id: float(share) for pupil_id, share in db.session.execute(question)}


def _known(pupils: Collection[uuid.UUID], first: dt.date) -> set[Key]:
    found: set[Key] = set()
    for table in (ProviderMark, Seen):
        question = sa.select(table.pupil_id, table.on, table.session)
        question = question.where(table.pupil_id.in_(pupils), table.on >= first)
        found |= {(row.pupil_id, row.on, row.session) for row in db.session.execute(question)}
    return found


# Work -----------------------------------------------------------------------------------------------------------------


def _work(pupil_id: uuid.UUID, mentor_id: uuid.UUID, taught: list[Taught], chance: random.Random) -> None:
    """What waits is answered, most of what is open is handed in, and something new is set."""
    open_now: dict[AssignmentState, list[Assignment]] = defaultdict(list)
    question = sa.select(Assignment).where(Assignment.pupil_id == pupil_id).order_by(Assignment.id).with_for_update()
    every = db.session.scalars(question).all()
    for work in every:
        open_now[work.state].append(work)
    if any(clock.local(work.set_at).date() >= clock.today() - A_DAY for work in every):
        return  # gone on already, or a visitor has set something
    yesterday = clock.now().replace(minute=chance.randrange(60)) - A_DAY
    for work in open_now[AssignmentState.HANDED_IN]:
        _answer(work, chance)
    _read(pupil_id, yesterday, chance)
    waiting = [*open_now[AssignmentState.ANOTHER_GO], *open_now[AssignmentState.NOT_STARTED]]
    for work in waiting[: len(waiting) - OPEN + 1]:
        _hand_in(work, yesterday, chance)
    had = {work.revision_id for work in every}
    fresh = [one for one in taught if one.revision_id not in had]
    if fresh:
        with clock.pretend(yesterday):
            _set(pupil_id, mentor_id, chance.choice(fresh))


def _answer(work: Assignment, chance: random.Random) -> None:
    attempt, handed = learning.attempt_at_hand(work)
    answerer = db.session.scalars(
        sa.select(Answerer).where(Answerer.assignment_id == work.id, Answerer.ended_at.is_(None)).limit(1)
    ).first()
    if handed is None or answerer is None or handed.arrived_at > clock.now() - ANSWERED_AFTER:
        return
    if handed.arrived_at > clock.now() - LATEST and chance.random() < BEHIND:
        return
    if _is_being_written(answerer.account_id, learning.subject_of_feedback(handed.id)):
        return
    by = viewer(answerer.account_id, AUTHORS)
    again = attempt is not None and attempt.number == 1 and chance.random() < 0.2
    words = chance.choice(said.AGAIN if again else said.ANSWERED)
    with clock.pretend(handed.arrived_at + A_DAY):
        learning.return_feedback(by, work, handed.id, words, Outcome.ANOTHER_GO if again else Outcome.DONE)


def _read(pupil_id: uuid.UUID, at: dt.datetime, chance: random.Random) -> None:
    """Most of the answers that lay there are opened on the day before."""
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == pupil_id))
    read = sa.exists().where(Note.kind == "feedback.read", Note.object_id == Feedback.id)
    question = (
        sa.select(Feedback.id)
        .join(HandIn, HandIn.id == Feedback.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Assignment.pupil_id == pupil_id, Feedback.undone_at.is_(None), Feedback.returned_at < at, ~read)
        .order_by(Feedback.returned_at, Feedback.id)
    )
    rows = Rows()
    for feedback_id in db.session.scalars(question) if account_id else ():
        if account_id and chance.random() < OPENED:
            bulk.read(rows, feedback_id, pupil_id=pupil_id, by=account_id, at=at)
    rows.write()


def _hand_in(work: Assignment, at: dt.datetime, chance: random.Random) -> None:
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == work.pupil_id))
    if account_id is None or db.session.scalar(sa.select(Draft.id).where(Draft.account_id == account_id).limit(1)):
        return
    drawn, words = _drawn(work.pupil_id), chance.choice(said.HANDED)
    with clock.pretend(max(at, work.set_at + A_DAY)):
        by = viewer(account_id, (Role.PUPIL,))
        if drawn is not None:
            learning.add_piece(by, work, db.session.get_one(StoredFile, drawn[0]), drawn[1])
        learning.hand_in(by, work, "" if drawn else words)


def _drawn(pupil_id: uuid.UUID) -> tuple[uuid.UUID, str] | None:
    """The picture that somebody who does not write hands in instead."""
    question = (
        sa.select(Piece.stored_file_id, Piece.name)
        .join(Attempt, Attempt.id == Piece.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Assignment.pupil_id == pupil_id, Piece.name == NAME)
    )
    found = db.session.execute(question.limit(1)).first()
    return (found[0], found[1]) if found else None


def _is_being_written(account_id: uuid.UUID, subject: str) -> bool:
    question = sa.select(Draft.id).where(Draft.account_id == account_id, Draft.subject == subject)
    return db.session.scalar(question.limit(1)) is not None


def _set(pupil_id: uuid.UUID, mentor_id: uuid.UUID, lesson: Taught) -> None:
    learning.set_work(
        viewer(mentor_id, (Role.MENTOR,)),
        pupil_id=pupil_id,
        revision_id=lesson.revision_id,
        account_id=lesson.account_id,
        organisation_id=lesson.organisation_id,
        due_on=clock.today() + 4 * A_DAY,
    )


def _taught() -> list[Taught]:
    """Every lesson that was ever set here, with who answered it then."""
    question = (
        sa.select(LessonRevision.lesson_id, Assignment.revision_id, Answerer.account_id, Answerer.organisation_id)
        .join(Assignment, Assignment.revision_id == LessonRevision.id)
        .join(Answerer, Answerer.assignment_id == Assignment.id)
        .where(Answerer.ended_at.is_(None))
        .distinct()
        .order_by(LessonRevision.lesson_id, Answerer.account_id)
    )
    by_lesson = {row.lesson_id: Taught(*row[1:]) for row in db.session.execute(question)}
    return list(by_lesson.values())


def viewer(account_id: uuid.UUID, roles: Iterable[Role]) -> Viewer:
    """Somebody in the first of these roles that they have."""
    account = db.session.get_one(Account, account_id)
    hats, pupil_id = hats_of(account_id)
    hat = next(hat for hat in hats if hat.role in frozenset(roles))
    return Viewer(account_id, account.network_id, account.name, hats, hat, pupil_id)
