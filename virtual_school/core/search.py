"""Search: words are made in Python and stored; the engines index only those, so both find the same.

An entry's `audience` is a closed key that its package chooses ('staff', 'pupils', 'staff:<organisation>'): texts for
two audiences are two entries, and a search names the audiences it may look in. What a person may open is decided by
the package's own query as well; this only narrows it.

FTS5 knows nothing of the wall between networks: every search says its network itself.
"""

import difflib
import functools
import threading
import unicodedata
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import snowballstemmer
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, InNetwork, Line, db, network_id_in_force

WORD_LIMIT = 60
WORDS_ASKED = 12
TITLES_FOR_SPELLING = 2000

# What the migration runs beside the table itself. The tokeniser `ascii` splits at nothing but the blanks we wrote:
# outside ASCII it takes every character for part of a word, and inside we store only letters and digits.
SQLITE_DDL = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
    title_words, words, content='search_entry', content_rowid='number', tokenize='ascii', prefix='2 3')""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, title_words, words) VALUES (new.number, new.title_words, new.words); END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, title_words, words)
    VALUES ('delete', old.number, old.title_words, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, title_words, words)
    VALUES ('delete', old.number, old.title_words, old.words);
    INSERT INTO search_words(rowid, title_words, words) VALUES (new.number, new.title_words, new.words); END""",
)
SQLITE_UNDO = ("DROP TABLE search_words",)

# Straight from the stored words to lexemes: a text search parser would split them once more, by rules of its own.
_TITLE_VECTOR = "array_to_tsvector(string_to_array(title_words, ' '))"
_VECTOR = "array_to_tsvector(string_to_array(btrim(title_words || ' ' || words), ' '))"
POSTGRESQL_DDL = (f"CREATE INDEX ix_search_entry_words ON search_entry USING gin (({_VECTOR}))",)
POSTGRESQL_UNDO = ("DROP INDEX ix_search_entry_words",)


class SearchEntry(InNetwork, Base):
    """The words of one thing for one audience. `number` is what FTS5 keeps of a row, and names nothing outside."""

    __tablename__ = "search_entry"

    number: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[uuid.UUID]
    audience: Mapped[str] = mapped_column(sa.String(60))
    # As people read it; spelling suggestions come from here.
    title: Mapped[Line]
    title_words: Mapped[str] = mapped_column(sa.Text())
    words: Mapped[str] = mapped_column(sa.Text())

    __table_args__ = (sa.UniqueConstraint("network_id", "kind", "object_id", "audience"),)


# Words ----------------------------------------------------------------------------------------------------------------


class _Stemmers(threading.local):
    """A stemmer holds the word it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


@functools.lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmers.english.stemWord(word))


_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")


def plain_words(value: str) -> list[str]:
    """The words of a text, casefolded and without accents, in order: letters and digits, nothing else."""
    folded = unicodedata.normalize("NFKD", value.casefold()).translate(_APOSTROPHES)
    kept = "".join(letter if letter.isalnum() else " " for letter in folded if not unicodedata.combining(letter))
    return [word[:WORD_LIMIT] for word in kept.split()]


def stored_words(*values: str) -> str:
    """What is stored and indexed: each word once, plain and as its stem, between single blanks.

    The plain words are what the last word of a search is a beginning of ('runni' is no beginning of 'run').
    """
    kept: dict[str, None] = {}
    for value in values:
        for word in plain_words(value):
            kept[word] = kept[_stem(word)] = None
    return " ".join(kept)


# Changes --------------------------------------------------------------------------------------------------------------


def put(kind: str, object_id: uuid.UUID, audience: str, *, title: str, texts: Iterable[str] = ()) -> None:
    """Make one thing findable for an audience by its title and texts; what was stored for it before is replaced."""
    entry = db.session.scalar(_entries(kind, object_id).where(SearchEntry.audience == audience))
    if entry is None:
        entry = SearchEntry(kind=kind, object_id=object_id, audience=audience)
        db.session.add(entry)
    entry.title, entry.title_words, entry.words = title, stored_words(title), stored_words(*texts)
    db.session.flush()


