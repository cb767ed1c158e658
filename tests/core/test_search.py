"""Search finds the same on both engines, only for its audience, only in its network, whatever is typed."""

import uuid

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from virtual_school.core import search
from virtual_school.core.db import db, enter_network, writing

CIPHER, VOLCANO = uuid.UUID(int=1), uuid.UUID(int=2)

# Shaped like what hostile lists hold: quotes, operators of either engine, control and format characters, other scripts.
HOSTILE = (
    "'; DROP TABLE lesson; --", '"', "''", "a AND", "NEAR(a b)", "a* OR b*", "title_words : a", "{a b} : c", "^a", "-a",
    "a & | ! b", "a <-> b", "a:*", "'a':B", "\\", "\x00", "%", "_", "(", ")", "\u202ea\u202c", "\ufeff", "🙈", "ß", "İ",
    "日本語", "ا لعربية", "Ω≈ç√∫", "a" * 5000, "a " * 500, "1e5", "3.5", "foo-bar", "http://a.example/b?c=d", "\ud800",
)  # fmt: skip


@pytest.fixture(autouse=True)
def entries(app: object) -> None:
    with writing():
        search.put(
            "lesson", CIPHER, "staff", title="Keeping secrets: the Caesar cipher", texts=["I can hide it.", "é 1e5"]
        )
        search.put("lesson", VOLCANO, "staff", title="Volcanoes", texts=["Unlike ciphers, they run. Running water."])


def found(typed: str, *audiences: str, kind: str = "lesson") -> set[uuid.UUID]:
    return ids(search.search(kind, audiences or ("staff",), typed))


def ids(asked: search.Search) -> set[uuid.UUID]:
    return set(db.session.scalars(sa.select(asked.newest(100).subquery().c.object_id)))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cipher", {CIPHER, VOLCANO}),
        ("CIPHERS", {CIPHER, VOLCANO}),
        ("secrets cipher", {CIPHER}),
        ("cipher secret", {CIPHER}),
        ("caesar ciph", {CIPHER}),
        ("ciph caesar", set()),
        ("runs", {VOLCANO}),
        ("runni", {VOLCANO}),
        ("volca", {VOLCANO}),
        ("e", {CIPHER}),
        ("1e5", {CIPHER}),
        ("Cæsar", set()),
        ("the cipher", {CIPHER, VOLCANO}),
        ("pupil", set()),
        ("?!", {CIPHER, VOLCANO}),
    ],
)
def test_all_words_must_be_there_and_the_last_may_be_begun(typed: str, expected: set[uuid.UUID]) -> None:
    assert found(typed) == expected


def test_a_title_that_has_the_words_is_told_from_a_text_that_has_them() -> None:
    assert newest("cipher") == [(CIPHER, 1), (VOLCANO, 0)]
    assert newest("runni") == [(VOLCANO, 0)]


def newest(typed: str, *tags: str) -> list[tuple[uuid.UUID, int]]:
    """What is found, in its order: those whose title has the words first, of each the newest first."""
    asked = search.search("lesson", ("staff",), typed, tags).newest(10).subquery().c
    order = sa.select(asked.object_id, asked.in_title).order_by(asked.in_title.desc(), asked.number.desc())
    return [(row.object_id, row.in_title) for row in db.session.execute(order)]


def test_what_is_put_last_comes_first_when_it_is_new() -> None:
    assert newest("") == [(VOLCANO, 0), (CIPHER, 0)]
    with writing():
        search.put("lesson", CIPHER, "staff", title="Ciphers")
    assert newest("") == [(VOLCANO, 0), (CIPHER, 0)]
    with writing():
        search.put("lesson", CIPHER, "staff", title="Ciphers", newest=True)
    assert newest("") == [(CIPHER, 0), (VOLCANO, 0)]


def test_tags_narrow_and_are_no_words() -> None:
    nine = search.tag("year", 9)
    with writing():
        search.put("lesson", CIPHER, "staff", title="Ciphers", tags=[nine, search.tag("school", VOLCANO)])
    assert newest("", nine) == newest("ciphers", nine, search.tag("school", VOLCANO))[:0] + [(CIPHER, 0)]
    assert newest("", search.tag("year", 10)) == []
    assert found("9") == found("year") == found(nine) == set()


def test_words_that_say_nothing_are_not_asked_for_beside_others() -> None:
    assert found("how do the secrets work with a cipher") == set()
    assert found("the secrets in a cipher") == found("secret cipher") == {CIPHER}
    assert found("it") == {CIPHER}


def test_one_letter_is_no_beginning() -> None:
    assert found("c") == set()
    assert found("ci") == {CIPHER, VOLCANO}


def test_another_audience_or_kind_finds_nothing() -> None:
    assert found("cipher", "pupils") == set()
    assert found("cipher", "staff", kind="pupil") == set()
    assert search.search("lesson", (), "cipher").audiences == ()


def test_no_audience_means_nobody() -> None:
    assert ids(search.search("lesson", (), "cipher")) == set()


def test_another_network_finds_nothing(cast: Cast) -> None:
    enter_network(cast.fernvale.network_id)
    assert found("cipher") == set()
    assert search.suggest(search.search("lesson", ("staff",), "ciphre")) is None


def test_what_is_put_again_replaces_and_what_is_removed_is_gone() -> None:
    with writing():
        search.put("lesson", CIPHER, "staff", title="Hashing", texts=["A sum that fits a message."])
        search.remove("lesson", VOLCANO, "staff")
    assert found("cipher") == set()
    assert found("hash") == {CIPHER}
    assert found("volcano") == set()


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_an_operator(typed: str) -> None:
    found(typed)
    asked = search.search("lesson", ("staff",), typed)
    db.session.execute(asked.newest(5)).all()
    search.suggest(asked)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_stored_is_stored_as_words(words: str) -> None:
    words = words.replace("\ud800", "")
    with writing():
        search.put("lesson", CIPHER, "staff", title=words[:200], texts=[words])
    assert VOLCANO in found("volcanoes")


def test_a_misspelt_word_is_put_right_from_titles_of_the_same_audience() -> None:
    assert search.suggest(search.search("lesson", ("staff",), "ceasar cypher")) == "caesar cipher"
    assert search.suggest(search.search("lesson", ("pupils",), "ceasar cypher")) is None
    assert search.suggest(search.search("lesson", ("staff",), "caesar cipher")) is None
    for nothing in ("zzzz", "ceasar zzzz", "ceasar vulcanoes"):
        assert search.suggest(search.search("lesson", ("staff",), nothing)) is None


def test_a_word_that_is_nowhere_any_more_is_not_suggested() -> None:
    assert search.suggest(search.search("lesson", ("staff",), "vulcanoes")) == "volcanoes"
    with writing():
        search.remove("lesson", VOLCANO, "staff")
    assert search.suggest(search.search("lesson", ("staff",), "vulcanoes")) is None


def test_the_index_follows_the_table() -> None:
    """FTS5 keeps no text of its own here: its own check compares index and table."""
    if db.engine.dialect.name == "sqlite":
        with writing():
            db.session.execute(sa.text("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)"))
