"""Whatever people press, in whatever order: nothing is ready for the panel before everybody was asked and answered."""

from collections.abc import Callable

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, Person
from tests.referrals.machine import STEPS, Around
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import Problem
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.referrals.models import OVER, TRANSITIONS, Referral, ReferralState
from virtual_school.referrals.queries.standing import live_of
from virtual_school.safeguarding.queries import is_held

ACTING = Callable[[Person], Viewer]
WHOLE = ["mentor", "pupil_says", "mum_by_phone", "pupil_reads", "mum_reads", "pupil_yes", "mum_yes", "tell", "send"]


def holds(around: Around, referral: Referral) -> None:
    """What must hold of a referral that is ready, told anew from the rows and not by the policy."""
    assert referral.mentor_link_id and referral.signed_at and referral.looked_at
    said, given = pupils.take_part_of(around.pupil_id), live_of(around.id)
    for who in (around.pupil, around.carer):
        part = given[who][0]
        assert part.none_because or (part.given_at and part.read_at), who
        assert part.none_because or who in said, who
        assert not is_held("contribution", part.id)
    for note in pupils.sharing_about("referral", around.id):
        assert note.basis and note.told_on and (note.objection is None or note.answer)
    if any(who not in said or not said[who].agrees for who in (around.pupil, around.carer)):
        assert referral.without_because


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=12), st.lists(st.sampled_from(STEPS), max_size=10))
@example(WHOLE, ["sign", "ready"])
@example(WHOLE, ["sign", "pupil_no", "ready"])
@example(WHOLE, ["worry", "sign", "ready"])
@example(WHOLE, ["pupil_no", "sign", "sign_without", "mum_no", "ready"])
@example(WHOLE, ["sign", "object", "ready", "answer", "ready"])
def test_nothing_is_ready_before_everybody_was_asked(
    cast: Cast, acting: ACTING, first: list[str], then: list[str]
) -> None:
    with clock.freeze(clock.now()):
        around = Around(cast, acting)
        state = ReferralState.OPENED
        for step in [*first, *WHOLE[len(first) % len(WHOLE) :], *then]:
            before = around.referral.state
            try:
                with db.session.begin_nested():
                    around.press(step)
            except (Problem, KeyError):
                db.session.expire_all()
            referral = around.referral
            assert referral.state is before or referral.state in TRANSITIONS[before], (before, step)
            if referral.state is ReferralState.READY and before is not ReferralState.READY:
                holds(around, referral)
            if referral.state in OVER:
                assert pupils.mentor_of(around.pupil_id) is None
            state = referral.state
        assert state in TRANSITIONS
        db.session.rollback()


def test_the_whole_way_is_ready(cast: Cast, acting: ACTING) -> None:
    around = Around(cast, acting)
    for step in [*WHOLE, "sign", "ready"]:
        around.press(step)
    assert around.referral.state is ReferralState.READY
    holds(around, around.referral)
