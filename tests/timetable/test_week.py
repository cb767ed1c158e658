"""A week is laid out, frozen while people are asked, agreed; and then it never changes."""

import datetime as dt
from dataclasses import replace

import pytest

from tests import make_timetable as make
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.timetable import changes, queries
from virtual_school.timetable.changes import Content
from virtual_school.timetable.checks import CHECKS
from virtual_school.timetable.models import Footing, Session, SlotBasis, SlotKind, WeekPattern

AM, PM = Session.AM, Session.PM


@pytest.fixture
def school(dani: Viewer, newcomer: Pupil) -> Footing:
    return changes.confirm_footing(
        dani, pupil_id=newcomer.id, kind=SlotKind.SCHOOL, basis=SlotBasis.AT_SCHOOL, words="x", starts_on=today()
    )


@pytest.fixture
def draft(dani: Viewer, newcomer: Pupil) -> WeekPattern:
    return changes.empty_week(dani, newcomer.id)


@pytest.fixture
def lessons(school: Footing) -> Content:
    return Content(SlotKind.SCHOOL, "English", today(), responsible="Mrs Kaye", footing_id=school.id)


def today() -> dt.date:
    return clock.today()


def until(content: Content, days: int) -> Content:
    return replace(content, ends_on=today() + dt.timedelta(days=days))


def broken(pupil: Pupil) -> dict[str, list[object]]:
    """Which rules do not hold around a pupil: their own rows alone, the cast's are others'."""
    return {
        name: [row for row in db.session.scalars(rule()) if row.pupil_id == pupil.id] for name, rule in CHECKS.items()
    }


def test_without_a_last_day_a_part_ends_with_its_footing(dani: Viewer, draft: WeekPattern, lessons: Content) -> None:
    assert changes.put_slot(dani, draft, 1, AM, lessons).ends_on is None
    last = today() + dt.timedelta(days=40)
    db.session.get_one(Footing, lessons.footing_id).ends_on = last
    assert changes.put_slot(dani, draft, 2, AM, lessons).ends_on == last
    assert changes.put_slot(dani, draft, 3, AM, until(lessons, 10)).ends_on == last - dt.timedelta(days=30)


def test_a_half_day_is_put_copied_and_removed(dani: Viewer, draft: WeekPattern, lessons: Content) -> None:
    version = draft.version
    slot = changes.put_slot(dani, draft, 1, AM, lessons)
    assert draft.version > version
    assert changes.copy_slot(dani, draft, slot, [(1, AM), (1, PM), (5, PM)]) == 2
    assert [(one.day, one.session) for one in queries.slots_of(draft.id)] == [(1, AM), (1, PM), (5, PM)]
    changes.remove_slot(dani, draft, slot)
    assert [(one.day, one.session) for one in queries.slots_of(draft.id)] == [(1, PM), (5, PM)]


def test_two_parts_share_a_half_day_only_on_other_dates(dani: Viewer, draft: WeekPattern, lessons: Content) -> None:
    first = changes.put_slot(dani, draft, 1, AM, until(lessons, 10))
    with pytest.raises(WrongState, match="two places"):
        changes.put_slot(dani, draft, 1, AM, lessons)
    after = replace(lessons, starts_on=today() + dt.timedelta(days=11))
    changes.put_slot(dani, draft, 1, AM, after)
    with pytest.raises(WrongState, match="two places"):
        changes.put_slot(dani, draft, 1, AM, until(lessons, 11), slot=first)
    changes.put_slot(dani, draft, 1, AM, until(lessons, 9), slot=first)


def test_somebody_answers_for_every_part_but_own_time(dani: Viewer, draft: WeekPattern, lessons: Content) -> None:
    with pytest.raises(WrongState, match="responsible"):
        changes.put_slot(dani, draft, 1, AM, replace(lessons, responsible=None))
    own = Content(SlotKind.OWN_TIME, "Rest", today())
    assert changes.put_slot(dani, draft, 1, AM, own).responsible is None


