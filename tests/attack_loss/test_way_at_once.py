"""Pressed at the same moment by two people, or by the clock: one referral, one signature, one end."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests import make, make_referrals
from tests.cast import Cast
from tests.panels.steps import account, place, scene
from tests.plans.steps import ClientOf
from tests.plans.test_at_once import all_at_once
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import Job
from virtual_school.core.jobs.periods import Periods
from virtual_school.core.jobs.worker import work_off
from virtual_school.pupils.models import CareKind, CareLink
from virtual_school.referrals.models import Referral, ReferralState

WORDS = {"why_now": "Out of lessons.", "tried": "A quiet room.", "stays": "y", "basis": "public_task"}


def test_two_open_a_referral_for_one_pupil(client_of: ClientOf, cast: Cast) -> None:
    noa = make.pupil("Noa Reed", year=10)
    make.enrolment(noa, place(cast, "wren_hill"))
    db.session.commit()
    url, people = f"/referrals/new/{noa.id}", (cast.head_of_year, cast.head, cast.head_of_year)
    pressed = [(client_of(one), url, {**WORDS, "once": f"key-{number}"}) for number, one in enumerate(people)]
    answers = all_at_once(pressed)
    assert answers.count(303) == 1 and set(answers) <= {303, 409, 422}
    assert db.session.query(Referral).filter_by(pupil_id=noa.id).count() == 1


def test_the_head_signs_while_it_is_given_back_and_withdrawn(client_of: ClientOf, cast: Cast) -> None:
    referral = scene(cast).referral
    referral.state, referral.signed_by, referral.signed_at = ReferralState.WITH_HEAD, None, None
    db.session.commit()
    url = f"/referrals/{referral.id}"
    answers = all_at_once(
        [
            (client_of(cast.head), f"{url}/sign", {"without_because": "They cannot be reached."}),
            (client_of(cast.head), f"{url}/give-back", {"words": "Ask the pupil."}),
            (client_of(cast.lead), f"{url}/withdraw", {"because": "They moved away."}),
        ]
    )
    db.session.expire_all()
    assert set(answers) <= {303, 409, 422} and 303 in answers
    # Whatever came first, the row tells one story.
    signed = referral.state is ReferralState.WITH_LEAD
    assert (referral.signed_at is not None) is signed or referral.state is ReferralState.WITHDRAWN
    assert (referral.ended_at is not None) is (referral.state is ReferralState.WITHDRAWN)


@pytest.mark.parametrize(
    ("state", "days", "after"),
    [
        (ReferralState.OPENED, -1, ReferralState.LAPSED),
        (ReferralState.OPENED, 0, ReferralState.OPENED),
        (ReferralState.READY, 1, ReferralState.READY),
    ],
)
def test_the_night_ends_what_nobody_took_further(
    app: object, cast: Cast, state: ReferralState, days: int, after: ReferralState
) -> None:
    noa, today = make.pupil("Noa Reed", year=10), clock.today()
    until = today + dt.timedelta(days=days)
    link = make.care_link(
        account(cast.dani), noa, CareKind.MENTOR, starts_on=today - dt.timedelta(days=50), ends_on=until
    )
    row = make_referrals.referral(
        noa, place(cast, "wren_hill"), account(cast.head_of_year), state=state, lapses_on=until, mentor_link_id=link.id
    )
    db.session.execute(sa.delete(Job))
    db.session.commit()
    Periods().queue_due()
    Periods().queue_due()
    work_off(app)  # type: ignore[arg-type]
    db.session.expire_all()
    assert row.state is after
    assert (row.ended_because is not None) is (after is ReferralState.LAPSED)
    kept = db.session.get_one(CareLink, link.id)
    assert kept.ends_on == (until if state is ReferralState.OPENED else today + dt.timedelta(days=14)) == row.lapses_on
