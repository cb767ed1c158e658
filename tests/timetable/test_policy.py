"""Who may lay out a week, prepare a return and choose, as pure questions over values."""

import datetime as dt
import uuid

import pytest

from tests.timetable.conftest import MONDAY
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part, Pupil
from virtual_school.timetable import policy
from virtual_school.timetable.models import LessonOut, Session, WeekPattern
from virtual_school.timetable.returns import STEPS, Return, Step

NOW = dt.datetime(2026, 11, 24, 10, 42, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def words(app: object) -> None:
    """Reasons go through gettext, which needs the application."""


def by(relation: Relation) -> Access:
    return Access(relation, frozenset({Part.WEEK}), "Because.")


def viewer(role: Role) -> Viewer:
    return Viewer(uuid.uuid4(), uuid.uuid4(), "Somebody", (), Hat("hat", role))


def coming(today: dt.date = MONDAY, ready: bool = False, **given: object) -> Return:
    row = LessonOut(lesson="science", day=1, session=Session.PM, starts_on=MONDAY, ends_on=MONDAY, **given)
    done = {kind: Step("Done", "Dani", NOW) for kind in STEPS} if ready else {}
    return Return(row, Pupil(), done, today)


@pytest.mark.parametrize("relation", list(Relation))
def test_only_mentor_and_lead_lay_out_a_week(relation: Relation) -> None:
    may = relation in {Relation.MENTOR, Relation.OFFICE}
    assert bool(policy.can_lay_out(by(relation))) is may
    assert bool(policy.can_change(by(relation), WeekPattern())) is may


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (None, "Nothing is being laid out"),
        (WeekPattern(frozen_at=NOW), "Take the plan back first"),
        (WeekPattern(frozen_at=NOW, agreed_at=NOW), "Nothing is being laid out"),
        (WeekPattern(ended_at=NOW), "Nothing is being laid out"),
    ],
)
def test_what_is_no_draft_says_why_it_is_not_changed(pattern: WeekPattern | None, why: str) -> None:
    assert why in policy.can_change(by(Relation.MENTOR), pattern).because


def test_an_agreed_lesson_out_is_changed_with_the_plan() -> None:
    draft, mentor = WeekPattern(), by(Relation.MENTOR)
    assert policy.can_end_lesson_out(mentor, draft, LessonOut())
    assert not policy.can_end_lesson_out(mentor, draft, LessonOut(agreed_at=NOW))
    assert not policy.can_end_lesson_out(by(Relation.SCHOOL), draft, LessonOut())


@pytest.mark.parametrize("role", list(Role))
def test_who_prepares_and_who_chooses(role: Role) -> None:
    school = by(Relation.SCHOOL)
    assert bool(policy.can_prepare(viewer(role), school)) is (role in policy.PREPARE)
    assert not policy.can_prepare(viewer(role), by(Relation.WINDOW))
    chooses = role in {Role.HEAD_OF_YEAR, Role.HEADTEACHER}
    assert bool(policy.can_choose(viewer(role), school, coming())) is chooses
    assert not policy.can_choose(viewer(role), by(Relation.WINDOW), coming())


def test_there_is_nothing_to_choose_when_it_is_ready_chosen_or_over() -> None:
    hoy, school = viewer(Role.HEAD_OF_YEAR), by(Relation.SCHOOL)
    assert policy.can_choose(hoy, school, coming())
    for other in (coming(ready=True), coming(chosen_at=NOW), coming(MONDAY + dt.timedelta(days=7))):
        assert not policy.can_choose(hoy, school, other)
    assert policy.can_extend(coming())
    assert not policy.can_extend(coming(extends_id=uuid.uuid4()))


def test_reasons_are_not_for_somebody_outside() -> None:
    assert [one for one in Relation if not policy.can_see_reasons(by(one))] == [Relation.WINDOW]
