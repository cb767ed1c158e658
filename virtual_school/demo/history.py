"""Ten school weeks of every day: who came, who was late, what was noted, what was set and came back."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence

from virtual_school.attendance import sessions
from virtual_school.attendance.models import Mark, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo import bulk, said
from virtual_school.demo.bulk import DoneWork, Rows
from virtual_school.demo.draws import SEED
from virtual_school.demo.journeys import Course, at
from virtual_school.demo.offers import Offered
from virtual_school.demo.people import Valley
from virtual_school.demo.work import known
from virtual_school.learning import changes as learning
from virtual_school.library.models import LessonRevision
from virtual_school.mentoring.models import ContactKind, ObservationKind
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.timetable import days
from virtual_school.timetable.models import Session

FIRST = dt.date(2026, 9, 7)
MINUTES = dt.timedelta(minutes=1)
CONTACTS = (ContactKind.ONE_TO_ONE, ContactKind.ONE_TO_ONE, ContactKind.CALL, ContactKind.SMALL_GROUP, ContactKind.HOME)


def build_history(valley: Valley, courses: Sequence[Course], lessons: Sequence[tuple[LessonRevision, Viewer]]) -> int:
    """Everybody's weeks, up to this moment of the demonstration; how many rows that was."""
    rows = Rows()
    for course in courses:
        # A chance of each pupil's own: another pupil more changes nobody's weeks.
        chance = random.Random(SEED + course.person.draw.number)  # noqa: S311
        _weeks(valley, rows, course, chance)
        _work(valley, rows, course, lessons, chance)
    return rows.write()


def last_day(course: Course) -> dt.date:
    return min(clock.today(), course.programme.ends_on or clock.today())


def _weeks(valley: Valley, rows: Rows, course: Course, chance: random.Random) -> None:
    halves = {half: part for part in course.offered for half in part.halves}
    draw, now = course.person.draw, clock.now()
    mentor = valley.accounts[course.person.mentor].id
    mood = 0.0
    for number, on in enumerate(days.school_days_from(max(FIRST, course.programme.starts_on), last_day(course))):
        # Ups and downs that a chart shows: a slow walk that never goes far.
        mood = max(-0.2, min(0.2, mood + chance.uniform(-0.05, 0.05)))
        for session in sessions.SESSIONS:
            part = halves.get((on.isoweekday(), session))
            begins = sessions.begins(on, session)
            came = chance.random() < draw.comes + mood
            late, after = chance.random() < 0.15, chance.randrange(1, 12)
            if part is not None and begins + after * MINUTES <= now:
                _session(valley, rows, course, part, on, session, came, late, begins + after * MINUTES)
        if on < clock.today():
            _noted(rows, course, mentor, number, on, draw.hard - mood, chance)


def _session(
    valley: Valley,
    rows: Rows,
    course: Course,
    part: Offered,
    on: dt.date,
    session: Session,
    came: bool,
    late: bool,
    moment: dt.datetime,
) -> None:
    """What the place said; where no place says anything, whom the mentor reached by telephone."""
    pupil_id, mentor = course.person.pupil.id, valley.accounts[course.person.mentor].id
    if part.place is None:
        if came:
            bulk.seen(rows, pupil_id=pupil_id, on=on, session=session, how=SeenHow.CALL, at=moment, by=mentor)
        return
    place = valley.organisations[part.place or course.person.draw.school]
    answers = valley.accounts.get(part.responsible or "")
    mark = (Mark.LATE if late else Mark.HERE) if came else Mark.NOT_HERE
    by = answers.id if answers else _officer(valley, place)
    bulk.marked(rows, pupil_id=pupil_id, organisation_id=place.id, on=on, session=session, mark=mark, at=moment, by=by)


OFFICERS = {
    "Wren Hill School": "Tom Birch",
    "Ashfold School": "Lorna Peel",
    "Stonegate High": "Ray Stott",
    "Oakmoor School": "Dot Ainley",
    "Fallowfield Academy": "Wendy Stroud",
    "Bramling School": "Len Purdy",
}


