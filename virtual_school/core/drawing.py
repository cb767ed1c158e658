"""Draws the data model, the states and the ranks from the code, as Markdown with Mermaid pictures.

A package that draws a page of its own has a `drawing.py` with `PAGES`: by each page's name, what draws it.
"""

import enum
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from virtual_school.core import packages
from virtual_school.core.db import Base

MADE = "<!-- Drawn from the code by `make docs`; a test fails when it is stale. -->\n"


def _package_of(mapper: Any) -> str:
    return str(mapper.class_.__module__).removeprefix("virtual_school.").split(".")[0]


def _kind(column: sa.Column[Any]) -> str:
    if isinstance(column.type, sa.Enum):
        return "choice"
    if column.foreign_keys or type(column.type).__name__ == "Id":
        return "id"
    return str(type(column.type).__name__).removesuffix("Type").lower()


def data_model() -> str:
    """A picture of each package's tables, and for each table its part of a child's record and how long it is kept."""
    by_package: dict[str, list[sa.Table]] = defaultdict(list)
    for mapper in Base.registry.mappers:
        by_package[_package_of(mapper)].append(mapper.local_table)  # type: ignore[arg-type]
    pages = [MADE, "# The data model\n"]
    for row in packages.RANKS:
        for package in row:
            if by_package[package]:
                pages.append(_draw_package(package, sorted(by_package[package], key=lambda table: table.name)))
    return "\n".join(pages)


def _draw_package(package: str, tables: list[sa.Table]) -> str:
    lines = [f"## {package}\n", "```mermaid", "erDiagram"]
    for table in tables:
        lines.append(f"  {table.name} {{")
        for column in table.columns:
            mark = " PK" if column.primary_key else " FK" if column.foreign_keys else ""
            lines.append(f"    {_kind(column)} {column.name}{mark}")
        lines.append("  }")
    for table in tables:
        for key in sorted(table.foreign_keys, key=lambda key: (key.parent.name, key.column.table.name)):
            if key.parent.name != "network_id":
                lines.append(f"  {table.name} }}o--|| {key.column.table.name} : {key.parent.name}")
    lines += ["```\n", "| table | part of a child's record | kept |", "| --- | --- | --- |"]
    for table in tables:
        record = packages.RECORDS.get(table.name)
        part = (record.part or "none") if record else "?"
        lines.append(f"| `{table.name}` | {part} | {record.retention if record else '?'} |")
    return "\n".join([*lines, ""])


def _transitions() -> dict[str, Mapping[enum.Enum, frozenset[enum.Enum]]]:
    """Every TRANSITIONS table of every package, by a name for its heading."""
    found: dict[str, Mapping[enum.Enum, frozenset[enum.Enum]]] = {}
    modules = {str(mapper.class_.__module__) for mapper in Base.registry.mappers}
    for name in sorted(modules):
        table = getattr(packages.optional(*name.rsplit(".", 1)), "TRANSITIONS", {})
        named = table if all(isinstance(key, str) for key in table) else {"": table}
        for states in named.values():
            first = next(iter(states), None)
            if first is not None:
                found[type(first).__name__] = states
    return found


def _moves() -> dict[str, Mapping[enum.Enum, Mapping[enum.Enum, frozenset[enum.Enum]]]]:
    """Every MOVES table, by the same name: who may move what to what; nobody where it moves by itself."""
    modules = {str(mapper.class_.__module__) for mapper in Base.registry.mappers}
    tables = (getattr(packages.optional(*name.rsplit(".", 1)), "MOVES", {}) for name in sorted(modules))
    return {type(next(iter(table))).__name__: table for table in tables if table}


def _who_moves(table: Mapping[enum.Enum, Mapping[enum.Enum, frozenset[enum.Enum]]]) -> list[str]:
    rows = ["| from | to | who |", "| --- | --- | --- |"]
    for before, onward in table.items():
        for after, roles in onward.items():
            who = ", ".join(sorted(str(role.value) for role in roles)) or "nobody: by itself, on its day"
            rows.append(f"| {before.value} | {after.value} | {who} |")
    return [*rows, ""]


def states() -> str:
    """A picture of every table of states: what may become what; and who moves it, where that is a table too."""
    pages, moves = [MADE, "# States\n"], _moves()
    for name, table in _transitions().items():
        pages += [f"## {name}\n", "```mermaid", "stateDiagram-v2"]
        reached = {after for afters in table.values() for after in afters}
        for state in table:
            if state not in reached:
                pages.append(f"  [*] --> {state.value}")
            for after in sorted(table[state], key=lambda one: str(one.value)):
                pages.append(f"  {state.value} --> {after.value}")
            if not table[state]:
                pages.append(f"  {state.value} --> [*]")
        pages.append("```\n")
        if name in moves:
            pages += _who_moves(moves[name])
    return "\n".join(pages)


def ranks() -> str:
    """Which way imports run: highest row first."""
    rows = [" · ".join(row) for row in reversed(packages.RANKS)]
    picture = "\n   ↓\n".join(rows)
    return f"{MADE}\n# Ranks\n\nImports run downwards only, never within a row.\n\n```\n{picture}\n```\n"


PAGES: dict[str, Callable[[], str]] = {"data-model.md": data_model, "states.md": states, "ranks.md": ranks}


def pages() -> dict[str, str]:
    """Every drawn page by its file name under `docs/`."""
    modules = (packages.optional(package, "drawing") for package in packages.packages())
    drawn: dict[str, Callable[[], str]] = {}
    for module in filter(None, modules):
        drawn |= module.PAGES
    return {name: draw() for name, draw in drawn.items()}
