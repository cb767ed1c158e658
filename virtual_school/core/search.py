"""Search: words are made in Python and stored; the engines index only those, so both find the same.

An entry's `audience` is a closed key that its package chooses ('staff', 'pupils', 'staff:<organisation>'): texts for
two audiences are two entries, and a search names the audiences it may look in. What a person may open is decided by
the package's own query as well; this only narrows it.

FTS5 knows nothing of the wall between networks: every search says its network itself.
"""

import functools
import threading
import unicodedata
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import snowballstemmer
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import spelling
from virtual_school.core.db import Base, InNetwork, Line, db, network_id_in_force

WORD_LIMIT = 60
WORDS_ASKED = 12
# From so many letters on the last word of a search may be the beginning of one.
BEGUN = 2
# So many misspelt words of a search are put right.
PUT_RIGHT = 4

# Words that nearly every text has: where others are typed as well, these say nothing.
SAY_NOTHING = frozenset(
    "a an and are as at be by do does for from how i in is it of on or that the this to was what when why with".split()
)

# What stands before a word of a title, and what a tag is made with. No typed word has either: they are no letters. For
# FTS5's tokeniser `ascii` they are part of a word, as all is outside ASCII.
IN_TITLE, TAG = "\N{SECTION SIGN}", "\N{CURRENCY SIGN}"

# What the migration runs beside the table itself. The tokeniser splits at nothing but the blanks we wrote. Only which
# rows have a word is kept (detail=none): that is all that is asked, and a third of the size.
SQLITE_DDL = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='search_entry', content_rowid='number', tokenize='ascii', prefix='2 3', detail=none)""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.number, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO search_words(rowid, words) VALUES (new.number, new.words); END""",
)

# Straight from the stored words to lexemes: a text search parser would split them once more, by rules of its own.
_VECTOR = "array_to_tsvector(string_to_array(words, ' '))"
POSTGRESQL_DDL = (f"CREATE INDEX ix_search_entry_words ON search_entry USING gin (({_VECTOR}))",)


class SearchEntry(InNetwork, Base):
    """The words of one thing for one audience. `number` is what FTS5 keeps of a row, and names nothing outside.

    What was put last has the highest number, so that an index of words finds the newest first.
    """

    __tablename__ = "search_entry"

    number: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[uuid.UUID]
    audience: Mapped[str] = mapped_column(sa.String(60))
    # As people read it.
    title: Mapped[Line]
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


def tag(name: str, value: object) -> str:
    """Something that an entry is narrowed by, as one word of its own: `tag("year", 9)`."""
    said = value.hex if isinstance(value, uuid.UUID) else "".join(plain_words(str(value)))
    return f"{TAG}{name}{TAG}{said[:WORD_LIMIT]}"


def _whose(kind: str, audience: str) -> str:
    """The tag of an audience's entries of a kind, in the network in force."""
    network = network_id_in_force()
    return f"{TAG}{kind}{TAG}{audience.replace(':', TAG)}{TAG}{network.hex if network else ''}"


def entry_words(kind: str, audience: str, title: str, texts: Iterable[str], tags: Iterable[str]) -> str:
    """All that an entry of this audience is found by, as it is stored."""
    of_title = stored_words(title).split()
    kept = dict.fromkeys([_whose(kind, audience), *tags, *(IN_TITLE + word for word in of_title), *of_title])
    return " ".join(kept | dict.fromkeys(stored_words(*texts).split()))


# Changes --------------------------------------------------------------------------------------------------------------


def put(
    kind: str,
    object_id: uuid.UUID,
    audience: str,
    *,
    title: str,
    texts: Iterable[str] = (),
    tags: Iterable[str] = (),
    spelt: str = "",
    newest: bool = False,
) -> None:
    """Make one thing findable for an audience by its title and texts; what was stored for it before is replaced.

    `tags` narrow, `spelt` are words beside the title's that a misspelt one may have meant. With `newest` it comes
    before all that were put before; else it stays in its place.
    """
    entry = db.session.scalar(_entries(kind, object_id).where(SearchEntry.audience == audience))
    if entry is not None and newest:
        db.session.delete(entry)
        db.session.flush()
        entry = None
    if entry is None:
        entry = SearchEntry(kind=kind, object_id=object_id, audience=audience)
        db.session.add(entry)
    entry.title, entry.words = title, entry_words(kind, audience, title, texts, tags)
    db.session.flush()
    spelling.learn(kind, audience, {word for said in (title, spelt) for word in plain_words(said)})


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
    """What somebody asked for. Every word and tag must be there; the last word may be the beginning of one."""

    kind: str
    audiences: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.tags)

    def found(self, column: sa.SQLColumnExpression[uuid.UUID]) -> sa.ColumnElement[bool]:
        """That the thing whose id is in `column` is found by a word or a tag: nothing asked finds nothing."""
        if not self or not self.audiences:
            return sa.false()
        if not _is_sqlite():
            return column.in_(_entries_of(self, SearchEntry.object_id).where(_vector(_asked(self, POSTGRESQL))))
        index, matches = _fts5(_asked(self, FTS5))
        numbers = sa.select(index.c.rowid).where(matches)
        return column.in_(_entries_of(self, SearchEntry.object_id).where(SearchEntry.number.in_(numbers)))

    def newest(self, many: int) -> sa.Select[Any]:
        """`object_id`, `number` and `in_title` of what is found: those whose title has the words, `many` of them at
        most, the newest first, and as many of the others. However much there is, no more of it is looked at."""
        if not self.words:
            return _newest(self, _asked(self, _dialect()), in_title=0, many=many)
        in_title, beside = _asked(self, _dialect(), title=True), _asked(self, _dialect(), title=False)
        parts = [_newest(self, in_title, in_title=1, many=many), _newest(self, beside, in_title=0, many=many)]
        return sa.select(sa.union_all(*(sa.select(part.subquery()) for part in parts)).subquery())


