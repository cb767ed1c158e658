"""The wall between networks, the rights of the web role and what may never change, as SQL.

On PostgreSQL web and worker connect as a role that owns nothing; tables belong to the owner who migrates. Row-level
security is enabled without FORCE, so that the owner's migrations see every row.
"""

import datetime as dt
import os
import uuid

import sqlalchemy as sa
from alembic import op
from sqlalchemy.engine import make_url

HERE = "nullif(current_setting('app.network', true), '')::uuid"


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def web_role() -> str | None:
    """The role of `DATABASE_URL` when it is another than the owner's; None where owner and web are one."""
    web = os.environ.get("DATABASE_URL", "")
    owner = os.environ.get("DATABASE_OWNER_URL", "")
    if not web or not owner:
        return None
    name = make_url(web).username
    return name if name and name != make_url(owner).username else None


def build(table: str) -> None:
    """Put a table behind the wall: rows of another network are neither seen nor written."""
    if is_postgresql():
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(
            f'CREATE POLICY network_wall ON "{table}" USING (network_id = {HERE}) WITH CHECK (network_id = {HERE})'
        )


def grant(table: str, *rights: str) -> None:
    """Give the web role these rights on a table, and no others."""
    role = web_role()
    if is_postgresql() and role is not None:
        if not op.get_bind().scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
            raise SystemExit(f"The role {role!r} of DATABASE_URL does not exist. Make it first: CREATE ROLE … LOGIN.")
        quoted = role.replace('"', '""')
        op.execute(f'GRANT {", ".join(rights)} ON "{table}" TO "{quoted}"')


def grant_call(function: str) -> None:
    """Let the web role, and nobody else, call a function of the owner's, named with the types of what it is given."""
    if is_postgresql():
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        role = web_role()
        if role is not None:
            quoted = role.replace('"', '""')
            op.execute(f'GRANT EXECUTE ON FUNCTION {function} TO "{quoted}"')


def never_changes(table: str) -> None:
    """Rows of this table are written once: an UPDATE or DELETE is refused by the database itself."""
    if is_postgresql():
        op.execute(
            """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME; END $$"""
        )
        op.execute(
            f'CREATE TRIGGER {table}_never_changes BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f'CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} never change'); END"
        )


def open_to_change(table: str) -> None:
    """Undo `never_changes`."""
    if is_postgresql():
        op.execute(f'DROP TRIGGER {table}_never_changes ON "{table}"')
        return
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_never_{verb}")


def keeps(table: str, columns: tuple[str, ...]) -> None:
    """These columns of a row are written once, and no row goes: only the others may change."""
    if is_postgresql():
        named = ", ".join(columns)
        op.execute(
            """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME; END $$"""
        )
        op.execute(
            f'CREATE TRIGGER {table}_keeps BEFORE UPDATE OF {named} OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    named = ", ".join(f'"{column}"' for column in columns)
    for name, verb in (("update", f"UPDATE OF {named}"), ("delete", "DELETE")):
        op.execute(
            f'CREATE TRIGGER {table}_keeps_{name} BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} never change'); END"
        )


def lets_go(table: str) -> None:
    """Undo `keeps`."""
    if is_postgresql():
        op.execute(f'DROP TRIGGER {table}_keeps ON "{table}"')
        return
    for name in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_keeps_{name}")


def goes_only_by_undoing(table: str) -> None:
    """A row of this table is deleted only when an import made it: the database itself refuses any other DELETE."""
    made = "SELECT 1 FROM import_effect WHERE row_id = OLD.id AND did = 'made'"
    if is_postgresql():
        op.execute(
            f"""CREATE OR REPLACE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
            IF NOT EXISTS ({made}) THEN RAISE EXCEPTION 'rows of % are not deleted', TG_TABLE_NAME; END IF;
            RETURN OLD; END $$"""
        )
        op.execute(
            f'CREATE TRIGGER {table}_stays BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION refuse_removal()'
        )
        return
    op.execute(
        f'CREATE TRIGGER {table}_stays BEFORE DELETE ON "{table}" WHEN NOT EXISTS ({made}) '
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are not deleted'); END"
    )


def open_to_removal(table: str) -> None:
    """Undo `goes_only_by_undoing`."""
    where = f' ON "{table}"' if is_postgresql() else ""
    op.execute(f"DROP TRIGGER {table}_stays{where}")


def partition(table: str, first_year: int, years: int) -> None:
    """Partitions by year of a table that grows without bound and is partitioned by range of its UUIDv7 id.

    What comes after the last year lands in `<table>_later`, until a migration adds more. Few, because the planner looks
    at each of them in every statement.
    """
    if not is_postgresql():
        return
    for year in range(first_year, first_year + years):
        op.execute(
            f'CREATE TABLE {table}_p{year} PARTITION OF "{table}" '
            f"FOR VALUES FROM ('{_first_id(year)}') TO ('{_first_id(year + 1)}')"
        )
    op.execute(f'CREATE TABLE {table}_later PARTITION OF "{table}" DEFAULT')


def _first_id(year: int) -> uuid.UUID:
    """The lowest UUIDv7 of a year."""
    begins = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    return uuid.UUID(int=int(begins.timestamp() * 1000) << 80)
