"""The server is killed at each step of keeping what she types: nothing that she was told is saved is lost."""

import threading

import pytest

from tests.kill.phone import Phone
from tests.kill.school import School

BEFORE_IT_IS_KEPT = ("before the words are kept", "after the words are kept", "before the commit")
ONCE_IT_IS_KEPT = ("after the commit", "before the notes", "after the notes", "after the answer is ready")


@pytest.mark.parametrize("step", [*BEFORE_IT_IS_KEPT, *ONCE_IT_IS_KEPT])
def test_killed_while_saving(step: str, school: School, phone: Phone) -> None:
    first = phone.save(1, "one")
    assert first is not None and first.status == 200
    assert phone.save(2, "one two", base=first.json()["version"], die=step) is None
    assert school.drafts() == ["one two" if step in ONCE_IT_IS_KEPT else "one"]
    assert "one</textarea>" in phone.open() or "one two</textarea>" in phone.open()
    again = phone.save(2, "one two", base=first.json()["version"])
    assert again is not None and again.status == 200 and again.json()["seq"] == 2
    assert school.drafts() == ["one two"]


def test_killed_at_the_first_word(school: School, phone: Phone) -> None:
    assert phone.save(1, "one", die="after the commit") is None
    again = phone.save(1, "one")
    assert again is not None and again.status == 200
    assert school.drafts() == ["one"]


def test_killed_from_outside_while_she_types_fast(school: School, phone: Phone) -> None:
    """Every answer she had is true afterwards; at most the one in the air is not known."""
    threading.Timer(1.0, school.server.kill).start()
    saved = 0
    while (answer := phone.save(saved + 1, f"words {saved + 1}")) is not None:
        assert answer.status == 200
        saved += 1
    school.up()
    assert saved > 0
    assert school.drafts() in ([f"words {saved}"], [f"words {saved + 1}"])
