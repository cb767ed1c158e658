"""The prepared return: on the page before it happens, never after; and neither lapsed nor lengthened in silence."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make_timetable as make
from tests.cast import Cast, Person
from tests.timetable.conftest import MONDAY, Acting, morning, the_lesson_out
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import Refused, WrongState
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find
from virtual_school.timetable import actions, changes, days, numbers, queries, returns
from virtual_school.timetable.models import LessonOut, ReturnStepKind, Session
from virtual_school.timetable.returns import STEPS, Return

FRIDAY = MONDAY + dt.timedelta(days=11)  # the last day out; the lesson is on Mondays
BACK = FRIDAY + dt.timedelta(days=3)


@pytest.fixture
def out(cast: Cast) -> LessonOut:
    """Ellie is out of Monday's science until Friday 4 December."""
    row = the_lesson_out(cast)
    row.starts_on, row.ends_on = MONDAY - dt.timedelta(days=40), FRIDAY
    db.session.flush()
    return row


def seen_on(on: dt.date, viewer: Viewer) -> tuple[list[Return], list[Return]]:
    """What is due and what was not prepared, of Ellie's science alone, as the page of a day shows it."""
    with clock.freeze(morning(on)):
        return tuple(  # type: ignore[return-value]
            [one for one in found if one.row.lesson == "science" and one.pupil.known_as == "Ellie"]
            for found in (returns.due(viewer, on), returns.unprepared(viewer, on))
        )


def prepare(row: LessonOut, by: Account, kinds: tuple[ReturnStepKind, ...] = STEPS) -> None:
    for kind in kinds:
        make.step(row, by, kind)


def test_the_calendar_of_a_return(acting: Acting, cast: Cast, out: LessonOut) -> None:
    hoy = acting(cast.head_of_year)
    begins = days.school_days_before(FRIDAY, 10)
    assert not seen_on(begins - dt.timedelta(days=3), hoy)[0]
    for on in days.every_day(begins, BACK - dt.timedelta(days=1)):
        (one,), unprepared = seen_on(on, hoy)
        assert not unprepared
        assert one.back_on == BACK
        assert one.must_choose is (on >= days.school_days_before(FRIDAY, 3))
        assert one.is_shown_to_pupil is (on >= days.school_days_before(FRIDAY, 5))
    for on in (BACK, BACK + dt.timedelta(days=1), BACK + dt.timedelta(weeks=20)):
        due, unprepared = seen_on(on, hoy)
        assert not due, "never after"
        assert [one.row.id for one in unprepared] == [out.id], "nor gone in silence"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weekday=st.integers(1, 5),
    ends=st.integers(0, 13),
    look=st.integers(-20, 20),
    done=st.sets(st.sampled_from(STEPS)),
    chosen=st.booleans(),
)
def test_before_it_and_never_after(
    acting: Acting, cast: Cast, weekday: int, ends: int, look: int, done: set[ReturnStepKind], chosen: bool
) -> None:
    row, hoy = the_lesson_out(cast), acting(cast.head_of_year)
    last = MONDAY + dt.timedelta(days=ends)
    row.day, row.starts_on, row.ends_on = weekday, MONDAY - dt.timedelta(days=60), last
    row.chosen_at = clock.now() if chosen else None
    prepare(row, db.session.get_one(Account, cast.dani.account_id), tuple(done))
    on, back, ready = last + dt.timedelta(days=look), days.next_on(last, weekday), done == set(STEPS)
    due, unprepared = seen_on(on, hoy)
    assert bool(due) is (days.school_days_before(last, numbers.LIST_BEGINS) <= on < back)
    assert bool(unprepared) is (on >= back and not ready)
    if due and not ready and not chosen:
        assert due[0].must_choose is (on >= days.school_days_before(last, numbers.MUST_CHOOSE))
    if on > last:
        assert not queries.unveiled([row.pupil_id], on, on)[row.pupil_id][0].half(row.session).outs, (
            "the lesson is back, prepared or not"
        )
    db.session.rollback()


@pytest.fixture
def access(cast: Cast) -> Callable[[Viewer], Access]:
    return lambda viewer: find(viewer, cast.ellie.pupil_id, Part.WEEK)[1]  # type: ignore[arg-type]


def coming(row: LessonOut) -> Return:
    found = returns.one(row, clock.today())
    assert found is not None
    return found


def test_what_was_done_is_kept_with_who_did_it(
    acting: Acting, cast: Cast, out: LessonOut, access: Callable[[Viewer], Access]
) -> None:
    with clock.freeze(morning(MONDAY)):
        dani = acting(cast.dani)
        for kind in STEPS:
            assert not coming(out).is_ready
            actions.note_step(dani, access(dani), out, kind, "Mrs Kaye meets you at the door.")
        assert coming(out).is_ready and coming(out).meets == "Mrs Kaye meets you at the door."
        assert coming(out).steps[ReturnStepKind.SEAT].by == "Dani Okafor"
        with pytest.raises(WrongState, match="already"):
            actions.note_step(dani, access(dani), out, ReturnStepKind.SEAT, "Again")
        with pytest.raises(WrongState, match="prepared"):
            actions.note_step(dani, access(dani), out, ReturnStepKind.CAUGHT_UP, "Too early")


