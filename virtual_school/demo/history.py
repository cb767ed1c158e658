"""Ten school weeks of every day: who came, who was late, what was noted, what was set and came back."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence

from virtual_school.core import clock, files
from virtual_school.core.db import db
from virtual_school.demo import bulk, said
from virtual_school.demo.bulk import DoneWork, Rows
from virtual_school.demo.draws import SEED
from virtual_school.demo.journeys import Course, at
from virtual_school.demo.marks import Days, Habit, officers
from virtual_school.demo.people import Valley
from virtual_school.demo.work import known
from virtual_school.learning import changes as learning
from virtual_school.library.models import LessonRevision
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.timetable import days as calendar
from virtual_school.timetable import queries as timetable

FIRST = dt.date(2026, 9, 7)
LATELY, TIME_FOR_TWO = dt.timedelta(days=21), dt.timedelta(days=16)


def build_history(
    valley: Valley, courses: Sequence[Course], lessons: Sequence[tuple[LessonRevision, Viewer]], drawn: files.Received
) -> int:
    """Everybody's weeks, up to this moment of the demonstration; how many rows that was."""
    rows, ellie, photo = Rows(), _ellie(valley), (files.keep(drawn).id, drawn.name)
    days = Days(rows, officers())
    held = timetable.unveiled([ellie.pupil_id, *(one.person.pupil.id for one in courses)], FIRST, clock.today())
    days.live(ellie, held[ellie.pupil_id])
    for course in courses:
        # A chance of each pupil's own: another pupil more changes nobody's weeks.
        chance = random.Random(SEED + course.person.draw.number)  # noqa: S311
        habit = _habit(valley, course)
        first, last = course.programme.starts_on, last_day(course)
        days.live(habit, [day for day in held[habit.pupil_id] if first <= day.on <= last])
        _work(valley, rows, course, lessons, chance, photo if "does_not_write" in course.person.draw.marks else None)
    return rows.write()


def last_day(course: Course) -> dt.date:
    return min(clock.today(), course.programme.ends_on or clock.today())


def _ellie(valley: Valley) -> Habit:
    """Who comes to nearly everything since her week was agreed; what was noted of her is written down elsewhere."""
    ellie, dani = valley.pupils["Ellie"].id, valley.accounts["Dani Okafor"].id
    return Habit(ellie, dani, 0.88, 0.0, str(SEED), notes=False)


def _habit(valley: Valley, course: Course) -> Habit:
    drawn = course.person.draw
    return Habit(
        course.person.pupil.id,
        valley.accounts[course.person.mentor].id,
        drawn.comes,
        drawn.hard,
        f"{SEED}/{drawn.number}",
        said.CONTACTS_OF.get(next(iter(drawn.marks & said.CONTACTS_OF.keys()), ""), said.CONTACTS),
        drawn.number,
    )


def _work(
    valley: Valley,
    rows: Rows,
    course: Course,
    lessons: Sequence[tuple[LessonRevision, Viewer]],
    chance: random.Random,
    photo: tuple[uuid.UUID, str] | None,
) -> None:
    """Two pieces a week that came back done; of the last days some that are open, handed in or back for another go."""
    mentor = valley.acting(course.person.mentor, Role.MENTOR)
    chosen = list(lessons)
    chance.shuffle(chosen)
    begins = calendar.school_days_from(max(FIRST, course.programme.starts_on), last_day(course))
    mondays = [on for on in begins if on.isoweekday() in (1, 3)]
    for on, (revision, by) in zip(mondays, chosen, strict=False):
        recent = (clock.today() - on).days < 9
        if recent and last_day(course) == clock.today():
            _live(valley, course, mentor, revision, by, on, chance, photo)
        elif not recent and chance.random() < course.person.draw.hands_in:
            bulk.done_work(rows, _done(valley, course, mentor, revision, by, on, chance, photo))


def _done(
    valley: Valley,
    course: Course,
    mentor: Viewer,
    revision: LessonRevision,
    by: Viewer,
    on: dt.date,
    chance: random.Random,
    photo: tuple[uuid.UUID, str] | None,
) -> DoneWork:
    goes = [("" if photo else text, answer) for text, answer in _goes(chance)]
    if clock.today() - on < TIME_FOR_TWO:
        goes = goes[-1:]
    # Of the last answers some lie unopened.
    opened = clock.today() - on > LATELY or chance.random() < 0.8
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
        read_by=course.person.pupil.account_id if opened else None,
        photo=photo,
        used=(revision.lesson_id, valley.organisations[course.person.draw.school].id),
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
    photo: tuple[uuid.UUID, str] | None,
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
            pupil, words = valley.acting(course.person.key, Role.PUPIL), chance.choice(said.HANDED)
            if photo is not None:
                learning.add_piece(pupil, assignment, db.session.get_one(files.StoredFile, photo[0]), photo[1])
            learning.hand_in(pupil, assignment, "" if photo else words)
    db.session.flush()
