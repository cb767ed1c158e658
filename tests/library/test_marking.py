"""How answers are marked: each rule by examples, and what must hold of any question and any answer."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from virtual_school.library.questions import shapes
from virtual_school.library.questions.marking import Marked, Verdict, an_answer, mark
from virtual_school.library.questions.reading import fits, gapped, number
from virtual_school.library.questions.shapes import (
    Choice,
    Choices,
    Gaps,
    Line,
    Long,
    Match,
    Number,
    Order,
    QuestionKind,
    Shape,
    Short,
    Unit,
)

CITIES = Choices(
    (
        Choice("a", "Paris", right=True, said="Yes, since 987."),
        Choice("b", "Lyon", said="Lyon is the third largest."),
        Choice("c", "Nice"),
    )
)
PRIMES = Choices(
    (Choice("a", "2", right=True), Choice("b", "9", said="3 times 3."), Choice("c", "11", right=True), Choice("d", "1"))
)
METRES = Number(Fraction(250), Fraction(5), units=(Unit("cm"), Unit("m", Fraction(100))), unit_needed=True)
DAY = Order(tuple(shapes.shuffled(["wake", "eat", "walk", "sleep"], "seed")))


def say(marked: Marked) -> tuple[str, int, int]:
    return marked.verdict.value, marked.right, marked.of


def test_one_of_several_is_right_when_it_is_the_right_one() -> None:
    right = mark(QuestionKind.SINGLE, CITIES, ["a"])
    assert (say(right), right.said) == (("right", 1, 1), ("Yes, since 987.",))
    other = mark(QuestionKind.SINGLE, CITIES, ["b"])
    assert (say(other), other.said) == (("not_yet", 0, 1), ("Lyon is the third largest.",))
    assert mark(QuestionKind.SINGLE, CITIES, ["c"]).said == ()


@pytest.mark.parametrize("given", [["z"], ["a", "b"], ["a", "a"]])
def test_what_no_form_sends_is_not_counted(given: list[str]) -> None:
    assert mark(QuestionKind.SINGLE, CITIES, given).verdict is Verdict.UNREADABLE


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["a", "c"], ("right", 2, 2)),
        (["c", "a", "a"], ("right", 2, 2)),
        (["a"], ("partly", 1, 2)),
        (["a", "b", "c"], ("partly", 1, 2)),
        (["a", "b"], ("not_yet", 0, 2)),
        (["a", "b", "c", "d"], ("not_yet", 0, 2)),
        (["b", "d"], ("not_yet", 0, 2)),
        (["z"], ("unreadable", 0, 2)),
    ],
)
def test_of_several_each_right_one_counts_and_each_wrong_one_takes_away(
    given: list[str], expected: tuple[str, int, int]
) -> None:
    assert say(mark(QuestionKind.MULTIPLE, PRIMES, given)) == expected


@pytest.mark.parametrize(
    ("typed", "pattern", "plain", "strict"),
    [
        ("Paris", "paris", True, False),
        ("  paris. ", "paris", True, True),
        ("the  water   cycle", "the water cycle", True, True),
        ("l’été", "l'ete", True, False),
        ("l’été", "l'été", True, True),
        ("cœur", "coeur", True, False),
        ("straße", "strasse", True, False),
        ("photosynthesis", "photo*", True, True),
        ("photo", "photo*", True, True),
        ("a big dog", "a * dog", True, True),
        ("a dog", "a * dog", False, False),
        ("a dog", "a* dog", True, True),
        ("x", "*", True, True),
        ("5*3", "5\\*3", True, True),
        ("5 and 3", "5\\*3", False, False),
        ("abab", "ab*ab", True, True),
        ("ab", "ab*ab", False, False),
        ("?", "?", True, True),
        ("well-being", "well–being", True, True),
        ("parity", "paris", False, False),
    ],
)
def test_short_answers_are_compared_as_people_write(typed: str, pattern: str, plain: bool, strict: bool) -> None:
    assert fits(typed, pattern, case=False, accents=False) is plain
    assert fits(typed, pattern, case=True, accents=True) is strict


def test_the_first_line_that_fits_decides() -> None:
    mistake = Line("chloroplast", right=False, said="Only in plants.")
    shape = Short((Line("mitochondri*", said="Yes."), mistake, Line("*x")))
    typed = ("Mitochondria", "chloroplast", "box", "nucleus")
    said = [mark(QuestionKind.SHORT, shape, [one]) for one in typed]
    assert [marked.verdict.value for marked in said] == ["right", "not_yet", "right", "not_yet"]
    assert [marked.said for marked in said] == [("Yes.",), ("Only in plants.",), (), ()]


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("12", Fraction(12), ""),
        ("-3.5", Fraction(-7, 2), ""),
        ("−3.5", Fraction(-7, 2), ""),
        ("1,250", Fraction(1250), ""),
        ("1 250.5", Fraction(2501, 2), ""),
        (".5", Fraction(1, 2), ""),
        ("5.", Fraction(5), ""),
        ("3/4", Fraction(3, 4), ""),
        ("1 1/2", Fraction(3, 2), ""),
        ("1½", Fraction(3, 2), ""),
        ("½ m", Fraction(1, 2), "m"),
        ("2.5e3", Fraction(2500), ""),
        ("2.5 x 10^3", Fraction(2500), ""),
        ("2.5×10⁻³ m", Fraction(1, 400), "m"),
        ("£3.50", Fraction(7, 2), "£"),
        ("25%", Fraction(25), "%"),
        ("9.8 m/s²", Fraction(49, 5), "m/s²"),
        ("12cm.", Fraction(12), "cm"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, value: Fraction, unit: str) -> None:
    read = number(typed)
    assert read is not None and (read.value, read.unit) == (value, unit)


@pytest.mark.parametrize(
    "typed", ["", "twelve", "3,5", "1,25,0", "1.2.3", "1/0", "--3", "£3 cm", "9" * 80, "1e99999", "1e", "٣", "3//4"]
)
def test_what_is_no_number_or_two_is_not_read(typed: str) -> None:
    read = number(typed)
    assert read is None or read.unit in ("e",)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("250 cm", ("right", 2, 2)),
        ("255cm", ("right", 2, 2)),
        ("255.1 cm", ("not_yet", 0, 2)),
        ("2.5 m", ("right", 2, 2)),
        ("2.5 M", ("right", 2, 2)),
        ("250", ("partly", 1, 2)),
        ("250 km", ("partly", 1, 2)),
        ("2.5 cm", ("not_yet", 0, 2)),
        ("two metres", ("unreadable", 0, 2)),
    ],
)
def test_a_number_with_its_unit(typed: str, expected: tuple[str, int, int]) -> None:
    assert say(mark(QuestionKind.NUMBER, METRES, [typed])) == expected


def test_how_far_off_includes_the_ends_and_is_reckoned_exactly() -> None:
    tenth = Number(Fraction("0.3"), Fraction("0.1"))
    assert mark(QuestionKind.NUMBER, tenth, ["0.4"]).verdict is Verdict.RIGHT
    assert mark(QuestionKind.NUMBER, tenth, ["0.2"]).verdict is Verdict.RIGHT
    assert mark(QuestionKind.NUMBER, tenth, ["0.40001"]).verdict is Verdict.NOT_YET
    percent = Number(Fraction(-200), Fraction(5), percent=True)
    assert mark(QuestionKind.NUMBER, percent, ["-210"]).verdict is Verdict.RIGHT
    assert mark(QuestionKind.NUMBER, percent, ["-211"]).verdict is Verdict.NOT_YET
    assert mark(QuestionKind.NUMBER, percent, ["-200 m"]).verdict is Verdict.UNREADABLE
    power = Number(Fraction(1), units=(Unit("mW"), Unit("MW", Fraction(10**9))))
    assert mark(QuestionKind.NUMBER, power, ["1 MW"]).verdict is Verdict.NOT_YET
    assert mark(QuestionKind.NUMBER, power, ["1 mW"]).verdict is Verdict.RIGHT
    assert mark(QuestionKind.NUMBER, power, ["1 km"]).verdict is Verdict.NOT_YET


def test_in_order_each_two_that_follow_as_they_should_count() -> None:
    keys = {item.words: item.key for item in DAY.items}
    orders = {
        "wake eat walk sleep": ("right", 3, 3),
        "sleep wake eat walk": ("partly", 2, 3),
        "sleep walk eat wake": ("not_yet", 0, 3),
    }
    for words, expected in orders.items():
        assert say(mark(QuestionKind.ORDER, DAY, [keys[word] for word in words.split()])) == expected
    assert mark(QuestionKind.ORDER, DAY, ["a", "a", "b", "c"]).verdict is Verdict.UNREADABLE


def test_items_that_read_the_same_may_change_places() -> None:
    shape = Order(tuple(shapes.in_a_row(["on", "off", "on"])))
    assert mark(QuestionKind.ORDER, shape, ["c", "b", "a"]).verdict is Verdict.RIGHT


def test_each_pair_counts() -> None:
    shape = Match(("2", "3", "4"), tuple(shapes.in_a_row(["even", "odd", "even"])), (shapes.Item("d", "neither"),))
    assert say(mark(QuestionKind.MATCH, shape, ["c", "b", "a"])) == ("right", 3, 3)
    assert say(mark(QuestionKind.MATCH, shape, ["a", "", "d"])) == ("partly", 1, 3)
    assert say(mark(QuestionKind.MATCH, shape, ["a", "b"])) == ("unreadable", 0, 3)


def test_each_gap_counts() -> None:
    shape = Gaps("Water [[evaporates|turns to vapour]] and then [[condens*]].")
    assert gapped(shape.text).texts == ("Water ", " and then ", ".")
    assert say(mark(QuestionKind.GAPS, shape, ["Evaporates", "condenses"])) == ("right", 2, 2)
    assert say(mark(QuestionKind.GAPS, shape, ["", "condensed"])) == ("partly", 1, 2)
    assert mark(QuestionKind.GAPS, shape, ["x", "y"]).parts == (False, False)


def test_a_long_answer_is_for_a_person_and_nothing_is_nothing() -> None:
    assert mark(QuestionKind.LONG, Long("Names two causes."), ["Because."]).verdict is Verdict.TO_READ
    for kind, shape in READY:
        empty = mark(kind, shape, ["  "])
        assert empty.verdict is Verdict.NOTHING and not empty.counts


# what must hold of any -----------------------------------------------------------------------------------------------

READY: list[tuple[QuestionKind, Shape]] = [
    (QuestionKind.SINGLE, CITIES),
    (QuestionKind.MULTIPLE, PRIMES),
    (QuestionKind.SHORT, Short((Line("a * b"),))),
    (QuestionKind.NUMBER, METRES),
    (QuestionKind.ORDER, DAY),
    (QuestionKind.MATCH, Match(("x", "y"), tuple(shapes.shuffled(["1", "2"], "s")))),
    (QuestionKind.GAPS, Gaps("[[one|eins]] and [[two]]", from_list=True)),
    (QuestionKind.LONG, Long()),
]


@pytest.mark.parametrize(("kind", "shape"), READY)
def test_a_question_comes_back_as_it_was_kept_and_takes_its_own_answer(kind: QuestionKind, shape: Shape) -> None:
    again = shapes.read(kind, shapes.kept(shape))
    assert again == shape
    if kind is not QuestionKind.LONG:
        assert mark(kind, again, an_answer(kind, again)).verdict is Verdict.RIGHT


@given(st.sampled_from(READY), st.lists(st.text(max_size=12) | st.sampled_from("abcd"), max_size=5))
def test_any_answer_is_marked_and_never_above_what_there_is(one: tuple[QuestionKind, Shape], answer: list[str]) -> None:
    marked = mark(*one, answer)
    assert 0 <= marked.right <= marked.of
    assert (marked.verdict is Verdict.RIGHT) == (marked.counts and marked.right == marked.of)


@given(st.text(max_size=40), st.text(max_size=20), st.booleans(), st.booleans())
def test_any_pattern_meets_any_text(typed: str, pattern: str, case: bool, accents: bool) -> None:
    fits(typed, pattern, case=case, accents=accents)
    assert fits(typed, typed.replace("\\", "").replace("*", "\\*"), case=case, accents=accents) or "\\" in typed
    number(typed)


@given(st.fractions(), st.fractions(min_value=0))
def test_a_number_takes_its_own_value_however_it_is_kept(value: Fraction, within: Fraction) -> None:
    shape = Number(value, within)
    assert shapes.read(QuestionKind.NUMBER, shapes.kept(shape)) == shape


@given(st.lists(st.text(max_size=3), min_size=2, max_size=shapes.MOST_ITEMS), st.text(max_size=5))
def test_items_are_never_shown_in_their_right_order(words: list[str], seed: str) -> None:
    items = shapes.shuffled(words, seed)
    assert [item.words for item in items] == words
    by_key = [item.words for item in sorted(items, key=lambda item: item.key)]
    assert by_key != words or len(set(words)) == 1
    assert items == shapes.shuffled(words, seed)