@pytest.mark.parametrize("who", ["dani", "lead", "key_adult", "agency"])
def test_only_the_school_chooses(
    acting: Acting, cast: Cast, out: LessonOut, access: Callable[[Viewer], Access], who: str
) -> None:
    with clock.freeze(morning(FRIDAY)):
        viewer = acting(getattr(cast, who))
        with pytest.raises(Refused):
            actions.choose_to_prepare(viewer, access(viewer), coming(out))


def test_an_extension_has_a_day_and_a_reason_and_comes_once(
    acting: Acting, cast: Cast, out: LessonOut, access: Callable[[Viewer], Access]
) -> None:
    with clock.freeze(morning(FRIDAY)):
        hoy = acting(cast.head_of_year)
        for wrong in (FRIDAY, FRIDAY + numbers.LONGEST_EXTENSION + dt.timedelta(days=1)):
            with pytest.raises(WrongState, match="later"):
                actions.extend(hoy, access(hoy), coming(out), ends_on=wrong, because="The room is not free.")
        until = FRIDAY + dt.timedelta(days=14)
        more = actions.extend(hoy, access(hoy), coming(out), ends_on=until, because="The room is not free.")
        assert (more.starts_on, more.extends_id) == (FRIDAY + dt.timedelta(days=1), out.id)
        assert queries.unveiled([out.pupil_id], BACK, BACK)[out.pupil_id][0].half(out.session).outs[0].row == more
        late = BACK + dt.timedelta(days=14)
        assert not queries.unveiled([out.pupil_id], late, late)[out.pupil_id][0].half(out.session).outs
        assert returns.one(out, FRIDAY) is None, "its return is the extension's now"
    with clock.freeze(morning(until)):
        assert [one.row.id for one in returns.due(hoy, until) if one.pupil.known_as == "Ellie"] == [more.id]
        with pytest.raises(Refused, match="once already"):
            actions.extend(hoy, access(hoy), coming(more), ends_on=until + dt.timedelta(days=7), because="Again")
        with pytest.raises(WrongState, match="once already"):
            changes.extend_lesson_out(hoy, more, ends_on=until + dt.timedelta(days=7), because="Again")
        actions.choose_to_prepare(hoy, access(hoy), coming(more))
        assert not coming(more).must_choose


def test_who_went_back_unprepared_stays_in_sight_until_somebody_says_what_was_done(
    acting: Acting, cast: Cast, out: LessonOut, access: Callable[[Viewer], Access]
) -> None:
    hoy = acting(cast.head_of_year)
    with clock.freeze(morning(BACK)):
        assert seen_on(BACK, hoy)[1]
        with pytest.raises(Refused, match="nothing to choose"):
            actions.choose_to_prepare(hoy, access(hoy), coming(out))
        actions.note_step(hoy, access(hoy), out, ReturnStepKind.CAUGHT_UP, "Spoke with her and with Mr Hale.")
        assert not seen_on(BACK, hoy)[1]


@pytest.mark.parametrize(("who", "sees"), [("head_of_year", 1), ("head", 1), ("lead", 1), ("kit", 0), ("clerk", 0)])
def test_whose_returns_they_are(acting: Acting, cast: Cast, out: LessonOut, who: str, sees: int) -> None:
    person: Person = getattr(cast, who)
    assert len(seen_on(FRIDAY, acting(person))[0]) == sees


def test_a_lesson_out_is_at_most_twelve_weeks_and_never_twice(dani: Viewer, newcomer: Pupil) -> None:
    given: dict[str, Any] = {"pupil_id": newcomer.id, "lesson": "science", "day": 1, "session": Session.PM}
    given |= {"reason": "r", "instead": "i", "responsible": "Mrs Kaye", "starts_on": MONDAY}
    with pytest.raises(WrongState, match="12 weeks"):
        changes.add_lesson_out(dani, **given, ends_on=MONDAY + dt.timedelta(weeks=12, days=1))
    with pytest.raises(WrongState, match="which adult"):
        changes.add_lesson_out(dani, **{**given, "responsible": None}, ends_on=MONDAY)
    row = changes.add_lesson_out(dani, **given, ends_on=MONDAY + dt.timedelta(weeks=12))
    with pytest.raises(WrongState, match="out of science then"):
        changes.add_lesson_out(dani, **given, ends_on=MONDAY)
    changes.add_lesson_out(dani, **{**given, "lesson": "art", "period": "Period 4"}, ends_on=MONDAY)
    changes.agree_lesson_out(dani, row)
    changes.agree_lesson_out(dani, row)
    changes.end_lesson_out(dani, row, "Back early")
    with pytest.raises(WrongState, match="ended"):
        changes.agree_lesson_out(dani, row)
