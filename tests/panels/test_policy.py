"""Who may do what on a panel, as pure questions over values."""

import datetime as dt
import uuid

import pytest

from tests.plain_words import unkind
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.referrals import letters
from virtual_school.referrals.models import DecisionOutcome, ReferralState
from virtual_school.referrals.policy import confirm, panel
from virtual_school.referrals.policy.confirm import Standing
from virtual_school.referrals.policy.panel import Room, Seat
from virtual_school.timetable.models import SlotBasis, SlotKind

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
ME, SCHOOL = uuid.uuid4(), uuid.uuid4()


@pytest.fixture(autouse=True)
def words(app: object) -> None:
    """Reasons go through gettext, which needs the application."""


def viewer(role: Role, account_id: uuid.UUID = ME, organisation_id: uuid.UUID | None = None) -> Viewer:
    hat = Hat("hat", role, organisation_id)
    return Viewer(account_id, uuid.uuid4(), "Femi Adu", (hat,), hat)


def seat(account_id: uuid.UUID | None = None, *, there: bool = True, tied: bool = False, left: bool = False) -> Seat:
    came, gone = (NOW if there else None), (NOW if left else None)
    return Seat(account_id or uuid.uuid4(), "Somebody", "A school", False, came, gone, tied)


@pytest.mark.parametrize(
    ("mine", "others", "may"),
    [
        (seat(ME), [seat()], True),
        (seat(ME), [seat(tied=True)], False),
        (seat(ME), [seat(left=True)], False),
        (seat(ME), [seat(there=False)], False),
        (seat(ME, tied=True), [seat(), seat()], False),
        (seat(ME, there=False), [seat(), seat()], False),
        (seat(ME, left=True), [seat(), seat()], False),
    ],
)
def test_who_decides(mine: Seat, others: list[Seat], may: bool) -> None:
    room = Room(2, (mine, *others))
    assert bool(panel.can_decide(viewer(Role.PANEL_MEMBER), room)) is may
    for role in set(Role) - {Role.PANEL_MEMBER}:
        assert not panel.can_decide(viewer(role), room)
    assert not panel.can_decide(viewer(Role.PANEL_MEMBER, uuid.uuid4()), room)


def test_the_refusal_says_how_many_more_are_needed() -> None:
    room = Room(4, (seat(ME), seat(tied=True)))
    assert "3 more members without a tie" in panel.can_decide(viewer(Role.PANEL_MEMBER), room).because
    room = Room(2, (seat(ME),))
    assert "1 more member without a tie" in panel.can_decide(viewer(Role.PANEL_MEMBER), room).because


def test_a_member_of_the_own_school_speaks() -> None:
    assert panel.can_speak(viewer(Role.PANEL_MEMBER), seat(ME, tied=True))
    assert not panel.can_speak(viewer(Role.VIRTUAL_SCHOOL_LEAD), None)


def standing(**given: object) -> Standing:
    ordinary: dict[str, object] = {"outcome": DecisionOutcome.OFFER, "state": ReferralState.OFFERED}
    ordinary |= {"school_id": SCHOOL, "told": True, "lived_with_says_yes": True}
    return Standing(**{**ordinary, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "may"),
    [
        ({}, True),
        ({"told": False}, False),
        ({"school_id": uuid.uuid4()}, False),
        ({"state": ReferralState.WITHDRAWN}, False),
        ({"outcome": DecisionOutcome.NOT_THIS_TIME}, False),
    ],
)
def test_the_head_answers_an_offer_once_the_family_knows(given: dict[str, object], may: bool) -> None:
    assert bool(confirm.can_answer_offer(viewer(Role.HEADTEACHER, ME, SCHOOL), standing(**given))) is may
    assert not confirm.can_answer_offer(viewer(Role.HEAD_OF_YEAR, ME, SCHOOL), standing(**given))


@pytest.mark.parametrize("reason", ["Behaviour", "He is disruptive", "After misconduct", "as a sanction"])
def test_behaviour_is_no_reason(reason: str) -> None:
    values = {"ends_on": dt.date(2026, 12, 18), "reason": reason, "standing": standing()}
    kind, basis = SlotKind.OWN_TIME, SlotBasis.PART_TIME_TIMETABLE
    assert not confirm.can_stand_on(kind, basis, 10, **values)
    assert confirm.can_stand_on(kind, basis, 10, **{**values, "reason": "After an operation"})


@pytest.mark.parametrize("outcome", [DecisionOutcome.OFFER, DecisionOutcome.NOT_THIS_TIME])
def test_the_pupils_letter_is_in_plain_words(outcome: DecisionOutcome) -> None:
    about = letters.About(
        "Larkdale Link", "Ash", "Wren Hill School", outcome, NOW, "Engines are what brings you back.",
        "We look at it after six weeks.", "A mentor at school.", "Tom Archer", dt.date(2026, 11, 30), "Dani Okafor",
        (("Construction", 4),),
    )  # fmt: skip
    letter = letters.to_pupil(about)
    assert unkind(letter) == []
    sentences = [one for line in letter.split("\n\n") for one in line.replace("?", ".").split(". ") if one]
    assert all(len(one.split()) <= 16 for one in sentences), sentences
    assert "declined" not in letter and "deferred" not in letter and "Larkdale Link" in letter
    assert "statutory Virtual School" in letters.to_carers(about)
    assert "Construction" not in letters.without_places(about)