def search(kind: str, audiences: Collection[str], typed: str, tags: Iterable[str] = ()) -> Search:
    """What was typed, as a search among the entries of these audiences. Nothing in it can be an operator."""
    words = plain_words(typed)[:WORDS_ASKED]
    telling = [word for word in words if word not in SAY_NOTHING] or words
    return Search(kind, tuple(sorted(audiences)), tuple(telling), tuple(tags))


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How an engine writes that words are there."""

    both: str
    either: str
    without: str
    quote: str
    begun: str


FTS5 = _Dialect(" AND ", " OR ", "{0} NOT {1}", '"', "*")
POSTGRESQL = _Dialect(" & ", " | ", "{0} & !{1}", "'", ":*")


def _is_sqlite() -> bool:
    return db.session.get_bind().dialect.name == "sqlite"


def _dialect() -> _Dialect:
    return FTS5 if _is_sqlite() else POSTGRESQL


def _asked(asked: Search, by: _Dialect, title: bool | None = None) -> str:
    """The whole question as the engine reads it; of those whose title has all words, or (False) of the others."""
    whose = _group([_quoted(_whose(asked.kind, one), by) for one in asked.audiences], by.either)
    always = [whose, *(_quoted(one, by) for one in asked.tags)]
    if title is True:
        return _group([*always, *_terms(asked.words, by, IN_TITLE)], by.both)
    everything = _group([*always, *_terms(asked.words, by)], by.both)
    if title is None:
        return everything
    return by.without.format(everything, _group(_terms(asked.words, by, IN_TITLE), by.both))


def _terms(words: tuple[str, ...], by: _Dialect, before: str = "") -> list[str]:
    if not words:
        return []
    *whole, last = words
    terms = [_quoted(before + _stem(word), by) for word in whole]
    begun = [_quoted(before + last, by) + by.begun] if len(last) >= BEGUN else []
    return [*terms, _group([_quoted(before + _stem(last), by), *begun], by.either)]


def _quoted(word: str, by: _Dialect) -> str:
    return f"{by.quote}{word}{by.quote}"


def _group(parts: list[str], joined: str) -> str:
    return f"({joined.join(parts)})"


def _fts5(asked: str) -> tuple[sa.TableClause, sa.ColumnElement[bool]]:
    index = sa.table("search_words", sa.column("rowid", sa.Integer()))
    return index, sa.literal_column("search_words").op("MATCH", is_comparison=True)(asked)


def _vector(asked: str) -> sa.ColumnElement[bool]:
    vector: sa.ColumnElement[str] = sa.literal_column(_VECTOR)
    return vector.op("@@", is_comparison=True)(sa.cast(asked, postgresql.TSQUERY))


def _entries_of(asked: Search, *columns: Any) -> sa.Select[Any]:
    """The wall and the audiences once more, on the row itself."""
    mine = SearchEntry.network_id == network_id_in_force()
    question = sa.select(*columns).select_from(SearchEntry)
    return question.where(mine, SearchEntry.kind == asked.kind, SearchEntry.audience.in_(asked.audiences))


def _newest(asked: Search, words: str, *, in_title: int, many: int) -> sa.Select[Any]:
    columns = [SearchEntry.object_id, SearchEntry.number, sa.literal(in_title).label("in_title")]
    if not asked.audiences:
        return _entries_of(asked, *columns).where(sa.false())
    if not _is_sqlite():
        found = _entries_of(asked, *columns).where(_vector(words))
        return found.order_by(SearchEntry.number.desc()).limit(many)
    index, matches = _fts5(words)
    first = sa.select(index.c.rowid).where(matches).order_by(index.c.rowid.desc()).limit(many).subquery()
    return _entries_of(asked, *columns).join(first, first.c.rowid == SearchEntry.number)


def suggest(asked: Search) -> str | None:
    """The search as it was perhaps meant: words that stand nowhere in these audiences, by the nearest that one does."""
    there = _which_are_there(asked, asked.words)
    wrong = [word for word in asked.words if word not in there][:PUT_RIGHT]
    near = {word: spelling.near(asked.kind, asked.audiences, word) for word in wrong}
    # What was withdrawn since is not suggested.
    known = _which_are_there(asked, [one for words in near.values() for one in words])
    instead = {word: next((one for one in words if one in known), word) for word, words in near.items()}
    meant = tuple(instead.get(word, word) for word in asked.words)
    return " ".join(meant) if meant != asked.words else None


def _which_are_there(asked: Search, words: Collection[str]) -> set[str]:
    """Those of the words that something has which these audiences may find."""
    if not words:
        return set()
    questions = []
    for word in dict.fromkeys(words):
        one = Search(asked.kind, asked.audiences, (word,)).newest(1).subquery()
        questions.append(sa.select(sa.literal(word)).where(sa.exists(sa.select(one.c.number))))
    return set(db.session.scalars(sa.union_all(*questions)))