def test_a_part_stands_on_its_own_pupils_footing(
    dani: Viewer, draft: WeekPattern, lessons: Content, ellie: Pupil
) -> None:
    other = changes.confirm_footing(
        dani, pupil_id=ellie.id, kind=SlotKind.SCHOOL, basis=SlotBasis.AT_SCHOOL, words="x", starts_on=today()
    )
    with pytest.raises(WrongState, match="not confirmed for this pupil"):
        changes.put_slot(dani, draft, 1, AM, replace(lessons, footing_id=other.id))
    with pytest.raises(WrongState, match="was confirmed for"):
        changes.put_slot(dani, draft, 1, AM, replace(lessons, kind=SlotKind.BASE))


def test_what_people_are_asked_about_does_not_change(dani: Viewer, draft: WeekPattern, lessons: Content) -> None:
    slot = changes.put_slot(dani, draft, 1, AM, lessons)
    changes.freeze_week(dani, draft)
    for change in (
        lambda: changes.put_slot(dani, draft, 1, PM, lessons),
        lambda: changes.copy_slot(dani, draft, slot, [(2, AM)]),
        lambda: changes.remove_slot(dani, draft, slot),
        lambda: changes.freeze_week(dani, draft),
    ):
        with pytest.raises(WrongState):
            change()
    changes.unfreeze_week(dani, draft)
    changes.put_slot(dani, draft, 1, PM, lessons)
    with pytest.raises(WrongState, match="still being laid out"):
        changes.agree_week(dani, draft, today())
    changes.freeze_week(dani, draft)
    changes.agree_week(dani, draft, today())
    for change in (
        lambda: changes.put_slot(dani, draft, 2, AM, lessons),
        lambda: changes.unfreeze_week(dani, draft),
        lambda: changes.agree_week(dani, draft, today()),
        lambda: changes.drop_week(dani, draft, "No"),
    ):
        with pytest.raises(WrongState, match="agreed"):
            change()


def test_the_agreed_week_runs_until_the_next_begins(
    dani: Viewer, newcomer: Pupil, draft: WeekPattern, lessons: Content
) -> None:
    changes.put_slot(dani, draft, 1, AM, lessons)
    changes.put_slot(dani, draft, 1, PM, until(lessons, 1))
    changes.freeze_week(dani, draft)
    changes.agree_week(dani, draft, today())
    following = changes.copy_week(dani, draft)
    assert len(queries.slots_of(following.id)) == 2
    assert queries.pattern_in_force(newcomer.id, today()) == draft
    assert queries.open_pattern(newcomer.id) == following
    changes.freeze_week(dani, following)
    begins = today() + dt.timedelta(days=5)
    changes.agree_week(dani, following, begins)
    assert draft.ends_on == begins - dt.timedelta(days=1)
    assert queries.pattern_in_force(newcomer.id, begins) == following
    again = changes.copy_week(dani, following)
    changes.freeze_week(dani, again)
    changes.agree_week(dani, again, today())
    assert following.ended_at is not None, "what never began is not left standing behind it"
    assert not any(broken(newcomer).values())


def test_one_week_is_laid_out_at_a_time(dani: Viewer, newcomer: Pupil, draft: WeekPattern) -> None:
    another = changes.empty_week(dani, newcomer.id)
    assert draft.ended_at is not None
    assert queries.open_pattern(newcomer.id) == another
    with pytest.raises(WrongState, match="put aside"):
        changes.freeze_week(dani, draft)


def test_the_checks_find_what_no_form_lets_in(dani: Viewer, newcomer: Pupil, ellie: Pupil, school: Footing) -> None:
    pattern = make.pattern(newcomer)
    make.pattern(newcomer)
    for _number in range(2):
        make.slot(pattern, footing=school)
        make.pattern(newcomer, agreed_at=None)
    make.slot(pattern, 2, footing=school, kind=SlotKind.COLLEGE)
    make.slot(make.pattern(ellie), 3, pupil_id=newcomer.id)
    first = make.lesson_out(newcomer)
    second = make.lesson_out(newcomer, extends_id=first.id, extended_because="More time")
    make.lesson_out(newcomer, extends_id=second.id, extended_because="More again")
    assert all(broken(newcomer).values())