def _officer(valley: Valley, place: Organisation) -> uuid.UUID:
    return valley.accounts[OFFICERS.get(place.name, "Dani Okafor")].id


def _noted(
    rows: Rows, course: Course, mentor: uuid.UUID, number: int, on: dt.date, hard: float, chance: random.Random
) -> None:
    """A contact about once a week, and a moment worth a sentence on some days."""
    pupil_id, drawn = course.person.pupil.id, chance.randrange(1000)
    if number % 5 == course.person.draw.number % 5 and chance.random() < 0.9:
        bulk.contact(
            rows,
            pupil_id=pupil_id,
            by=mentor,
            kind=CONTACTS[drawn % len(CONTACTS)],
            at=at(on, 11, drawn % 60),
            minutes=10 + drawn % 40,
            words=said.nth(said.CONTACTS, drawn),
        )
    if chance.random() < 0.3:
        is_hard = chance.random() < hard
        kind = ObservationKind.HARD_MOMENT if is_hard else ObservationKind.PRAISE
        words = said.nth(said.HARD if is_hard else said.PRAISE, drawn)
        bulk.observation(rows, pupil_id=pupil_id, by=mentor, kind=kind, at=at(on, 14, drawn % 60), words=words)


def _work(
    valley: Valley,
    rows: Rows,
    course: Course,
    lessons: Sequence[tuple[LessonRevision, Viewer]],
    chance: random.Random,
) -> None:
    """Two pieces a week that came back done; of the last days some that are open, handed in or back for another go."""
    mentor = valley.acting(course.person.mentor, Role.MENTOR)
    chosen = list(lessons)
    chance.shuffle(chosen)
    begins = days.school_days_from(max(FIRST, course.programme.starts_on), last_day(course))
    mondays = [on for on in begins if on.isoweekday() in (1, 3)]
    for on, (revision, by) in zip(mondays, chosen, strict=False):
        recent = (clock.today() - on).days < 9
        if recent and last_day(course) == clock.today():
            _live(valley, course, mentor, revision, by, on, chance)
        elif not recent and chance.random() < course.person.draw.hands_in:
            bulk.done_work(rows, _done(course, mentor, revision, by, on, chance))


def _done(
    course: Course, mentor: Viewer, revision: LessonRevision, by: Viewer, on: dt.date, chance: random.Random
) -> DoneWork:
    goes = list(_goes(chance))
    return DoneWork(
        pupil_id=course.person.pupil.id,
        revision_id=revision.id,
        set_by=known(mentor.account_id),
        answerer=known(by.account_id),
        answers_for=known(by.organisation_id),
        set_at=at(on, 9, chance.randrange(60)),
        due_on=on + dt.timedelta(days=4),
        goes=goes,
        days_between=chance.randrange(1, 3),
    )


def _goes(chance: random.Random) -> Iterator[tuple[str, str]]:
    if chance.random() < 0.25:
        yield chance.choice(said.HANDED), chance.choice(said.AGAIN)
    yield chance.choice(said.HANDED), chance.choice(said.ANSWERED)


def _live(
    valley: Valley,
    course: Course,
    mentor: Viewer,
    revision: LessonRevision,
    by: Viewer,
    on: dt.date,
    chance: random.Random,
) -> None:
    """Work that somebody still has to do something about: through the changes, because its windows are open."""
    with clock.pretend(at(on, 9, chance.randrange(60))):
        assignment = learning.set_work(
            mentor,
            pupil_id=course.person.pupil.id,
            revision_id=revision.id,
            account_id=known(by.account_id),
            organisation_id=known(by.organisation_id),
            due_on=on + dt.timedelta(days=5),
        )
    if on < clock.today() - dt.timedelta(days=1) and chance.random() < course.person.draw.hands_in * 0.7:
        with clock.pretend(at(on + dt.timedelta(days=1), 14, chance.randrange(60))):
            learning.hand_in(valley.acting(course.person.key, Role.PUPIL), assignment, chance.choice(said.HANDED))
    db.session.flush()
