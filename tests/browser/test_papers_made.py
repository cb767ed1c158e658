"""A plan as a PDF: asked for on its page, made by the worker while one waits, taken away; with script and without."""

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opens
from tests.browser.looking import look
from tests.browser.steps import heading, press
from tests.cast import Cast


def test_made_while_one_waits(visit: Opens, cast: Cast) -> None:
    page = visit(cast.dani, f"/pupils/{cast.ellie.pupil_id}/plan", width=DESK)
    press(page, "Print the plan (PDF)")
    heading(page, "Your paper")
    expect(page.get_by_role("heading", name="Plan")).to_be_visible(timeout=60_000)
    look(page)
    assert len(taken(page).pages) == 1


def test_without_script_one_looks_again(visit: Opens, cast: Cast) -> None:
    page = visit(cast.mum, f"/children/{cast.ellie.pupil_id}/plan", width=PHONE, js=False)
    press(page, "Print the plan (PDF)")
    for _look in range(60):
        if page.get_by_role("button", name="Download the PDF").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    else:
        pytest.fail("the paper was not made in a minute")
    assert "Ellie" in taken(page).pages[0].extract_text()


def taken(page: Page) -> pypdf.PdfReader:
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the PDF").click()
    assert started.value.suggested_filename == "Plan.pdf"
    return pypdf.PdfReader(started.value.path())
