"""What a database says of its own tables, in a form that can be compared."""

import re
from typing import Any

import sqlalchemy as sa

# Made by SQL of its own in the migrations: full-text tables, partitions, Alembic's own.
APART = re.compile(r"alembic_version|search_words.*|.*_p\d{4}|.*_later")
APART_INDEXES = re.compile(r"ix_search_entry_words")


def described(url: str) -> dict[str, dict[str, Any]]:
    """Each table's columns, keys, checks and indexes."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    inspector = sa.inspect(engine)
    names = [name for name in inspector.get_table_names() if not APART.fullmatch(name)]
    found = {name: _table(inspector, name) for name in sorted(names)}
    engine.dispose()
    return found


def _table(inspector: sa.Inspector, name: str) -> dict[str, Any]:
    return {
        "columns": {column["name"]: _column(column) for column in inspector.get_columns(name)},
        "primary key": sorted(inspector.get_pk_constraint(name)["constrained_columns"]),
        "foreign keys": sorted(_foreign(key) for key in inspector.get_foreign_keys(name)),
        "uniques": sorted(f"{key['name']} {key['column_names']}" for key in inspector.get_unique_constraints(name)),
        "checks": sorted(f"{check['name']}: {_plain(check['sqltext'])}" for check in _checks(inspector, name)),
        "indexes": sorted(filter(None, (_index(index) for index in inspector.get_indexes(name)))),
    }


def _column(column: Any) -> str:
    default = f" default {column['default']}" if column.get("default") else ""
    return f"{column['type']!r} {'null' if column['nullable'] else 'not null'}{default}"


def _checks(inspector: sa.Inspector, name: str) -> list[Any]:
    return list(inspector.get_check_constraints(name))


def _foreign(key: Any) -> str:
    return f"{key['name']} {key['constrained_columns']} -> {key['referred_table']} {key['options']}"


def _index(index: Any) -> str | None:
    if APART_INDEXES.fullmatch(index["name"] or ""):
        return None
    where = [str(value) for name, value in index.get("dialect_options", {}).items() if name.endswith("_where")]
    return f"{index['name']} {index['column_names']} unique={bool(index['unique'])} {' '.join(map(_plain, where))}"


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).replace('"', "").replace("( ", "(").replace(" )", ")").strip()


def differences(one: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> list[str]:
    """What the one says that the other does not, and the other way round."""
    found = [f"the table {name} is on one side only" for name in sorted(one.keys() ^ other.keys())]
    for table in sorted(one.keys() & other.keys()):
        for aspect, said in one[table].items():
            if said != other[table][aspect]:
                found.append(f"{table}, {aspect}: {_less(said, other[table][aspect])}")
    return found


def _less(one: Any, other: Any) -> str:
    if isinstance(one, dict):
        one, other = ([f"{name} {said}" for name, said in side.items()] for side in (one, other))
    return (
        f"migrated {[said for said in one if said not in other]}, models {[said for said in other if said not in one]}"
    )
