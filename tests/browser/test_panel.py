"""The panel's pages as each person reads them, on a phone and at a desk; a case decided, once without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import Complaints, look
from tests.cast import Cast

Opens = Callable[..., Page]

PAGES = [
    ("lead", "/panels", None),
    ("lead", "/panels/{}", "panel"),
    ("lead", "/panels/{}/members/new", "panel"),
    ("clerk", "/meetings/{}", "meeting"),
    ("chair", "/meetings/{}", "meeting"),
    ("chair", "/cases/{}", "case"),
    ("chair", "/cases/{}/decide/offer", "case"),
    ("chair", "/cases/{}/decide/not-this-time", "case"),
    ("panel_member_of_school", "/cases/{}/decide/need-more", "case"),
    ("lead", "/referrals/{}/pack", "pack"),
    ("head_of_year", "/decisions/{}/tell", "offer"),
    ("head", "/offers/{}", "offer"),
    ("ellie", "/decisions/{}", "told"),
    ("mum", "/decisions/{}", "told"),
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("who", "where", "thing"), PAGES, ids=[f"{who} {where}" for who, where, _thing in PAGES])
def test_looking(visit: Opens, cast: Cast, who: str, where: str, thing: str | None, width: int) -> None:
    path = where.format(cast.larkdale.ids[f"{thing} of ellie"]) if thing else where
    visit(getattr(cast, who), path, width=width)


def _arrive(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Has come {name}").click()
    expect(page.get_by_role("button", name=f"Has left {name}")).to_be_visible()


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_two_come_and_one_decides(browse: Opens, cast: Cast, complaints: Complaints, js: bool) -> None:
    ids = cast.larkdale.ids
    clerk = browse(cast.clerk, f"/meetings/{ids['meeting of ellie']}", width=1280, js=js)
    _arrive(clerk, "Femi Adu")
    _arrive(clerk, "Grace Osei")
    chair = browse(cast.chair, f"/cases/{ids['case of ellie']}", js=js)
    chair.get_by_label("Into the minutes").fill("The workshop has room.")
    chair.get_by_role("button", name="Add to the minutes").click()
    expect(chair.get_by_text("The workshop has room.", exact=True)).to_be_visible()
    chair.get_by_role("button", name="Offer", exact=True).click()
    first = chair.get_by_role("group", name="Part 1 of the week")
    first.get_by_label("Kind").select_option("college")
    first.get_by_label("Half days a week").select_option("4")
    first.get_by_label("In a few words").fill("Construction")
    first.get_by_label("Footing that you propose").select_option("off_site_activity")
    chair.get_by_role("button", name="Decide this").click()
    expect(chair.get_by_role("alert")).to_contain_text("Write the reason")
    complaints.expect("422")
    chair.get_by_label("The reason").fill("Making things is what helps.")
    chair.get_by_label("Who tells the family?").select_option(label="Tom Archer · Head of year")
    chair.get_by_role("button", name="Decide this").click()
    expect(chair.get_by_role("heading", name="What was decided")).to_be_visible()
    expect(chair.get_by_text("It is decided, so the pack is closed again.")).to_be_visible()
    if js:
        look(chair)


def test_the_next_case_is_one_key_away(browse: Opens, cast: Cast) -> None:
    chair = browse(cast.chair, f"/cases/{cast.larkdale.ids['case of ellie']}", width=1280)
    expect(chair.get_by_role("navigation", name="What is before this meeting")).to_contain_text("J")
