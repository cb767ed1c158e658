"""Words that titles have, for putting right what was misspelt: found by the pairs of letters that two words share.

The list only grows. That a word still stands in something that the asker may find is asked again before it is
suggested.
"""

import difflib
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, InNetwork, db, network_id_in_force

SHORTEST, LONGEST = 3, 30
LOOKED_AT, GIVEN = 40, 3
NEAR = 0.7
BEGIN, END = "^", "$"
A_BATCH = 500


class SearchSpelling(InNetwork, Base):
    """A word that an audience's titles had, by one of its pairs of letters."""

    __tablename__ = "search_spelling"

    kind: Mapped[str] = mapped_column(sa.String(40))
    audience: Mapped[str] = mapped_column(sa.String(60))
    pair: Mapped[str] = mapped_column(sa.String(2))
    word: Mapped[str] = mapped_column(sa.String(LONGEST))

    __table_args__ = (sa.PrimaryKeyConstraint("network_id", "kind", "audience", "pair", "word"),)


def pairs(word: str) -> list[str]:
    """A word's pairs of letters, its beginning and its end among them, each once."""
    framed = f"{BEGIN}{word}{END}"
    return list(dict.fromkeys(framed[at : at + 2] for at in range(len(framed) - 1)))


def learn(kind: str, audience: str, words: Iterable[str]) -> None:
    """Keep these words for an audience."""
    new = sorted({word for word in words if SHORTEST <= len(word) <= LONGEST and not word.isdecimal()})
    if not new:
        return
    spelling = SearchSpelling
    beginnings = {pairs(word)[0] for word in new}
    known = set(
        db.session.scalars(
            sa.select(spelling.word).where(
                *_of(kind, [audience]), spelling.pair.in_(sorted(beginnings)), spelling.word.in_(new)
            )
        )
    )
    rows = [
        {"network_id": network_id_in_force(), "kind": kind, "audience": audience, "pair": pair, "word": word}
        for word in new
        if word not in known
        for pair in pairs(word)
    ]
    for first in range(0, len(rows), A_BATCH):
        db.session.execute(_adding().values(rows[first : first + A_BATCH]).on_conflict_do_nothing())


def _adding() -> postgresql.Insert | sqlite.Insert:
    """An INSERT of this engine's own: when two post the same new word at once, once is enough."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(SearchSpelling)
    return sqlite.insert(SearchSpelling)


def near(kind: str, audiences: Collection[str], word: str) -> list[str]:
    """The known words that are most like this one, the nearest first."""
    if not SHORTEST <= len(word) <= LONGEST or not audiences:
        return []
    spelling = SearchSpelling
    shared = sa.func.count(spelling.pair.distinct())
    asked = (
        sa.select(spelling.word)
        .where(*_of(kind, audiences), spelling.pair.in_(pairs(word)), spelling.word != word)
        .group_by(spelling.word)
        .order_by((shared * 2 - sa.func.length(spelling.word)).desc(), spelling.word)
        .limit(LOOKED_AT)
    )
    return difflib.get_close_matches(word, list(db.session.scalars(asked)), n=GIVEN, cutoff=NEAR)


def _of(kind: str, audiences: Collection[str]) -> list[sa.ColumnElement[bool]]:
    spelling = SearchSpelling
    mine = spelling.network_id == network_id_in_force()
    return [mine, spelling.kind == kind, spelling.audience.in_(sorted(audiences))]
