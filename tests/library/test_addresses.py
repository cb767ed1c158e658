"""Addresses on other sites: what a teacher pastes leads there, and to nothing that could harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virtual_school.library.addresses import site, whole


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("www.example.org/a", "https://www.example.org/a"),
        (" https://example.org/\n ", "https://example.org/"),
        ("http://example.org", "http://example.org"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
    ],
)
def test_what_is_pasted_is_kept(typed: str, kept: str) -> None:
    assert whole(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org:x",
        "https://", "https://localhost", "https://name:secret@example.org", "https://a..b", "just words", "",
        "https://example.org:99999", "https://[::1", f"https://example.org/{'x' * 500}", "https://example.org/\x00",
        "javascript://example.org/%0aalert(1)",
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_none(typed: str) -> None:
    assert whole(typed) is None


def test_the_site_is_said_as_people_say_it() -> None:
    assert (site("https://www.example.org/a"), site("nothing"), site("https://[")) == ("example.org", "", "")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_typed_only_the_web_comes_out(typed: str) -> None:
    found = whole(typed)
    assert found is None or found.casefold().startswith(("https://", "http://"))
