"""Collects what each package brings: tables, events, notes, record parts, jobs, commands, pages. Refuses doubles."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from flask import Flask

from virtual_school.core import audit, notes

# Lowest first. An import may only point to a lower row; a test holds it.
RANKS: tuple[tuple[str, ...], ...] = (
    ("core",),
    ("network",),
    ("identity",),
    ("notices",),
    ("pupils",),
    ("imports",),
    ("safeguarding",),
    ("library", "timetable", "messages", "letters", "complaints", "assessment"),
    ("plans", "mentoring"),
    ("attendance",),
    ("learning",),
    ("asking", "packs", "proud"),
    ("referrals",),
    ("insight",),
    ("home",),
    ("demo",),
)


@dataclass(frozen=True, slots=True)
class Record:
    """What a table holds about a child: which part of the record it is, and by which class it is kept.

    `part` is a value of `pupils.access.Part`, or None for a table that holds nothing about a child.
    """

    part: str | None
    retention: str


RECORDS: dict[str, Record] = {}

# How long each class is kept, and why so long.
RETENTION: dict[str, str] = {
    "pupil": "As the pupil's own file is: until the 25th birthday, or handed back to the school before that.",
    "safeguarding": "With the safeguarding lead's own file, which is the record; here until the 25th birthday.",
    "audit": "As long as what it tells of: it shows who changed or looked, and is never changed itself.",
    "membership": "While the person has a way in, and as long after as the audit names them.",
    "months": "Some months after it ended: long enough to find out what went wrong.",
    "days": "Days: it is only on its way somewhere else.",
    "library": "While the lesson is posted, or work that was set from it is kept.",
    "installation": "As long as the installation stands.",
    "with its owner": "As long as the row that it belongs to.",
}


def packages() -> list[str]:
    return [f"virtual_school.{name}" for row in RANKS for name in row]


def optional(package: str, name: str) -> ModuleType | None:
    """A package's module by its fixed name, or None where the package has no such file."""
    spec = find_spec(f"{package}.{name}")
    return import_module(spec.name) if spec and spec.origin else None


def _declare(package: str, module: ModuleType) -> None:
    notes.declare(getattr(module, "NOTES", {}))
    audit.declare(getattr(module, "EVENTS", {}))
    records: dict[str, Any] = getattr(module, "RECORDS", {})
    doubles = RECORDS.keys() & records.keys()
    if doubles:
        raise RuntimeError(f"record parts declared twice: {sorted(doubles)} (again in {package})")
    RECORDS.update(records)


def load_models() -> None:
    """Import every package's tables, events and jobs, once a process."""
    if RECORDS:
        return
    for package in packages():
        optional(package, "models")
        optional(package, "jobs")
        events = optional(package, "events")
        if events:
            _declare(package, events)


def register(app: Flask) -> None:
    """Add every package's pages and commands to the application."""
    load_models()
    for package in packages():
        routes = optional(package, "routes")
        if routes:
            for blueprint in getattr(routes, "blueprints", None) or [routes.bp]:
                app.register_blueprint(blueprint)
        commands = optional(package, "cli")
        if commands:
            for command in commands.commands:
                app.cli.add_command(command)
