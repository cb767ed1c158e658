"""No pupil's entry names another: which names are found in which words."""

import pytest

from virtual_school.core.text import TEXT_LIMIT
from virtual_school.mentoring.naming import others_named

OTHERS = ["Josh", "José", "Mary-Jane", "Will", "Ellie", "Al"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Sat with Josh at lunch.", ["Josh"]),
        ("sat with JOSH'S group", ["Josh"]),
        ("Jose helped her", ["José"]),
        ("walked with mary jane", ["Mary-Jane"]),
        ("Joshua is her uncle; Ali too", []),
        ("Ellie wrote it herself", []),
        ("She will try, and so will Al.", ["Al", "Will"]),
        ("", []),
        ("Mary came; Jane went", []),
    ],
)
def test_names_are_found_as_words_of_their_own(words: str, found: list[str]) -> None:
    assert others_named(words, "Ellie", OTHERS) == found


def test_a_long_text_is_read_to_its_end() -> None:
    assert others_named("x " * (TEXT_LIMIT // 2 - 4) + "Josh", "Ellie", OTHERS) == ["Josh"]
