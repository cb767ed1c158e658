"""Each place that a role has, at both widths, narrow and in the dark: nothing cut off, nothing that axe minds."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import look
from tests.cast import Cast

AT_DESKS = ("lead", "administrator", "auditor", "head_of_year", "panel_member")
ON_PHONES = ("ellie", "mum", "key_adult", "agency")


@pytest.mark.parametrize("key", AT_DESKS + ON_PHONES)
def test_each_place_of_a_role(visit: Opens, cast: Cast, key: str) -> None:
    page = visit(getattr(cast, key), "/", width=DESK if key in AT_DESKS else PHONE)
    places = page.get_by_role("navigation", name="Places").get_by_role("link")
    for number in range(1, places.count()):
        places.nth(number).click()
        expect(places.nth(number)).to_have_attribute("aria-current", "page")
        look(page)


def test_a_carer_reads_how_it_goes(visit: Opens, cast: Cast) -> None:
    page = visit(cast.mum, "/")
    page.locator("main li.row a").first.click()
    look(page)
    visit(cast.dad, "/")  # an order keeps him from it, and the page says where to ask


def test_in_the_dark(visit: Opens, cast: Cast) -> None:
    work = cast.larkdale.work
    seen = {
        cast.ellie: ("/today", *(f"/my-work/{work[state].assignment_id}" for state in ("new", "in", "returned"))),
        cast.lunt: ("/to-answer", f"/to-answer/{work['in'].hand_in_id}", "/library"),
        cast.lead: (f"/pupils/{cast.ellie.pupil_id}", "/people"),
    }
    for person, paths in seen.items():
        page = visit(person, "/", width=PHONE if person.is_pupil else DESK)
        page.emulate_media(color_scheme="dark")
        for path in paths:
            page.goto(path)
            look(page)
