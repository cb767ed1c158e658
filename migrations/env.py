"""Runs migrations as the owner of the tables."""

import re
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

from virtual_school.core import db as database

config = context.config

MADE_BY_SQL = re.compile(r"search_words.*|ix_search_entry_words|.*_p\d{4}|.*_later")


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Write our column types in a migration's own words, so that no migration imports the models."""
    if kind == "type":
        if isinstance(item, database.Id):
            return "kinds.ID"
        if isinstance(item, database.UtcDateTime):
            return "kinds.MOMENT"
        if isinstance(item, database.LineType):
            return "sa.String(200)"
        if isinstance(item, database.TextType):
            return "sa.Text()"
        if isinstance(item, sa.Enum):
            return f"kinds.choice({', '.join(repr(value) for value in [item.name, *item.enums])})"
    return False


def include_name(name: str | None, kind: str, parents: Any) -> bool:
    """Leave out what is made by SQL of its own and compared by tests: full-text tables and index, partitions."""
    return not (kind in ("table", "index") and MADE_BY_SQL.fullmatch(name or ""))


def run() -> None:
    engine = sa.create_engine(current_app.config["SETTINGS"].database_owner_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Batch mode copies a table, drops the old one and renames: with foreign keys on, the drop would take
            # every child row along. PRAGMA works only outside a transaction.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=database.db.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            include_name=include_name,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
