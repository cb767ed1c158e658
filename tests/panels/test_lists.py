"""What stands on the panel's first page where a network has many panels, and many who are ready for one."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_panels
from tests.cast import Cast, Person
from tests.client import Client
from tests.inspector import words
from tests.panels.steps import account, place, scene
from virtual_school.core.db import db
from virtual_school.referrals.models import Meeting

ClientOf = Callable[[Person], Client]


def named(client: Client, section: str) -> list[str]:
    return [words(title) for title in client.select(f"section[aria-labelledby={section}] .row__title")]


@pytest.fixture
def another(cast: Cast) -> None:
    """Beside the scene's panel, one whose meetings somebody else makes."""
    scene(cast)
    make_panels.meeting(make_panels.panel("Hill panel"), account(cast.lead), place="Hill House")
    db.session.commit()


@pytest.mark.usefixtures("another")
def test_a_clerk_begins_with_the_panels_whose_meetings_they_make(cast: Cast, client_of: ClientOf) -> None:
    clerk = client_of(cast.clerk)
    clerk.get("/panels")
    assert "Hill panel" not in named(clerk, "panels") and named(clerk, "panels")
    assert "Hill House" not in clerk.words("section[aria-labelledby=meetings]")
    clerk.get(clerk.one("section[aria-labelledby=meetings] > p a").get("href"))
    assert "Hill panel" in named(clerk, "panels")
    assert "Hill House" in clerk.words("section[aria-labelledby=meetings]")
    assert not clerk.select("section[aria-labelledby=meetings] > p a")


@pytest.mark.usefixtures("another")
def test_the_lead_begins_with_all_of_them(cast: Cast, client_of: ClientOf) -> None:
    lead = client_of(cast.lead)
    lead.get("/panels")
    assert "Hill panel" in named(lead, "panels")
    assert not lead.select("section[aria-labelledby=meetings] > p a")


def test_a_clerk_who_has_made_no_meeting_begins_with_all_of_them(cast: Cast, client_of: ClientOf) -> None:
    for name in ("Hill panel", "Dale panel"):
        make_panels.meeting(make_panels.panel(name), account(cast.lead))
    clerk_of_none = client_of(cast.clerk)
    db.session.execute(sa.update(Meeting).values(made_by=cast.lead.account_id))
    db.session.commit()
    clerk_of_none.get("/panels")
    assert {"Hill panel", "Dale panel"} <= set(named(clerk_of_none, "panels"))
    assert not clerk_of_none.select("section[aria-labelledby=meetings] > p a")


def test_those_who_have_waited_longest_come_first_and_the_others_are_one_press_away(
    cast: Cast, client_of: ClientOf
) -> None:
    school, opened_by = place(cast, "wren_hill"), account(cast.head_of_year)
    for number in range(22):
        child = make.pupil(f"Finch {number}")
        make.enrolment(child, school)
        make_panels.referral(child, school, opened_by)
    db.session.commit()
    for who in (cast.clerk, cast.lead):
        client = client_of(who)
        client.get("/panels")
        assert len(named(client, "ready")) == 20
        client.get(client.one("section[aria-labelledby=ready] > p a").get("href"))
        assert len(named(client, "ready")) >= 22
        assert not client.select("section[aria-labelledby=ready] > p a")
