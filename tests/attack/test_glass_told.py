"""Who is told that a record was opened without a link: somebody always, whoever is missing, and nobody who may not."""

import datetime as dt
import re
import uuid

import pytest
import sqlalchemy as sa

from tests import make
from tests.attack.test_glass import REASON, born, break_it
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Enrolment

INDEX, START, HANDED = "/opened-without-a-link", "/waiting", "/handed-to-me"


def make_lead(cast: Cast, who: Person, place: str) -> str:
    """A safeguarding lead more: somebody of the cast in a further hat, whose key is given."""
    account = db.session.get_one(Account, who.account_id)
    organisation = db.session.get_one(Organisation, cast.larkdale.organisations[place])
    made = make.membership(account, organisation, Role.SAFEGUARDING_LEAD)
    db.session.commit()
    return str(made.id)


def reads_it(client: Client, who: Person, hat: str | None = None) -> bool:
    client.inspects = True
    client.sign_in(who, hat=hat).get(INDEX)
    return REASON in client.words("main")


def stands_at_the_start(client: Client) -> int:
    """Of how many records the page says with which a safeguarding lead begins."""
    client.get(HANDED)
    found = re.search(r"(One|\d+) records? w(?:as|ere) opened without a link", client.words("main"))
    return 0 if found is None else 1 if found[1] == "One" else int(found[1])


def leave_every_roll(pupil_id: uuid.UUID | None) -> None:
    for row in db.session.scalars(sa.select(Enrolment).where(Enrolment.pupil_id == pupil_id)):
        row.ended_at, row.because = clock.now(), "Moved."
    db.session.commit()


def test_of_a_pupil_whose_school_has_no_safeguarding_lead_the_networks_own_is_told(cast: Cast, client: Client) -> None:
    hat = make_lead(cast, cast.sam, "larkdale")
    break_it(cast, client)
    assert reads_it(client, cast.sam, hat)
    assert stands_at_the_start(client) == 3, "with what the cast opened of Ellie and of Tariq"


def test_of_a_pupil_on_nobodys_roll_the_networks_own_lead_is_told(cast: Cast, client: Client) -> None:
    leave_every_roll(cast.tariq.pupil_id)
    break_it(cast, client)
    client.sign_in(cast.lead).get(START)
    assert "opened without a link" in client.words("main")
    assert reads_it(client, cast.lead)


def test_and_its_safeguarding_lead_where_it_has_one(cast: Cast, client: Client) -> None:
    leave_every_roll(cast.tariq.pupil_id)
    hat = make_lead(cast, cast.sam, "larkdale")
    break_it(cast, client)
    assert reads_it(client, cast.sam, hat)


def test_the_home_schools_safeguarding_lead_is_told(cast: Cast, client: Client) -> None:
    hat = make_lead(cast, cast.bell, "stonegate")
    break_it(cast, client)
    assert reads_it(client, cast.bell, hat)
    assert stands_at_the_start(client) == 2, "with what the cast opened of Tariq"


def test_but_not_where_the_reason_concerns_that_schools_staff(cast: Cast, client: Client) -> None:
    hat = make_lead(cast, cast.bell, "stonegate")
    break_it(cast, client, about_staff=True)
    assert not reads_it(client, cast.bell, hat)
    assert stands_at_the_start(client) == 1, "what the cast opened of Tariq, and nothing more"
    assert reads_it(client, cast.lead), "the network is told whatever the reason"


def test_a_lead_who_is_the_networks_only_one_too_does_not_tell_themself_alone(cast: Cast, client: Client) -> None:
    """Two hats are one person: were the second hat counted as the network's lead, nobody would be told."""
    make_lead(cast, cast.safeguarding_lead, "larkdale")
    break_it(cast, client)
    assert reads_it(client, cast.lead)


def test_what_the_networks_own_safeguarding_lead_opens_is_told_to_whoever_leads_it(cast: Cast, client: Client) -> None:
    hat = make_lead(cast, cast.sam, "larkdale")
    sent = {"name": "Tariq Bell", "born": born(cast), "reason": REASON, "once": "a-key"}
    client.sign_in(cast.sam, hat=hat).post("/open-without-a-link", data=sent, status=303)
    assert reads_it(client, cast.lead)


def test_a_lead_whose_time_is_over_is_no_lead(cast: Cast, client: Client) -> None:
    account = db.session.get_one(Account, cast.sam.account_id)
    network = db.session.get_one(Organisation, cast.larkdale.organisations["larkdale"])
    yesterday = clock.today() - dt.timedelta(days=1)
    make.membership(account, network, Role.SAFEGUARDING_LEAD, ends_on=yesterday)
    break_it(cast, client)
    assert reads_it(client, cast.lead)


@pytest.mark.parametrize(
    "key", ["tariq", "ellie", "mum", "dad", "kit", "dani", "bell", "panel_member", "head", "auditor"]
)
def test_nobody_else_reads_of_it(key: str, cast: Cast, client: Client) -> None:
    break_it(cast, client)
    client.get(f"/pupils/{cast.tariq.pupil_id}")
    who = getattr(cast, key)
    client.inspects = False
    for url in (INDEX, START, HANDED, "/who-has-looked", "/who-can-see", "/looks", f"/pupils/{cast.tariq.pupil_id}"):
        answered = client.sign_in(who).open("GET", url, None).get_data(as_text=True)
        assert REASON not in answered, f"{key} reads it at {url}"
        if key in ("tariq", "kit", "bell", "panel_member", "auditor"):  # the others have her name from Ellie's school
            assert cast.safeguarding_lead.name not in answered, f"{key} reads who at {url}"
