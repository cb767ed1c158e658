"""Whether a line names the pupil; what is an address; who may ask."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from virtual_school.asking import policy
from virtual_school.asking.forms import is_address
from virtual_school.asking.models import TRANSITIONS, RequestState
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import ALL, Access, Relation

WORDS = st.lists(st.sampled_from("two pages about fractions and a poem by Friday please".split()), max_size=6)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    WORDS,
    WORDS,
    st.sampled_from(["Ellie", "ellie", "ELLIE", "Éllie", "Ellie’s", "Ellies", "Ellie_Marsh", "EllieMarsh", "Marsh,"]),
)
def test_a_name_is_found_wherever_and_however_it_is_written(before: list[str], after: list[str], name: str) -> None:
    assert policy.names_them(" ".join([*before, name, *after]), ("Ellie", "Marsh"))


@given(WORDS)
def test_words_that_name_nobody_go(said: list[str]) -> None:
    assert not policy.names_them(" ".join(said), ("Ellie", "Marsh", "Li"), "Wren Hill School")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("He will need two pages", False),
        ("Will needs two pages", True),
        ("as at Wren Hill School", True),
        ("as at wren hill school", True),
        ("as at Wren Hill", True),
        ("the wren hill scheme", True),
        ("the school on the hill", False),
        ("two short wills and a poem", False),
    ],
)
def test_a_name_that_is_a_word_is_one_with_a_capital_letter(words: str, named: bool) -> None:
    assert policy.names_them(words, ("Will",), "Wren Hill School") is named


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Mary-Jane has no book", True),
        ("MaryJane has no book", True),
        ("O’Brien needs two pages", True),
        ("O'Brien needs two pages", True),
        ("the Ashfold booklet", True),
        ("ashfold in a poem", False),
        ("High School work", False),
    ],
)
def test_names_in_two_parts_and_a_school_of_one_word(words: str, named: bool) -> None:
    assert policy.names_them(words, ("Mary-Jane", "O’Brien"), "Ashfold High School") is named


@pytest.mark.parametrize(
    "good", ["https://www.example.org/page", "http://example.org", "https://example.org:8080/a?b=c#d"]
)
def test_an_address(good: str) -> None:
    assert is_address(good)


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://me:secret@example.org/",
        "https://exa mple.org",
        "www.example.org",
        "https://",
        "https://localhost/",
        "file:///etc/passwd",
        "https://[::1",
        "https://example.org/" + "a" * 1000,
    ],
)
def test_no_address(bad: str) -> None:
    assert not is_address(bad)


def viewer(role: Role) -> Viewer:
    return Viewer(uuid.uuid4(), uuid.uuid4(), "Dani", (), Hat("k", role, uuid.uuid4()))


def test_who_asks() -> None:
    school, mentor = uuid.uuid4(), Access(Relation.MENTOR, ALL, "You are their learning mentor.")
    assert policy.can_ask(viewer(Role.MENTOR), mentor, school)
    assert not policy.can_ask(viewer(Role.MENTOR), mentor, None), "on no roll: nobody is their own teacher"
    assert not policy.can_ask(viewer(Role.MENTOR), replace(mentor, withheld=True), school)
    assert not policy.can_ask(viewer(Role.SAFEGUARDING_LEAD), replace(mentor, relation=Relation.SCHOOL), school)
    assert not policy.can_ask(viewer(Role.MENTOR), replace(mentor, relation=Relation.WINDOW), school)
    assert not policy.can_hand_on(viewer(Role.TEACHER), mentor)


def test_every_state_is_left_or_is_the_end() -> None:
    assert set(TRANSITIONS) == set(RequestState)
    assert [state for state, after in TRANSITIONS.items() if not after] == [RequestState.WITHDRAWN]
