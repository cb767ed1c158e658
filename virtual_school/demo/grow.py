"""Makes a demonstration several times as large: every school, person and pupil with their history again, under new ids.

Each copy has its own mentors, teachers and panels, so that a caseload, a pile and a pupil's history stay as they are;
all of them are in the one network, so that what grows is only what everybody must be kept from.

Rows are read and written as rows, a table at a time, by the owner of the tables: nothing asks who may, nothing is
audited, and on PostgreSQL the wall lets the owner pass.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection

from virtual_school.core import text
from virtual_school.core.db import analyse, begin, db, prepare_engine
from virtual_school.core.ids import digest
from virtual_school.network.models import Network, NetworkMember

Row = dict[str, Any]
BATCH = 1000

# Tables of which no row is copied, each with the reason. Every other table is copied.
SHARED: dict[str, str] = {
    "job": "what waits is done once, and nothing waits for a copy",
    "mail": "a letter goes out once",
    "network": "all copies are in the one network",
    "search_spelling": "there is one list of an audience's words in a network",
    "spent_challenge": "an answer is given once",
    "stored_file": "there is one file of a digest in a network",
    "stored_text": "it is read out of a file, of which there is one",
    "term": "there is one list of agreed words in a network",
    "upload": "what has arrived of an upload lies in a file of its name",
    "worker": "a process, which runs once",
}

# An identifier in the middle of words: a draft's subject, an address, an audience, what an audit event carries.
IN_WORDS = re.compile(
    r"\b(?:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15})\b"
)


class NotToGrow(RuntimeError):
    """The network is real, or was grown already."""


class Copy:
    """One of the copies, numbered from two: what its identifiers and rows are called."""

    def __init__(self, number: int, shared: frozenset[uuid.UUID]) -> None:
        self.number = number
        self._shared = shared
        # Of a UUIDv7 the last 62 bits are random: changed alike, the copies stay apart and in the order of time.
        self._other = int.from_bytes(digest(f"copy {number}")[:8], "big") >> 2

    def id(self, old: uuid.UUID) -> uuid.UUID:
        return old if old in self._shared else uuid.UUID(int=old.int ^ self._other)

    def row(self, table: sa.Table, old: Row) -> Row:
        row = {name: self.value(value) for name, value in old.items()}
        if table.name in RENAMED:
            RENAMED[table.name](row, self.number)
        return row

    def value(self, old: Any) -> Any:
        if isinstance(old, uuid.UUID):
            return self.id(old)
        if isinstance(old, str):
            return IN_WORDS.sub(self._in_words, old) if len(old) >= 32 else old
        if isinstance(old, dict):
            return {name: self.value(value) for name, value in old.items()}
        return [self.value(value) for value in old] if isinstance(old, list) else old

    def _in_words(self, found: re.Match[str]) -> str:
        new = self.id(uuid.UUID(found[0]))
        return str(new) if "-" in found[0] else new.hex


# What is unique without naming a row, and what people are told apart by ----------------------------------------------


def _name(row: Row, number: int) -> None:
    row["name"] = f"{row['name']} {number}"


def _named(row: Row, number: int) -> None:
    _name(row, number)
    row["sort_key"] = text.sort_key(row["name"])


def _account(row: Row, number: int) -> None:
    _named(row, number)
    if row["email"]:
        row["email"] = row["email"].replace("@", f".{number}@")
    if row["login_name"]:
        row["login_name"] += f".{number}"


def _organisation(row: Row, number: int) -> None:
    _named(row, number)
    row.update(laestab=None, urn=None, ukprn=None)  # national numbers, which nobody else has


def _pupil(row: Row, number: int) -> None:
    row["family_name"] += f" {number}"
    row["sort_key"] = text.sort_key(f"{row['family_name']} {row['known_as']}")
    row["upn"] = None


def _secret(column: str) -> Callable[[Row, int], None]:
    """Another digest: nobody has the secret of a copy, and what is counted by a key is counted apart."""

    def change(row: Row, number: int) -> None:
        if row[column] is not None:
            row[column] = digest(f"{row[column].hex()} {number}")

    return change


def _reference(row: Row, number: int) -> None:
    row["reference"] = str(row["id"])


RENAMED: dict[str, Callable[[Row, int], None]] = {
    "account": _account,
    "card": _secret("digest"),
    "carer": _name,
    "invitation": _secret("digest"),
    "joining": _secret("digest"),
    "note": _secret("key"),
    "organisation": _organisation,
    "panel": _name,
    "passkey": _secret("credential_id"),
    "pupil": _pupil,
    "register_link": _secret("digest"),
    "reset": _secret("digest"),
    "sign_in": _secret("digest"),
    "slip": _secret("digest"),
    "text_message": _reference,
}


# Copying --------------------------------------------------------------------------------------------------------------


def grow(network_id: uuid.UUID, times: int) -> int:
    """Make the network so many times what it is; how many rows were added. Refuses beside a real one."""
    with _owner() as connection:
        _refuse(connection, network_id)
        shared = frozenset(_shared_ids(connection))
        copies = [Copy(number, shared) for number in range(2, times + 1)]
        many = sum(_grow_table(connection, table, network_id, copies) for table in copied())
    _count()
    return many


def copied() -> list[sa.Table]:
    """The tables that are copied, in an order in which their rows may point at each other."""
    return [table for table in db.metadata.sorted_tables if table.name not in SHARED]


def rows_of(table: sa.Table, network_id: uuid.UUID) -> sa.Select[Any]:
    """The rows of a table that are the network's, in the order in which they were made."""
    if "network_id" in table.c:
        mine = table.c.network_id == network_id
    else:  # organisations alone stand above the networks
        member = NetworkMember.__table__
        mine = table.c.id.in_(sa.select(member.c.organisation_id).where(member.c.network_id == network_id))
    return sa.select(table).where(mine).order_by(*table.primary_key.columns)