def remove(kind: str, object_id: uuid.UUID, audience: str) -> None:
    """Make one thing no longer findable for an audience."""
    entry = db.session.scalar(_entries(kind, object_id).where(SearchEntry.audience == audience))
    if entry is not None:
        db.session.delete(entry)
        db.session.flush()


def _entries(kind: str, object_id: uuid.UUID) -> sa.Select[SearchEntry]:
    return sa.select(SearchEntry).where(
        SearchEntry.network_id == network_id_in_force(), SearchEntry.kind == kind, SearchEntry.object_id == object_id
    )


# Questions ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody asked for. Every word must be there; the last may be the beginning of one."""

    kind: str
    audiences: tuple[str, ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    def found(self, column: sa.SQLColumnExpression[uuid.UUID]) -> sa.ColumnElement[bool]:
        """That the thing whose id is in `column` is found."""
        return self._condition(column, in_title=False)

    def in_title(self, column: sa.SQLColumnExpression[uuid.UUID]) -> sa.ColumnElement[bool]:
        """That it is found by its title alone: these come first."""
        return self._condition(column, in_title=True)

    def _condition(self, column: sa.SQLColumnExpression[uuid.UUID], *, in_title: bool) -> sa.ColumnElement[bool]:
        if not self.words or not self.audiences:
            return sa.false()
        entry = SearchEntry.__table__
        asked = sa.select(entry.c.object_id).where(
            entry.c.network_id == network_id_in_force(),
            entry.c.kind == self.kind,
            entry.c.audience.in_(self.audiences),
        )
        if db.session.get_bind().dialect.name == "sqlite":
            return column.in_(asked.where(entry.c.number.in_(_fts5(self.words, in_title=in_title))))
        # What is in a title is among the words as well, and of those there is an index.
        conditions = [_tsvector(self.words, in_title=False)]
        conditions += [_tsvector(self.words, in_title=True)] if in_title else []
        return column.in_(asked.where(*conditions))


def search(kind: str, audiences: Collection[str], typed: str) -> Search:
    """What was typed, as a search among the entries of these audiences. Nothing in it can be an operator."""
    return Search(kind, tuple(sorted(audiences)), tuple(plain_words(typed)[:WORDS_ASKED]))


def _fts5(words: tuple[str, ...], *, in_title: bool) -> sa.Select[int]:
    *whole, last = words
    terms = [f'"{_stem(word)}"' for word in whole] + [f'("{_stem(last)}" OR "{last}"*)']
    asked = f"({' AND '.join(terms)})"
    index = sa.table("search_words", sa.column("rowid", sa.Integer()))
    matches = sa.literal_column("search_words").op("MATCH")(f"title_words : {asked}" if in_title else asked)
    return sa.select(index.c.rowid).where(matches)


def _tsvector(words: tuple[str, ...], *, in_title: bool) -> sa.ColumnElement[bool]:
    *whole, last = words
    terms = [f"'{_stem(word)}'" for word in whole] + [f"('{_stem(last)}' | '{last}':*)"]
    vector: sa.ColumnElement[str] = sa.literal_column(_TITLE_VECTOR if in_title else _VECTOR)
    return vector.op("@@", is_comparison=True)(sa.cast(" & ".join(terms), postgresql.TSQUERY))


def suggest(asked: Search) -> str | None:
    """The search as it was perhaps meant: words that no title of these audiences has, by the nearest that one has."""
    known = _title_words(asked)
    meant = [word if word in known else _nearest(word, known) for word in asked.words]
    return " ".join(meant) if meant and tuple(meant) != asked.words else None


def _nearest(word: str, known: frozenset[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=0.72)), word)


def _title_words(asked: Search) -> frozenset[str]:
    """The words of the newest titles; sorted out in Python, so that both engines suggest alike."""
    titles = (
        sa.select(SearchEntry.title)
        .where(
            SearchEntry.network_id == network_id_in_force(),
            SearchEntry.kind == asked.kind,
            SearchEntry.audience.in_(asked.audiences),
        )
        .order_by(SearchEntry.number.desc())
        .limit(TITLES_FOR_SPELLING)
    )
    return frozenset(word for title in db.session.scalars(titles) for word in plain_words(title) if len(word) > 2)
