"""What each table holds about a child is declared; so is every event and every note, and each of them happens."""

import ast
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.whole_app.source import Module, modules
from virtual_school.core import audit, notes, packages
from virtual_school.core.app import App
from virtual_school.core.db import Base
from virtual_school.pupils import drawing
from virtual_school.pupils.models import Part

packages.load_models()
TABLES = {table.name: table for table in Base.metadata.sorted_tables}

# Tables that hold who did what, or words on their way, and name a child only beside it.
BESIDE = {"audit_event", "note"}


def test_every_table_says_what_it_holds() -> None:
    assert set(TABLES) - set(packages.RECORDS) <= {"worker"}, "tables that no events.py declares"
    assert set(packages.RECORDS) <= set(TABLES), "declared, and there is no such table"


def test_what_is_about_a_child_names_its_part_of_the_record() -> None:
    parts = {part.value for part in Part}
    for name, table in TABLES.items():
        record = packages.RECORDS.get(name)
        if record is None or name in BESIDE:
            continue
        assert record.part is None or record.part in parts, f"{name}: {record.part!r} is no part"
        if about_a_child(table, set()):
            assert record.part in parts, f"{name} is about a child and names no part of the record"


def about_a_child(table: sa.Table, seen: set[str]) -> bool:
    """It names a pupil, or belongs to a row that does."""
    if table.name == "pupil" or "pupil_id" in table.c:
        return True
    seen.add(table.name)
    parents = {key.column.table for key in table.foreign_keys} - {table}
    return any(parent.name not in seen and about_a_child(parent, seen) for parent in parents)


def test_every_retention_class_is_one_of_few_and_says_how_long() -> None:
    used = {record.retention for record in packages.RECORDS.values()}
    assert len(used) <= 10
    assert sorted(used - set(packages.RETENTION)) == [], "say in core/packages.py how long these are kept, and why"


def test_every_part_of_a_record_has_a_reason() -> None:
    assert set(drawing.WHY) == set(Part), "say in pupils/drawing.py why it is held"


def test_every_table_says_in_a_sentence_what_it_holds() -> None:
    silent = [mapper.class_.__name__ for mapper in Base.registry.mappers if not (mapper.class_.__doc__ or "").strip()]
    assert not silent, "docs/privacy.md is drawn from these sentences"


@pytest.mark.parametrize(("verb", "kinds"), [("record", audit.EVENTS), ("note", notes.KINDS)], ids=["events", "notes"])
def test_what_is_written_is_declared_and_what_is_declared_is_written(verb: str, kinds: dict[str, object]) -> None:
    used = {kind for module in modules() for kind in named(module, verb)}
    assert sorted(used - set(kinds)) == [], "used and not declared in an events.py"
    # What is chosen at run time stands in the source as a word of its own.
    spoken = {word for module in modules() if module.concept != "events" for word in literals(module)}
    assert sorted(set(kinds) - used - spoken) == [], "declared and never used"


def named(module: Module, verb: str) -> Iterator[str]:
    for call in module.calls(verb):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and "." in first.value:
            yield first.value


def literals(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_events_carry_exactly_their_keys(app: App) -> None:
    with pytest.raises(KeyError, match="carries exactly"):
        audit.record("assignment.set", _Nobody(), due_on=None)


class _Nobody:
    account_id = None
    hat_name = "none"