@contextmanager
def _owner() -> Iterator[Connection]:
    """One transaction that writes, as the owner of the tables."""
    begin(write=False)
    engine = prepare_engine(sa.create_engine(current_app.config["SETTINGS"].database_owner_url, poolclass=sa.NullPool))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        yield connection
    engine.dispose()


def _refuse(connection: Connection, network_id: uuid.UUID) -> None:
    real = sa.select(sa.func.count()).select_from(Network).where(Network.is_demonstration.is_(False))
    if connection.scalar(real):
        raise NotToGrow("There is a real network in this installation. Nothing was changed.")
    second = Copy(2, frozenset())
    table = next(table for table in copied() if table.name == "organisation")
    ids = set(connection.scalars(rows_of(table, network_id).with_only_columns(table.c.id)))
    if any(second.id(one) in ids for one in ids):
        raise NotToGrow("The demonstration was made larger already. `make demo SIZE=…` starts it afresh.")


def _shared_ids(connection: Connection) -> Iterator[uuid.UUID]:
    for name in SHARED:
        table = db.metadata.tables[name]
        if "id" in table.c:
            yield from connection.scalars(sa.select(table.c.id))


def _grow_table(connection: Connection, table: sa.Table, network_id: uuid.UUID, copies: list[Copy]) -> int:
    numbered = [column.name for column in table.c if column.identity is not None]  # the database counts on
    old = [dict(row) for row in connection.execute(rows_of(table, network_id)).mappings()]
    for row in old:
        for name in numbered:
            del row[name]
    for copy in copies:
        for first in range(0, len(old), BATCH):
            connection.execute(sa.insert(table), [copy.row(table, row) for row in old[first : first + BATCH]])
    return len(old) * len(copies)


def _count() -> None:
    """Let the database count its rows, as it does of itself some time after so many came at once."""
    analyse()
    if db.engine.dialect.name == "postgresql":
        with _owner() as connection:
            connection.execute(sa.text("ANALYZE"))
