"""What holds on a day, whatever stands in the tables: never two places, nothing without a footing, and an end ends."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make_timetable as make
from tests.cast import Cast
from tests.timetable.conftest import MONDAY, morning
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.pupils.models import Pupil
from virtual_school.timetable import days, queries, register
from virtual_school.timetable.models import Session
from virtual_school.timetable.queries import Day

WEEKS = 5
LAST = MONDAY + dt.timedelta(weeks=WEEKS)
SOME = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OFFSETS = st.integers(-7, WEEKS * 7)
LENGTHS = st.none() | st.integers(0, WEEKS * 7)
WHEN = st.sampled_from(register.HALVES)


@dataclass(frozen=True)
class Span:
    """From a day, so many more days or with an open end."""

    after: int
    more: int | None

    @property
    def dates(self) -> dict[str, dt.date | None]:
        first = MONDAY + dt.timedelta(days=self.after)
        return {"starts_on": first, "ends_on": None if self.more is None else first + dt.timedelta(days=self.more)}


SPANS = st.builds(Span, OFFSETS, LENGTHS)
SHORT = st.builds(Span, OFFSETS, st.integers(0, 20))
SLOTS = st.lists(st.tuples(WHEN, SPANS, st.integers(0, 3)), max_size=8)
OUTS = st.lists(st.tuples(WHEN, SHORT, st.sampled_from(["Period 1", "Period 5", None])), max_size=5)


def lay_out(cast: Cast, slots: list, footings: list, outs: list) -> Pupil:
    """A pupil with these parts of the week, as no form would let anybody write them: some share a half day."""
    by = db.session.get_one(Account, cast.dani.account_id)
    pupil = make.make.pupil("Robin Vale")
    pattern = make.pattern(pupil, starts_on=MONDAY - dt.timedelta(days=30))
    known = [make.footing(pupil, by, **span.dates) for span in footings]
    for (day, session), span, number in slots:
        make.slot(pattern, day, session, known[number] if number < len(known) else None, **span.dates)
    for (day, session), span, period in outs:
        make.lesson_out(pupil, day=day, session=session, period=period, **span.dates)
    return pupil


@SOME
@given(SLOTS, st.lists(SPANS, max_size=3), OUTS)
def test_never_in_two_places_and_never_without_a_footing(cast: Cast, slots: list, footings: list, outs: list) -> None:
    with clock.freeze(morning(MONDAY)):
        pupil = lay_out(cast, slots, footings, outs)
        held = queries.unveiled([pupil.id], MONDAY, LAST)[pupil.id]
        assert [one.on for one in held] == list(days.every_day(MONDAY, LAST))
        for one in held:
            _is_sound(one)
        assert queries.unveiled([pupil.id], held[9].on, held[9].on)[pupil.id][0].on == held[9].on
        assert _slots(queries.unveiled([pupil.id], held[9].on, held[9].on)[pupil.id][0]) == _slots(held[9])
        db.session.rollback()


def _slots(one: Day) -> list[object]:
    return [(half.session, half.slot and half.slot.id, [out.row.id for out in half.outs]) for half in one.halves]


def _is_sound(one: Day) -> None:
    assert [half.session for half in one.halves] == (list(Session) if days.is_school_day(one.on) else [])
    for half in one.halves:
        if half.slot is not None:
            assert half.slot.starts_on <= one.on and (half.slot.ends_on is None or one.on <= half.slot.ends_on)
            assert (half.slot.day, half.slot.session) == (one.on.isoweekday(), half.session)
            assert half.footing is not None and half.footing.in_force(one.on)
        times = [(out.row.period or out.row.lesson).casefold() for out in half.outs]
        assert len(times) == len(set(times))
        for out in half.outs:
            assert out.row.starts_on <= one.on <= (out.row.ends_on or one.on)


@SOME
@given(st.integers(1, 5), SHORT)
def test_after_the_last_day_the_lesson_is_back(cast: Cast, day: int, span: Span) -> None:
    with clock.freeze(morning(MONDAY)):
        slots = [((day, Session.PM), Span(-30, None), 0)]
        pupil = lay_out(cast, slots, [Span(-30, None)], [((day, Session.PM), span, "Period 5")])
        dates = span.dates
        for one in queries.unveiled([pupil.id], MONDAY - dt.timedelta(days=8), LAST + dt.timedelta(days=30))[pupil.id]:
            half = one.half(Session.PM)
            if one.on.isoweekday() != day or one.on < MONDAY - dt.timedelta(days=7):
                assert not half.outs
                continue
            out = dates["starts_on"] <= one.on <= dates["ends_on"]
            assert bool(half.outs) is out
            assert half.slot is not None, "the home school's half day is there before, between and after"
        db.session.rollback()


def test_a_footing_that_was_ended_holds_nothing_from_that_day(cast: Cast) -> None:
    following = MONDAY + dt.timedelta(days=7)
    with clock.freeze(morning(following)):
        pupil = lay_out(cast, [((1, Session.AM), Span(-7, None), 0)], [Span(-7, None)], [])
        slot = queries.unveiled([pupil.id], MONDAY, MONDAY)[pupil.id][0].half(Session.AM).slot
        assert slot is not None and slot.footing_id is not None
        footing = queries.footings_of(pupil.id)[0]
        footing.ended_at = clock.now()
        db.session.flush()
        after = queries.unveiled([pupil.id], following, following)[pupil.id][0].half(Session.AM)
        assert after.slot is None and after.waiting is not None
        assert queries.unveiled([pupil.id], MONDAY, MONDAY)[pupil.id][0].half(Session.AM).slot is not None, (
            "what was, was"
        )


def test_a_draft_holds_nothing(cast: Cast) -> None:
    by = db.session.get_one(Account, cast.dani.account_id)
    pupil = make.make.pupil("Robin Vale")
    make.slot(make.pattern(pupil, agreed_at=None), footing=make.footing(pupil, by))
    make.lesson_out(pupil, agreed_at=None)
    assert not any(one.is_laid_out for one in queries.unveiled([pupil.id], MONDAY, LAST)[pupil.id])
