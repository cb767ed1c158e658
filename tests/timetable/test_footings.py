"""On what footing which part of the week may stand, and what the register makes of it."""

import datetime as dt

import pytest

from tests.timetable.conftest import MONDAY
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.timetable import changes, footings
from virtual_school.timetable.footings import Counts
from virtual_school.timetable.models import Footing, SlotBasis, SlotKind


def test_every_kind_and_every_basis_has_words_and_a_line_of_the_register() -> None:
    assert set(footings.KIND_WORDS) == set(SlotKind)
    assert set(footings.WORDS) == set(footings.REGISTER) == set(SlotBasis)
    for kind in SlotKind:
        assert footings.allowed(kind, 10) or kind is SlotKind.WORK_EXPERIENCE, kind
    assert {basis for kind in SlotKind for year in range(1, 15) for basis in footings.allowed(kind, year)} == set(
        SlotBasis
    )


@pytest.mark.parametrize(("year", "may"), [(9, False), (10, True), (11, True), (12, False)])
def test_work_experience_is_for_years_10_and_11(year: int, may: bool) -> None:
    assert (SlotBasis.WORK_EXPERIENCE in footings.allowed(SlotKind.WORK_EXPERIENCE, year)) is may


@pytest.mark.parametrize("basis", list(SlotBasis))
@pytest.mark.parametrize("kind", [SlotKind.HOME_ONLINE, SlotKind.OWN_TIME])
def test_at_home_or_online_is_never_claimed_as_present(kind: SlotKind, basis: SlotBasis) -> None:
    assert footings.register_of(kind, basis).counts is not Counts.PRESENT
    assert footings.register_of(kind, basis).code not in {"/", "B", "K", "P", "V", "W"}


def test_online_in_a_supervised_room_counts() -> None:
    assert footings.register_of(SlotKind.BASE, SlotBasis.AT_SCHOOL).counts is Counts.PRESENT


@pytest.mark.parametrize("kind", [SlotKind.SCHOOL, SlotKind.BASE, SlotKind.COLLEGE, SlotKind.WORK_EXPERIENCE])
def test_a_part_time_timetable_is_at_home(kind: SlotKind) -> None:
    assert SlotBasis.PART_TIME_TIMETABLE not in footings.allowed(kind, 10)


class Confirmed:
    """Confirms one footing with whatever a test does not care about filled in."""

    def __init__(self, by: Viewer, pupil: Pupil) -> None:
        self.by, self.pupil = by, pupil

    def __call__(self, kind: SlotKind, basis: SlotBasis, **given: object) -> Footing:
        ordinary: dict[str, object] = {"words": "As agreed", "starts_on": MONDAY}
        return changes.confirm_footing(
            self.by,
            pupil_id=self.pupil.id,
            kind=kind,
            basis=basis,
            **{**ordinary, **given},  # type: ignore[arg-type]
        )


def test_what_does_not_fit_is_not_confirmed(dani: Viewer, newcomer: Pupil) -> None:
    confirm = Confirmed(dani, newcomer)
    newcomer.year = 9
    with pytest.raises(WrongState, match="Year 9"):
        confirm(SlotKind.WORK_EXPERIENCE, SlotBasis.WORK_EXPERIENCE)
    with pytest.raises(WrongState, match="cannot stand"):
        confirm(SlotKind.HOME_ONLINE, SlotBasis.OFF_SITE_ACTIVITY)
    part_time = (SlotKind.HOME_ONLINE, SlotBasis.PART_TIME_TIMETABLE)
    for less in ({}, {"reason": "Getting well"}, {"ends_on": MONDAY, "reason": "  "}):
        with pytest.raises(WrongState, match="reason"):
            confirm(*part_time, **less)
    with pytest.raises(WrongState, match="before the first"):
        confirm(SlotKind.SCHOOL, SlotBasis.AT_SCHOOL, ends_on=MONDAY - dt.timedelta(days=1))
    assert confirm(*part_time, ends_on=MONDAY, reason="Getting well").confirmed_by == dani.account_id


def test_why_a_half_day_does_not_fit_a_footing(newcomer: Pupil, dani: Viewer) -> None:
    found = Confirmed(dani, newcomer)(SlotKind.SCHOOL, SlotBasis.AT_SCHOOL, ends_on=MONDAY + dt.timedelta(days=20))
    later = MONDAY + dt.timedelta(days=21)

    def field(kind: SlotKind, first: dt.date, last: dt.date | None) -> str | None:
        misfit = footings.misfit(found, kind, None, first, last)
        return misfit[0] if misfit else None

    assert field(SlotKind.SCHOOL, MONDAY, None) is None
    assert field(SlotKind.SCHOOL, MONDAY, later) == "ends_on"
    assert field(SlotKind.SCHOOL, later, None) == "ends_on"
    assert field(SlotKind.SCHOOL, MONDAY - dt.timedelta(days=1), None) == "starts_on"
    assert field(SlotKind.COLLEGE, MONDAY, None) == "footing_id"
