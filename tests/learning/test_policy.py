"""Who may do what with work, as pure questions over values."""

import datetime as dt
import uuid

import pytest

from virtual_school.core.access import Denied
from virtual_school.learning import policy
from virtual_school.learning.models import OPEN_TO_WRITE, TRANSITIONS, AssignmentState
from virtual_school.learning.policy import Returned
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part

NOW = dt.datetime(2026, 11, 24, 10, 42, tzinfo=dt.UTC)
ME, OTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture(autouse=True)
def words(app: object) -> None:
    """Reasons go through gettext, which needs the application."""


def viewer(account_id: uuid.UUID = ME) -> Viewer:
    return Viewer(account_id, uuid.uuid4(), "Ms Lunt", (), None)


def by(relation: Relation) -> Access:
    return Access(relation, frozenset({Part.WORK}), "Because.")


@pytest.mark.parametrize("relation", list(Relation))
def test_only_mentor_and_lead_set_work_and_take_it_back(relation: Relation) -> None:
    may = relation in {Relation.MENTOR, Relation.OFFICE}
    assert bool(policy.can_set_work(by(relation))) is may
    assert bool(policy.can_withdraw(by(relation), AssignmentState.DONE)) is may


def test_nothing_taken_back_is_taken_back_again() -> None:
    assert not policy.can_withdraw(by(Relation.MENTOR), AssignmentState.WITHDRAWN)


@pytest.mark.parametrize("state", list(AssignmentState))
def test_a_pupil_writes_only_while_it_is_hers_to_write(state: AssignmentState) -> None:
    assert bool(policy.can_write(state)) is (state in OPEN_TO_WRITE)
    assert bool(policy.can_hand_in(state, words="x", pieces=0)) is (state in OPEN_TO_WRITE)
    assert not policy.can_hand_in(state, words="  \n", pieces=0)


def test_a_photo_alone_is_work() -> None:
    assert policy.can_hand_in(AssignmentState.STARTED, words="", pieces=1)


def test_twenty_photos_and_no_more() -> None:
    assert policy.can_add_pieces(AssignmentState.STARTED, there=18, more=2)
    assert not policy.can_add_pieces(AssignmentState.STARTED, there=18, more=3)


@pytest.mark.parametrize("state", list(AssignmentState))
def test_only_what_waits_is_answered(state: AssignmentState) -> None:
    assert bool(policy.can_answer(state, has_answer=False)) is (state is AssignmentState.HANDED_IN)
    assert not policy.can_answer(state, has_answer=True)


def returned(**changes: object) -> Returned:
    values = {"returned_by": ME, "returned_at": NOW, "has_been_read": False, "moved_on": False, **changes}
    return Returned(**values)  # type: ignore[arg-type]


def test_feedback_is_undone_within_a_minute_by_its_writer_unread() -> None:
    soon = NOW + dt.timedelta(seconds=59)
    assert policy.can_undo_feedback(viewer(), returned(), soon)
    for denied in (
        policy.can_undo_feedback(viewer(OTHER), returned(), soon),
        policy.can_undo_feedback(viewer(), returned(has_been_read=True), soon),
        policy.can_undo_feedback(viewer(), returned(moved_on=True), soon),
        policy.can_undo_feedback(viewer(), returned(undone=True), soon),
        policy.can_undo_feedback(viewer(), returned(), NOW + dt.timedelta(seconds=90)),
    ):
        assert isinstance(denied, Denied) and denied.because


def test_setting_is_undone_within_a_minute_by_whoever_set_it() -> None:
    assert policy.can_undo_setting(viewer(), ME, NOW, NOW + dt.timedelta(seconds=60))
    assert not policy.can_undo_setting(viewer(OTHER), ME, NOW, NOW)
    assert not policy.can_undo_setting(viewer(), ME, NOW, NOW + dt.timedelta(seconds=80))


def test_every_state_but_withdrawn_leads_somewhere() -> None:
    assert set(TRANSITIONS) == set(AssignmentState)
    assert [state for state, following in TRANSITIONS.items() if not following] == [AssignmentState.WITHDRAWN]
