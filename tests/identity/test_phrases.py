"""Words that a child can keep: how many there are, that they are kind, and how forgivingly they are read."""

import itertools
import math

import pytest

from virtual_school.identity import phrases


def test_there_are_enough_words_and_no_two_are_mistaken() -> None:
    words = set(phrases.WORDS)
    assert len(phrases.WORDS) == len(words) >= 1000
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in words)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for word in words:
        near = {word[:at] + letter + word[at + 1 :] for at, letter in itertools.product(range(len(word)), letters)}
        near |= {word[:at] + word[at + 1 :] for at in range(len(word))}
        assert (near - {word}) & words == set(), word


def test_the_stated_strength_is_the_strength() -> None:
    bits = math.log2(len(phrases.WORDS))
    assert round(3 * bits, 1) == 30.6 and round(4 * bits, 1) == 40.8
    assert len(phrases.FIRST) * len(phrases.SECOND) * 90 > 650_000
    assert len(set(phrases.FIRST)) == len(phrases.FIRST) and len(set(phrases.SECOND)) == len(phrases.SECOND)


def test_no_word_teases_or_frightens() -> None:
    unkind = {"fat", "slow", "stupid", "ugly", "pig", "cow", "rat", "snake", "spider", "gun", "knife", "blood", "dead"}
    unkind |= {"hell", "sexy", "naked", "drug", "beer", "wine", "kill", "hate", "loser", "dumb", "thick", "prison"}
    assert unkind & {*phrases.WORDS, *phrases.FIRST, *phrases.SECOND} == set()


def test_a_passphrase_is_read_however_it_is_typed() -> None:
    for count in (3, 4):
        for _turn in range(200):
            kept = phrases.passphrase(count)
            words = kept.split("-")
            assert len(set(words)) == count
            for typed in (
                kept,
                kept.upper(),
                "  ".join(words),
                f" {', '.join(words).title()}. ",
                "".join(words),
                "\u2013".join(words),
            ):
                assert phrases.as_phrase(typed) == kept, typed


@pytest.mark.parametrize(
    "typed", ["", "wrong-password", "otter", "otter lemon", "x" * 500, "' or 1=1 --", "otter 12 x"]
)
def test_what_is_no_passphrase_stays(typed: str) -> None:
    assert phrases.as_phrase(typed) is None and phrases.readings(typed) == (typed,)


@pytest.mark.parametrize(
    "typed", ["amber-otter-47", "Amber Otter 47", "AMBEROTTER47", "amber.otter.47", " amber  otter47 "]
)
def test_a_login_name_is_read_however_it_is_typed(typed: str) -> None:
    assert phrases.as_name(typed) == "amber-otter-47"


@pytest.mark.parametrize("name", ["ellie.larkdale", "dani@larkdale.example", "amber-otter", "", "\x00"])
def test_any_other_name_stays(name: str) -> None:
    assert phrases.as_name(name) == name


def test_every_login_name_reads_as_itself() -> None:
    for _turn in range(500):
        name = phrases.login_name()
        assert phrases.as_name(name) == name and len(name) <= 60
