"""What changed between two texts and two lists; what of an original's changes can be brought in."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virtual_school.library.use.comparing import GONE, NEW, SAME, moves, spans
from virtual_school.library.use.merging import Outcome, compared

WORDS = st.text(alphabet="abc .\n", max_size=60)


def said(before: str, after: str) -> list[tuple[str, str]]:
    return [(span.kind, span.text) for span in spans(before, after)]


def test_one_word_is_shown_as_one_word() -> None:
    assert said("Read page nine first.", "Read page ten first.") == [
        (SAME, "Read page "),
        (GONE, "nine"),
        (NEW, "ten"),
        (SAME, " first."),
    ]


def test_a_sentence_that_says_something_else_is_shown_whole() -> None:
    assert said("Draw a map.", "Who was king in 1066?") == [(GONE, "Draw a map."), (NEW, "Who was king in 1066?")]


def test_what_stayed_far_from_a_change_is_left_out() -> None:
    lines = [f"Step {number}\n" for number in range(20)]
    found = spans("".join(lines), "".join(lines[:10]) + "And rest.\n" + "".join(lines[10:]))
    assert [span.text for span in found if not span.left_out] == ["Step 9\n", "And rest.\n", "Step 10\n"]
    assert sum(span.left_out for span in found) == 2


@given(WORDS, WORDS)
def test_nothing_is_lost_or_made_up(before: str, after: str) -> None:
    found = spans(before, after)
    if before == after:
        assert not found
    elif not any(span.left_out for span in found):
        assert "".join(span.text for span in found if span.kind != NEW) == before
        assert "".join(span.text for span in found if span.kind != GONE) == after
    else:
        assert {span.kind for span in found} & {NEW, GONE}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n" * 5000, "b\na\n" * 5000),
        ("ab " * 6600, "ba " * 6600),
        ("".join(f"{n} " for n in range(4000)), "".join(f"{n} " for n in range(4000, 0, -1))),
    ],
)
def test_the_longest_texts_are_compared_at_once(before: str, after: str) -> None:
    began = time.process_time()
    assert spans(before, after)
    assert time.process_time() - began < 2


def test_what_moved_is_as_little_as_can_be() -> None:
    found = moves(["a", "b", "c", "d"], ["d", "a", "b", "e"])
    assert (found.gone, found.new, found.moved) == (("c",), ("e",), {"d"})


def test_only_what_nobody_changed_here_is_taken() -> None:
    base = {"title": "Hashing", "year": 9, "old": "gone soon", "minutes": 30, "left": 1}
    mine = {"title": "Our hashing", "year": 9, "old": "gone soon", "minutes": 40, "own": 1}
    theirs = {"title": "Hashes", "year": 10, "minutes": 40, "new": "here", "left": 1}
    found = {one.key: one.outcome for one in compared(base, mine, theirs)}
    # Both sides say 40 minutes now; `left` was taken away here, and the original did not touch it.
    assert found == {"title": Outcome.KEEP, "year": Outcome.TAKE, "old": Outcome.TAKE, "new": Outcome.TAKE}


STATES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


@given(STATES, STATES, STATES)
def test_taking_never_touches_what_was_changed_here(
    base: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    for one in compared(base, mine, theirs):
        assert (one.outcome is Outcome.TAKE) == (mine.get(one.key) == base.get(one.key))
        assert theirs.get(one.key) != base.get(one.key)


@given(STATES, STATES)
def test_an_untouched_copy_becomes_the_original(base: dict[str, int], theirs: dict[str, int]) -> None:
    mine = dict(base)
    for one in compared(base, mine, theirs):
        if one.theirs is None:
            mine.pop(one.key)
        else:
            mine[one.key] = one.theirs
    assert mine == theirs
