"""Words to know: one a line, marked the first time they stand in what a pupil reads, and nowhere they would do harm."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from virtual_school.library.glossary import keywords, prose, without_meaning
from virtual_school.library.plain import is_hard, look, syllables


def test_one_a_line_with_its_meaning() -> None:
    typed = "ratio: how much of one: for another\n\n- shift : how far\nRatio: again\nkey\n: nothing"
    assert [(one.word, one.meaning) for one in keywords(typed)] == [
        ("ratio", "how much of one: for another"),
        ("shift", "how far"),
        ("key", ""),
    ]
    assert without_meaning(typed) == ["key"]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("A ratio and a ratio.", 1),
        ("Ratios first.", 1),
        ("Rational and cor-ratio.", 0),
        ("`ratio` and [ratio](https://a.example)", 0),
        ("# ratio", 0),
        ("$ratio$", 0),
        ("**ratio**", 1),
    ],
)
def test_where_a_word_is_marked(typed: str, marked: int) -> None:
    assert prose(typed, keywords("ratio: of one to another")).count('class="word"') == marked


def test_the_longer_word_goes_first_and_its_place_is_named() -> None:
    shown = prose("The scale factor of a scale.", keywords("scale: a size\nscale factor: times what"), "p-")
    assert 'href="#p-word-2" data-meaning="times what">scale factor</a>' in shown
    assert 'href="#p-word-1"' in shown


def test_a_word_without_meaning_is_a_word() -> None:
    assert "<a" not in prose("key", keywords("key"))


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed_nothing_runs(typed: str, word: str, meaning: str) -> None:
    shown = prose(f"{typed} {word} <script>{word}", keywords(f"{word}: {meaning}\"'><script>"))
    tree = html5lib.parseFragment(str(shown), treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag != "script"
        assert not any(str(name).startswith("on") for name in element.attrib)


# what may lose a reader -----------------------------------------------------------------------------------------------


def test_a_long_sentence_is_told_whole_and_a_short_one_is_not() -> None:
    long = "Look at the " + "very " * 18 + "long list."
    found = look(f"1. Look at it.\n2. {long}\n\nShort again.")
    assert found.sentences == (long,)
    assert not look("Look at it. Then write.")


def test_steps_of_a_list_are_sentences_of_their_own() -> None:
    assert not look("\n".join(f"{number}. Write down one more of the words" for number in range(1, 9)))


def test_hard_words_are_told_once_unless_they_are_explained_or_are_names() -> None:
    text = "Photosynthesis is hard. So is photosynthesis. We met in Wolverhampton. Circumference too."
    assert look(text).words == ("Photosynthesis", "Circumference")
    assert look(text, frozenset({"photosynthesis"})).words == ("Circumference",)


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("made", 1), ("table", 2), ("banana", 3), ("education", 4)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_neither_sums_nor_code_nor_addresses_are_hard_words() -> None:
    assert not look("Do $\\operatorname{extraordinarily}$ and `extraordinarily` at https://a.example/extraordinarily")
    assert not is_hard("step-by-step")


@settings(deadline=None)
@given(st.text(max_size=400))
def test_looking_never_fails(text: str) -> None:
    found = look(text)
    assert bool(found) == bool(found.sentences or found.words)
