"""A complaint about a pupil goes past who answers for them, and never to family or to whom they must not meet."""

import pytest

from tests import make as rows
from tests import make_safeguarding
from tests.cast import Cast
from tests.client import Client
from tests.complaints.steps import make, owner_of
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind, Pupil


@pytest.mark.parametrize("as_what", ["mentor", "carer", "apart"])
def test_not_to_the_lead_who_is_close_to_the_pupil(as_what: str, cast: Cast, client: Client) -> None:
    """A child who names nobody may mean their mentor."""
    ellie, lead = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.lead.account_id)
    if as_what == "apart":
        make_safeguarding.keep_apart(ellie, cast.safeguarding_lead.account_id, account_id=lead.id)
    elif as_what == "mentor":
        place = db.session.get_one(Organisation, cast.larkdale.organisations["larkdale"])
        rows.membership(lead, place, Role.MENTOR)
        rows.care_link(lead, ellie)
    else:
        record = rows.carer(ellie, lead.name)
        rows.care_link(lead, ellie, CareKind.CARER, carer_id=record.id)
    db.session.commit()
    client.sign_in(cast.ellie).get("/complaints/new")
    assert "Amal" not in client.words("#complaint-seen")
    assert client.select(".exit"), "a phone in other hands"
    assert owner_of(make(client, cast.ellie)) == "Ruth Calder"
