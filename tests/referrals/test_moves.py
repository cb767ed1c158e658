"""The states of a referral and who may move them: the policy of every move says what the table says, hat by hat."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest

from virtual_school.core.access import Decision
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Party
from virtual_school.referrals.models import MOVES, OVER, TRANSITIONS, DecisionOutcome, ReferralState
from virtual_school.referrals.policy import confirm, panel, referral
from virtual_school.referrals.policy.panel import Room, Seat
from virtual_school.referrals.policy.standing import PartyStands, Standing

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
ME, SCHOOL = uuid.uuid4(), uuid.uuid4()
S = ReferralState
PUPIL = PartyStands(Party.PUPIL, None, "Ash", given_at=NOW, read_at=NOW, agrees=True, said_at=NOW)
ROOM = Room(2, (Seat(ME, "Me", "A school", False, NOW, None), Seat(uuid.uuid4(), "You", "B school", True, NOW, None)))


@pytest.fixture(autouse=True)
def words(app: object) -> None:
    """Reasons go through gettext, which needs the application."""


def viewer(role: Role) -> Viewer:
    hat = Hat("hat", role, SCHOOL)
    return Viewer(ME, uuid.uuid4(), "Femi Adu", (hat,), hat)


def whole(state: ReferralState) -> Standing:
    """Everything that could be missing is there: what is asked is who, and when."""
    return Standing(state, True, (PUPIL,), (), signed_at=NOW)


def offered(state: ReferralState) -> confirm.Standing:
    return confirm.Standing(DecisionOutcome.OFFER, state, SCHOOL, told=True, lived_with_says_yes=True)


Asks = Callable[[Viewer, ReferralState], Decision]
ASKED: dict[tuple[ReferralState, ReferralState], Asks] = {
    (S.OPENED, S.WITH_HEAD): lambda who, state: referral.can_send(who, whole(state)),
    (S.WITH_HEAD, S.WITH_LEAD): lambda who, state: referral.can_sign(who, whole(state)),
    (S.WITH_LEAD, S.READY): lambda who, state: referral.can_pass(who, whole(state)),
    (S.NEED_MORE, S.READY): lambda who, state: referral.can_add(who, whole(state)),
    (S.READY, S.LISTED): lambda who, _state: panel.can_run_meetings(who),
    (S.LISTED, S.READY): lambda who, _state: panel.can_run_meetings(who),
    (S.LISTED, S.OFFERED): lambda who, _state: panel.can_decide(who, ROOM),
    (S.LISTED, S.NOT_THIS_TIME): lambda who, _state: panel.can_decide(who, ROOM),
    (S.LISTED, S.NEED_MORE): lambda who, _state: panel.can_decide(who, ROOM),
    (S.OFFERED, S.STARTED): lambda who, state: confirm.can_answer_offer(who, offered(state)),
}


def asked(before: ReferralState, after: ReferralState) -> Asks:
    if after is S.OPENED:
        return referral.can_give_back
    return referral.can_withdraw if after is S.WITHDRAWN else ASKED[before, after]


EDGES = [(before, after) for before, onward in MOVES.items() for after in onward if after is not S.LAPSED]


@pytest.mark.parametrize(("before", "after"), EDGES, ids=lambda state: state.value)
def test_who_moves_it_is_who_the_table_says(before: ReferralState, after: ReferralState) -> None:
    asks = asked(before, after)
    assert {role for role in Role if asks(viewer(role), before)} == MOVES[before][after]


def test_no_policy_moves_it_from_where_the_table_has_no_such_move() -> None:
    by_state = [one for one in ASKED if one[0] in (S.OPENED, S.WITH_HEAD, S.WITH_LEAD, S.NEED_MORE, S.OFFERED)]
    for before, after in by_state:
        for state in set(ReferralState) - {before}:
            for role in Role:
                assert not ASKED[before, after](viewer(role), state), (role, state, after)
    for state in OVER:
        for role in Role:
            assert not referral.can_withdraw(viewer(role), state) and not referral.can_give_back(viewer(role), state)


def test_it_ends_by_itself_where_nobody_waits_for_us() -> None:
    assert {state for state, onward in TRANSITIONS.items() if S.LAPSED in onward} == referral.MAY_LAPSE
