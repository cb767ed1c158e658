"""What is stored of one thing for one audience, and how it comes there."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, InNetwork, Line, db, network_id_in_force
from virtual_school.core.search import spelling
from virtual_school.core.search.words import IN_TITLE, TAG, plain_words, stored_words


class SearchEntry(InNetwork, Base):
    """The words of one thing for one audience. `number` is what FTS5 keeps of a row, and names nothing outside.

    What was put last has the highest number, so that an index of words finds the newest first. The index itself is
    made by a migration: FTS5 on SQLite, split at nothing but the blanks that we wrote, keeping only which rows have a
    word (`detail=none`), a third of the size; on PostgreSQL GIN over the words as lexemes, without a parser that would
    split them by rules of its own.
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

    __table_args__ = (
        sa.UniqueConstraint("network_id", "kind", "object_id", "audience"),
        sa.Index("ix_search_entry_newest", "network_id", "number"),
    )


def whose(kind: str, audience: str) -> str:
    """The tag of an audience's entries of a kind, in the network in force."""
    network = network_id_in_force()
    return f"{TAG}{kind}{TAG}{audience.replace(':', TAG)}{TAG}{network.hex if network else ''}"


def entry_words(kind: str, audience: str, title: str, texts: Iterable[str], tags: Iterable[str]) -> str:
    """All that an entry of this audience is found by, as it is stored."""
    of_title = stored_words(title).split()
    kept = dict.fromkeys([whose(kind, audience), *tags, *(IN_TITLE + word for word in of_title), *of_title])
    return " ".join(kept | dict.fromkeys(stored_words(*texts).split()))


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
