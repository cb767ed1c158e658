"""What the night does with referrals: end what nobody took further, give longer to what waits for us."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.core.db import begin, writing
from virtual_school.core.jobs import Run, periodic
from virtual_school.referrals import papers as papers
from virtual_school.referrals import terms
from virtual_school.referrals.actions import referral as actions
from virtual_school.referrals.policy.referral import LAPSE_RULE
from virtual_school.referrals.queries.listing import to_end


@periodic(LAPSE_RULE, every=dt.timedelta(days=1), each_network=True)
def end_and_prolong(run: Run) -> None:
    """Each referral in a transaction of its own; run twice, it finds nothing left to do."""
    viewer = run.by
    found = to_end(clock.today() + terms.NEARLY)
    begin(write=False)
    for referral_id in found:
        with writing():
            actions.tidy(viewer, referral_id)
        run.heartbeat()
