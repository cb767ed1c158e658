"""A window that is held back may be about those who work with the pupil: none of them is told that it is there."""

import pytest

from tests import make_windows
from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Duty, Part, Pupil, Receiver, Window

PURPOSE = "An enquiry that is told to few"


def window(cast: Cast, receiver: Receiver, *, held: bool) -> Window:
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
    people = [db.session.get_one(Account, who.account_id) for who in (cast.agency_past, cast.head)]
    asked = {"purpose": PURPOSE, "receiver": receiver, "duty": Duty.SAFEGUARDING}
    made = make_windows.on_duty(pupil, people[0], bridge, people[1], (Part.IDENTITY, Part.PLAN), **asked)
    if held:
        make_windows.held_back(made, db.session.get_one(Account, cast.safeguarding_lead.account_id))
    return made


def told(cast: Cast, client: Client, key: str) -> list[str]:
    """What each page says on which windows of this pupil stand."""
    client.sign_in(getattr(cast, key))
    found = []
    for url in (f"/pupils/{cast.ellie.pupil_id}/who-looks-in", f"/pupils/{cast.ellie.pupil_id}"):
        client.get(url)
        found.append(client.words("main"))
    return found


@pytest.mark.parametrize("key", ["dani", "key_adult", "head_of_year"])
@pytest.mark.parametrize("receiver", [Receiver.AGENCY, Receiver.SOCIAL_CARE])
def test_it_leaves_no_trace_for_who_works_with_the_pupil(
    cast: Cast, client: Client, key: str, receiver: Receiver
) -> None:
    before = told(cast, client, key)
    made = window(cast, receiver, held=True)
    assert told(cast, client, key) == before
    if key != "key_adult":
        client.get(f"/pupils/{cast.ellie.pupil_id}/windows/{made.id}/prolong", 404)
        client.post(f"/pupils/{cast.ellie.pupil_id}/windows/{made.id}/close", {"because": "x"}, 404)


@pytest.mark.parametrize("key", ["safeguarding_lead", "head"])
def test_who_answers_for_it_reads_of_it(cast: Cast, client: Client, key: str) -> None:
    window(cast, Receiver.AGENCY, held=True)
    assert PURPOSE in told(cast, client, key)[0]


def test_what_is_not_held_back_is_told_as_before(cast: Cast, client: Client) -> None:
    window(cast, Receiver.AGENCY, held=False)
    assert PURPOSE in told(cast, client, "dani")[0]


def test_social_care_stands_on_no_page_of_who_does_not_read_of_the_family(cast: Cast, client: Client) -> None:
    before = told(cast, client, "key_adult")
    window(cast, Receiver.SOCIAL_CARE, held=False)
    assert told(cast, client, "key_adult") == before
