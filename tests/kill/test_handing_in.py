"""The server is killed at each step of handing in: either it is handed in, once, or her words are all still there."""

import pytest

from tests.kill.phone import Phone
from tests.kill.school import School

WORDS = "I looked at each number in turn."
NOT_YET = (
    "before the key is taken",
    "after the key is taken",
    "before it is handed in",
    "after it is handed in",
    "after the place is written",
    "before the commit",
)
HANDED_IN = ("after the commit", "before the notes", "after the notes", "after the answer is ready")


@pytest.mark.parametrize("step", [*NOT_YET, *HANDED_IN])
def test_killed_while_handing_in(step: str, school: School, phone: Phone) -> None:
    saved = phone.save(1, WORDS)
    assert saved is not None and saved.status == 200
    version = saved.json()["version"]
    assert phone.hand_in(WORDS, once="her-form", version=version, die=step) is None
    done = step in HANDED_IN
    assert (school.is_handed_in, school.handed_in()) == (done, [WORDS] if done else [])
    assert done or school.drafts() == [WORDS]
    pressed_again(school, phone, version)


def pressed_again(school: School, phone: Phone, version: int) -> None:
    """She presses again, and once more: the same receipt, one hand-in, one page, told once."""
    places = set()
    for _press in range(2):
        answer = phone.hand_in(WORDS, once="her-form", version=version)
        assert answer is not None and answer.status == 303
        places.add(answer.location)
    assert len(places) == 1
    assert (school.is_handed_in, school.handed_in(), school.pieces(), school.told()) == (True, [WORDS], 1, 1)
    assert school.drafts() == []


def test_told_that_it_is_handed_in_and_then_killed(school: School, phone: Phone) -> None:
    saved = phone.save(1, WORDS)
    assert saved is not None
    answer = phone.hand_in(WORDS, once="her-form", version=saved.json()["version"])
    assert answer is not None and answer.status == 303
    school.server.kill()
    school.up()
    assert (school.is_handed_in, school.handed_in(), school.pieces()) == (True, [WORDS], 1)
