"""What the other journeys rely on: that looking finds what is wrong."""

import pytest

from tests.browser.conftest import Opens
from tests.browser.looking import Complaints, look

HEAD = "<head><title>A page</title><link rel=icon href='data:,'></head>"
PAGE = f"<html lang='en'>{HEAD}<body><main><h1>A page</h1>{{}}</main></body></html>"


def test_a_picture_without_words_is_found(browse: Opens) -> None:
    page = browse(None, "about:blank")
    page.set_content(PAGE.format("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"))
    with pytest.raises(AssertionError, match="image-alt"):
        look(page)


def test_what_is_wider_than_a_small_phone_is_found(browse: Opens) -> None:
    page = browse(None, "about:blank")
    page.set_content(PAGE.format("<table width=700 class=wide><tr><td>A wide table</td></tr></table>"))
    with pytest.raises(AssertionError, match="wider than 320"):
        look(page)


def test_what_the_policy_blocks_is_heard(browse: Opens, complaints: Complaints) -> None:
    page = browse(None, "/n/larkdale/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Red</p>')")
    page.evaluate("fetch('https://elsewhere.example/').catch(() => 0)")
    page.wait_for_timeout(200)
    complaints.expect("Content Security Policy")


def test_a_script_that_fails_is_heard(browse: Opens, complaints: Complaints) -> None:
    page = browse(None, "/n/larkdale/")
    page.evaluate("setTimeout(() => { throw new Error('it broke') })")
    page.wait_for_timeout(200)
    complaints.expect("it broke")
