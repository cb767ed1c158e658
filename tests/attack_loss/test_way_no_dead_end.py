"""No state of a pupil's way waits for somebody who is not there any more."""

import datetime as dt

from tests import make_panels
from tests.cast import Cast
from tests.panels.steps import TUESDAY, account, listed, place, scene
from tests.plans.steps import ClientOf
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.referrals.models import Decision, ReferralState


def test_who_was_named_to_tell_is_gone_and_the_lead_names_another(client_of: ClientOf, cast: Cast) -> None:
    with clock.freeze(TUESDAY):
        ash = scene(cast)
        case = listed(ash)
        ash.referral.state = ReferralState.OFFERED
        gone = account(cast.sam)  # who reaches this pupil no more
        made = make_panels.decision(case, ash.referral, account(cast.chair), gone, decided_at=TUESDAY)
        make_panels.parts(made, place(cast, "college"))
        db.session.commit()
    with clock.freeze(TUESDAY + dt.timedelta(days=6)):
        lead, head_of_year = client_of(cast.lead), client_of(cast.head_of_year)
        client_of(cast.sam).get(f"/decisions/{made.id}/tell", 404)
        head_of_year.get(f"/decisions/{made.id}/tell", 404)
        lead.get("/panels")
        lead.get(lead.one("a[href*='/cases/']").get("href"))
        lead.submit("#teller-form", 422, tells_id="")
        assert "Choose who tells the family" in lead.words("#teller-form")
        lead.submit("#teller-form", tells_id=str(cast.head_of_year.account_id))
        lead.follow()
        head_of_year.get(f"/decisions/{made.id}/tell")
        head_of_year.submit("main form", day="2026-11-30", at="9.30")
        db.session.expire_all()
        assert db.session.get_one(Decision, made.id).told_at is not None
        lead.get(f"/cases/{case.id}")
        assert not lead.select("#teller-form")
        lead.post(f"/decisions/{made.id}/teller", {"tells_id": str(cast.dani.account_id)}, 403)
