"""What the desk counts in the database is what the pages about one pupil say."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests import make_attendance, make_desk, make_mentoring, make_timetable
from tests.cast import Cast, Person
from virtual_school.attendance import queries as attendance
from virtual_school.attendance.models import Mark
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.insight.numbers import SESSION_WEEKS
from virtual_school.insight.queries import CaseOf, caseload
from virtual_school.insight.queries.sessions import Sessions, sessions
from virtual_school.library.models import LessonRevision
from virtual_school.mentoring.models import ContactKind, ObservationKind
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import Session

Acting = Callable[[Person], Viewer]
NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def pupils(cast: Cast) -> list[Pupil]:
    """Ten pupils of Dani's with all that can happen to a week."""
    with clock.freeze(NOON):
        larkdale = cast.larkdale
        dani = db.session.get_one(Account, cast.dani.account_id)
        ashfold = db.session.get_one(Organisation, larkdale.organisations["ashfold"])
        college = db.session.get_one(Organisation, larkdale.organisations["college"])
        revision = db.session.get_one(LessonRevision, larkdale.lessons["ashfold"].revision_id)
        made = make_desk.caseload(dani, [ashfold], revision, 10)
        days = dt.timedelta(days=1)
        make_attendance.away(made[0], ashfold, dani, starts_on=clock.today() - 9 * days)
        make_attendance.away(made[1], ashfold, dani, starts_on=clock.today() - 9 * days, ended_at=NOON - 5 * days)
        for said in (Mark.HERE, Mark.NOT_HERE):
            make_attendance.mark(made[3], college, dani, said, on=clock.today() - 3 * days)
        make_attendance.mark(made[8], college, dani, Mark.LATE, on=clock.today() - 6 * days)
        again = make_timetable.pattern(made[5], starts_on=clock.today() - 10 * days)
        footing = make_timetable.footing(made[5], dani, ends_on=clock.today() - 4 * days)
        make_timetable.slot(again, 1, Session.AM, footing)
        return made


def test_the_count_is_that_of_the_facts(cast: Cast, pupils: list[Pupil], acting: Acting) -> None:
    with clock.freeze(NOON):
        dani = acting(cast.dani)
        first = clock.today() - dt.timedelta(weeks=SESSION_WEEKS)
        ids = [pupil.id for pupil in pupils]
        facts = attendance.where_expected(dani, ids, first, clock.today() - dt.timedelta(days=1))
        counted = sessions(dani)
        for pupil_id in ids:
            found = counted.get(pupil_id, Sessions())
            expected = facts[pupil_id]
            assert (found.there, found.expected) == (sum(fact.is_there for fact in expected), len(expected))
            run = 0
            for on in sorted({fact.on for fact in expected}, reverse=True):
                day = [fact for fact in expected if fact.on == on]
                if not all(fact.is_there for fact in day):
                    break
                run += len(day)
            assert found.run == run
        assert sum(found.expected for found in counted.values()) > 200


def test_nothing_of_another_mentors_pupil_is_counted(cast: Cast, pupils: list[Pupil], acting: Acting) -> None:
    with clock.freeze(NOON):
        kit = acting(cast.kit)
        assert {one.id for one in caseload(kit)} == {cast.tariq.pupil_id}
        assert set(sessions(kit)) <= {cast.tariq.pupil_id}
        assert caseload(acting(cast.sam)) == []


def case(viewer: Viewer, person: Person) -> CaseOf:
    return next(one for one in caseload(viewer) if one.id == person.pupil_id)


def test_facts_are_those_of_the_pupil_alone(cast: Cast, acting: Acting) -> None:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    dani = db.session.get_one(Account, cast.dani.account_id)
    now = clock.now()
    contact = make_mentoring.contact(ellie, dani, at=now - dt.timedelta(days=1))
    make_mentoring.contact(ellie, dani, ContactKind.NO_ANSWER, at=now - dt.timedelta(hours=1))
    hard = make_mentoring.observation(ellie, dani, ObservationKind.HARD_MOMENT, at=now - dt.timedelta(days=2))
    before = case(acting(cast.dani), cast.ellie)
    assert before.facts.last_contact == clock.local(contact.at).date() and before.facts.tries == 1
    assert before.weeks.hard.values[-1] == 2 and before.weeks.praise.values[-1] == 1
    for entry in (contact, hard):
        entry = db.session.get_one(type(entry), entry.id)
        entry.withdrawn_at, entry.withdrawn_by, entry.withdrawn_because = now, dani.id, "The wrong child."
    db.session.commit()
    after = case(acting(cast.dani), cast.ellie)
    assert after.facts.last_contact == clock.local(now - dt.timedelta(days=3)).date()
    assert after.weeks.hard.values[-1] == 1


def test_who_is_away_is_known_while_it_lasts(cast: Cast, pupils: list[Pupil], acting: Acting) -> None:
    with clock.freeze(NOON):
        away = {one.id: one.facts.away_since for one in caseload(acting(cast.dani)) if one.facts.away_since}
        assert away == {pupils[0].id: clock.today() - dt.timedelta(days=9)}
