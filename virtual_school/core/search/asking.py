"""Searches: what somebody typed, as a question to the index; and what they perhaps meant."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.search import spelling
from virtual_school.core.search.entries import SearchEntry, whose
from virtual_school.core.search.words import IN_TITLE, plain_words, stem

WORDS_ASKED = 12
# From so many letters on the last word of a search may be the beginning of one.
BEGUN = 2
# So many misspelt words of a search are put right.
PUT_RIGHT = 4

# Words that nearly every text has: where others are typed as well, these say nothing.
SAY_NOTHING = frozenset(
    "a an and are as at be by do does for from how i in is it of on or that the this to was what when why with".split()
)


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody asked for. Every word and tag must be there; the last word may be the beginning of one."""

    kind: str
    audiences: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.tags)

    def newest(self, many: int) -> sa.Select[Any]:
        """`object_id`, `number` and `in_title` of what is found: those whose title has the words, `many` of them at
        most, the newest first, and as many of the others. However much there is, no more of it is looked at. What
        holds no word narrows nothing."""
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
    here = _group([_quoted(whose(asked.kind, one), by) for one in asked.audiences], by.either)
    always = [here, *(_quoted(one, by) for one in asked.tags)]
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
    terms = [_quoted(before + stem(word), by) for word in whole]
    begun = [_quoted(before + last, by) + by.begun] if len(last) >= BEGUN else []
    return [*terms, _group([_quoted(before + stem(last), by), *begun], by.either)]


def _quoted(word: str, by: _Dialect) -> str:
    return f"{by.quote}{word}{by.quote}"


def _group(parts: list[str], joined: str) -> str:
    return f"({joined.join(parts)})"


def _fts5(asked: str, many: int) -> sa.Subquery:
    """The numbers of the newest entries that match."""
    index = sa.table("search_words", sa.column("rowid", sa.Integer()))
    matches = sa.literal_column("search_words").op("MATCH", is_comparison=True)(asked)
    number = index.c.rowid
    return sa.select(number.label("number")).where(matches).order_by(number.desc()).limit(many).subquery()


def _gin(asked: str, many: int) -> sa.TableValuedAlias:
    """The same from PostgreSQL, by a function of the owner's: behind the wall a role that owns nothing would read
    every row, for the wall comes before an operator that might tell of a row in an error, and `@@` counts as one."""
    newest = sa.func.search_newest(sa.cast(asked, postgresql.TSQUERY), sa.cast(many, sa.Integer()))
    return newest.table_valued(sa.column("number", sa.BigInteger()), name="newest").render_derived()


def _entries_of(asked: Search, *columns: Any) -> sa.Select[Any]:
    """The wall and the audiences once more, on the row itself."""
    mine = SearchEntry.network_id == network_id_in_force()
    question = sa.select(*columns).select_from(SearchEntry)
    return question.where(mine, SearchEntry.kind == asked.kind, SearchEntry.audience.in_(asked.audiences))


def _newest(asked: Search, words: str, *, in_title: int, many: int) -> sa.Select[Any]:
    columns = [SearchEntry.object_id, SearchEntry.number, sa.literal(in_title).label("in_title")]
    if not asked.audiences:
        return _entries_of(asked, *columns).where(sa.false())
    first = _fts5(words, many) if _is_sqlite() else _gin(words, many)
    return _entries_of(asked, *columns).join(first, first.c.number == SearchEntry.number)


def suggest(asked: Search) -> str | None:
    """The search as it was perhaps meant: words that stand nowhere in these audiences, by the nearest that one does."""
    there = _which_are_there(asked, asked.words)
    wrong = [word for word in asked.words if word not in there][:PUT_RIGHT]
    near = {word: spelling.near(asked.kind, asked.audiences, word) for word in wrong}
    # What was withdrawn since is not suggested.
    known = _which_are_there(asked, [one for words in near.values() for one in words])
    instead = {word: next((one for one in words if one in known), word) for word, words in near.items()}
    meant = tuple(instead.get(word, word) for word in asked.words)
    return " ".join(meant) if meant != asked.words and _is_anything_with(asked, meant) else None


def _is_anything_with(asked: Search, words: tuple[str, ...]) -> bool:
    """Whether anything has all of them: what finds nothing is no help. How it was narrowed is another matter."""
    one = Search(asked.kind, asked.audiences, words).newest(1).subquery()
    return db.session.scalar(sa.select(one.c.number).limit(1)) is not None


def _which_are_there(asked: Search, words: Collection[str]) -> set[str]:
    """Those of the words that something has which these audiences may find."""
    if not words:
        return set()
    questions = []
    for word in dict.fromkeys(words):
        one = Search(asked.kind, asked.audiences, (word,)).newest(1).subquery()
        questions.append(sa.select(sa.literal(word)).where(sa.exists(sa.select(one.c.number))))
    return set(db.session.scalars(sa.union_all(*questions)))
