"""What the documents claim is there: every test they name, and every requirement of the chapters they take in full."""

import re

import pytest

from tests.whole_app.named import missing
from virtual_school.config import ROOT

DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
SECURITY = (ROOT / "docs" / "security.md").read_text()

# Levels 1 and 2 of the five chapters: what each section's numbers run to, and which of them are of level 3.
SECTIONS = {
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
}  # fmt: skip
ROW = re.compile(r"^\| ([\d., ]+?|[\d]+) \| (.+?) \| (.+) \|$", re.M)
ANSWERS = ("Met", "Written: ", "Does not arise", "**Not met**")


def rows() -> dict[str, str]:
    """What each requirement is answered, by its number."""
    found: dict[str, str] = {}
    for numbers, _asks, answer in ROW.findall(SECURITY):
        found |= dict.fromkeys((number.strip() for number in numbers.split(",")), answer)
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_is_written(path) -> None:  # type: ignore[no-untyped-def]
    assert missing(path.read_text()) == []


def test_every_requirement_of_the_five_chapters_is_answered() -> None:
    wanted = [f"{section}.{number}" for section, most in SECTIONS.items() for number in range(1, most + 1)]
    answered = rows()
    assert [number for number in wanted if number not in answered] == []


def test_every_answer_is_one_of_four() -> None:
    odd = [number for number, answer in rows().items() if not answer.startswith(ANSWERS)]
    assert not odd, f"say whether it is met, written, does not arise, or is not met and why: {odd}"


def test_what_is_met_names_its_test_or_says_how() -> None:
    bare = [number for number, answer in rows().items() if answer.startswith("Met") and len(answer) < 12]
    assert not bare, bare


def test_every_heading_that_is_pointed_to_is_there() -> None:
    pointed = {words for answer in rows().values() for words in re.findall(r"Written: \*(.+?)\*", answer)}
    assert [words for words in sorted(pointed) if f"- **{words}**" not in SECURITY] == []
