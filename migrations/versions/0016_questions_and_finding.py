"""Questions in steps, where a lesson came from, and an index that narrows and orders by itself."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = ("single", "multiple", "short", "number", "order", "match", "gaps", "long")

# The index over the stored words, as it was before and as it is when this was written (`core.search` says why so).
SQLITE_BEFORE = (
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
SQLITE_NOW = (
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
POSTGRESQL_BEFORE = """CREATE INDEX ix_search_entry_words ON search_entry USING gin (
    array_to_tsvector(string_to_array(btrim(title_words || ' ' || words), ' ')))"""
POSTGRESQL_NOW = """CREATE INDEX ix_search_entry_words ON search_entry USING gin (
    (array_to_tsvector(string_to_array(words, ' '))))"""
# Row-level security keeps the web role from every index by `@@`. So the owner looks, in the network in force and
# nowhere else, and gives numbers alone. A word that nearly everything has stands in the newest entries already; any
# other is asked of the index, which has not too many of it (`+ 0`: by that, and not along the numbers).
NEWEST = f"""CREATE FUNCTION search_newest(asked tsquery, many integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here uuid := {wall.HERE};
  there bigint[] := ARRAY(
    SELECT newest.number FROM (
      SELECT number, words FROM search_entry WHERE network_id = here ORDER BY number DESC LIMIT many * 8) newest
    WHERE array_to_tsvector(string_to_array(newest.words, ' ')) @@ asked ORDER BY newest.number DESC LIMIT many);
BEGIN
  IF cardinality(there) < many THEN
    RETURN QUERY EXECUTE 'SELECT number FROM search_entry
      WHERE array_to_tsvector(string_to_array(words, '' '')) @@ $1 AND network_id = $2
      ORDER BY number + 0 DESC LIMIT $3' USING asked, here, many;
  ELSE
    RETURN QUERY SELECT unnest(there);
  END IF;
END $$"""

IN_TITLE, TAG = "§", "¤"
A_BATCH = 500


def upgrade() -> None:
    _questions()
    _sources()
    _spelling()
    op.create_index("ix_lesson_own", "lesson", ["organisation_id", "state", "changed_at"])
    _forget_index()
    _rewrite(_together)
    op.drop_column("search_entry", "title_words")
    _index(SQLITE_NOW, POSTGRESQL_NOW)
    op.create_index("ix_search_entry_newest", "search_entry", ["network_id", "number"])
    if wall.is_postgresql():
        op.execute(NEWEST)
        wall.grant_call("search_newest(tsquery, integer)")


def downgrade() -> None:
    if wall.is_postgresql():
        op.execute("DROP FUNCTION search_newest(tsquery, integer)")
    op.drop_index("ix_search_entry_newest", "search_entry")
    _forget_index()
    op.add_column("search_entry", sa.Column("title_words", sa.Text(), nullable=False, server_default=""))
    _rewrite(_apart)
    with op.batch_alter_table("search_entry") as batch_op:
        batch_op.alter_column("title_words", existing_type=sa.Text(), server_default=None)
    _index(SQLITE_BEFORE, POSTGRESQL_BEFORE)
    op.drop_index("ix_lesson_own", "lesson")
    op.drop_table("search_spelling")
    op.drop_table("lesson_source")
    wall.open_to_change("revision_question")
    op.drop_table("revision_question")
    op.drop_table("question")


def _questions() -> None:
    op.create_table(
        "question",
        sa.Column("step_id", kinds.ID, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_words("question", step_id="step"),
    )
    op.create_index(op.f("ix_question_step_id"), "question", ["step_id"])
    op.create_table(
        "revision_question",
        sa.Column("revision_step_id", kinds.ID, nullable=False),
        sa.Column("question_id", kinds.ID, nullable=False),
        sa.UniqueConstraint(
            "revision_step_id", "position", name=op.f("uq_revision_question_revision_step_id_position")
        ),
        *_words("revision_question", revision_step_id="revision_step", question_id="question"),
    )
    op.create_index(op.f("ix_revision_question_question_id"), "revision_question", ["question_id"])
    wall.build("question")
    wall.grant("question", "SELECT", "INSERT", "UPDATE")
    wall.build("revision_question")
    wall.grant("revision_question", "SELECT", "INSERT")
    wall.never_changes("revision_question")


def _words(table: str, **foreign: str) -> list[Any]:
    """What a question says, its place, its network and what it points to."""
    return [
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", kinds.choice("questionkind", *KINDS), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("stored", sa.JSON(), nullable=False),
        sa.Column("said_right", sa.Text(), nullable=False),
        sa.Column("said_not_yet", sa.Text(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in {"network_id": "network", **foreign}.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _sources() -> None:
    op.create_table(
        "lesson_source",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("collection", sa.String(40), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("attribution", sa.String(200), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_source_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_lesson_source_network_id_network")),
        sa.PrimaryKeyConstraint("lesson_id", name=op.f("pk_lesson_source")),
    )
    op.create_index("ix_lesson_source_key", "lesson_source", ["network_id", "collection", "key"])
    wall.build("lesson_source")
    wall.grant("lesson_source", "SELECT", "INSERT")


def _spelling() -> None:
    op.create_table(
        "search_spelling",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("audience", sa.String(60), nullable=False),
        sa.Column("pair", sa.String(2), nullable=False),
        sa.Column("word", sa.String(30), nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_search_spelling_network_id_network")),
        sa.PrimaryKeyConstraint("network_id", "kind", "audience", "pair", "word", name=op.f("pk_search_spelling")),
    )
    wall.build("search_spelling")
    wall.grant("search_spelling", "SELECT", "INSERT")


# The index ------------------------------------------------------------------------------------------------------------


def _forget_index() -> None:
    if wall.is_postgresql():
        op.execute("DROP INDEX ix_search_entry_words")
        return
    for name in ("added", "removed", "changed"):
        op.execute(f"DROP TRIGGER search_entry_{name}")
    op.execute("DROP TABLE search_words")


def _index(sqlite: tuple[str, ...], postgresql: str) -> None:
    if wall.is_postgresql():
        op.execute(postgresql)
        return
    for statement in sqlite:
        op.execute(statement)
    op.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def _rewrite(change: Callable[[Any], dict[str, str]]) -> None:
    """The stored words of every entry, a batch at a time. What entries are narrowed by comes when they are put next."""
    connection = op.get_bind()
    columns = ("number", "network_id", "kind", "audience", "title_words", "words")
    entry = sa.table("search_entry", *(sa.column(name, kinds.ID if name == "network_id" else None) for name in columns))
    after = 0
    while rows := connection.execute(
        sa.select(entry).where(entry.c.number > after).order_by(entry.c.number).limit(A_BATCH)
    ).all():
        for row in rows:
            new = change(row)
            connection.execute(sa.update(entry).where(entry.c.number == row.number).values(**new))
        after = rows[-1].number


def _together(row: Any) -> dict[str, str]:
    network = row.network_id.hex  # of bytes as of an identifier
    network = network() if callable(network) else network
    tag = f"{TAG}{row.kind}{TAG}{row.audience.replace(':', TAG)}{TAG}{network}"
    title = row.title_words.split()
    return {"words": " ".join(dict.fromkeys([tag, *(IN_TITLE + word for word in title), *title, *row.words.split()]))}


def _apart(row: Any) -> dict[str, str]:
    words = row.words.split()
    title = [word.removeprefix(IN_TITLE) for word in words if word.startswith(IN_TITLE)]
    plain = [word for word in words if not word.startswith((IN_TITLE, TAG))]
    return {"title_words": " ".join(title), "words": " ".join(plain)}
