"""The schema is what the migrations build: up, down, with rows in it, and the same as the models say."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from tests import cast as casting
from tests import databases
from tests.whole_app import schema
from tests.whole_app.source import ROOT
from virtual_school.core.app import App
from virtual_school.core.db import Base, db

COPIES = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    for table, column in (("pupil", "known_as"), ("window", "purpose"), ("lesson", "title")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, existing_type=sa.String(200), type_=sa.String(210))
"""


@pytest.fixture
def own(new_database: databases.Database, tmp_path: Path) -> Iterator[App]:
    """An installation of its own, migrated, with nothing in it."""
    made = databases.installed(new_database, tmp_path / "instance")
    with made.app_context(), databases.in_environment(new_database, tmp_path / "instance"):
        yield made
        db.session.remove()
        db.engine.dispose()


def rows(url: str) -> dict[str, int]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_migrations_are_numbered_and_in_one_line() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    numbers = [script.revision for script in reversed(list(scripts.walk_revisions()))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert len(scripts.get_heads()) == 1


def test_the_migrated_schema_is_the_models(own: App, new_database: databases.Database) -> None:
    migrated = schema.described(new_database.owner_url)
    db.engine.dispose()
    new_database.make()
    if new_database.name == "sqlite":
        Path(str(sa.make_url(new_database.url).database)).unlink()
    engine = sa.create_engine(new_database.owner_url, poolclass=sa.NullPool)
    Base.metadata.create_all(engine)
    engine.dispose()
    wrong = schema.differences(migrated, schema.described(new_database.owner_url))
    assert not wrong, "\n  ".join(["", *wrong])


def test_down_and_up_again(own: App, new_database: databases.Database) -> None:
    before = schema.described(new_database.owner_url)
    downgrade(revision="base")
    assert schema.described(new_database.owner_url) == {}
    upgrade()
    assert schema.described(new_database.owner_url) == before


def test_a_migration_that_copies_tables_leaves_every_row(
    own: App, new_database: databases.Database, tmp_path: Path
) -> None:
    """SQLite changes a column by copying the table and dropping the old one: no child row goes with it."""
    casting.build()
    db.session.remove()
    db.engine.dispose()
    there = rows(new_database.owner_url)
    scripts = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", scripts)
    head = ScriptDirectory(str(scripts)).get_current_head()
    (scripts / "versions" / "9999_copies.py").write_text(COPIES.format(head=head))
    upgrade(directory=str(scripts))
    assert rows(new_database.owner_url) == there
    assert there["feedback"] and there["window_part"] and there["revision_resource"] and there["care_link"]


@pytest.mark.only_on("sqlite")
def test_foreign_keys_hold_after_migrating(own: App) -> None:
    casting.build()
    assert db.session.execute(sa.text("PRAGMA foreign_key_check")).all() == []


def test_down_with_rows_in_it(own: App, new_database: databases.Database) -> None:
    casting.build()
    db.session.remove()
    db.engine.dispose()
    downgrade(revision="base")
    assert schema.described(new_database.owner_url) == {}
