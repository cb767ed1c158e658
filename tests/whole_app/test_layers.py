"""How the code is laid out: imports run down, writes stay in their files, and nothing grows past reading."""

import ast
from collections.abc import Iterator

import pytest

from tests.whole_app.source import HOUSE, RANK, ROOT, Module, in_packages, modules

FILE_LINES, FUNCTION_LINES = 300, 40
TEMPLATE_LINES = 80
LATE = 2  # modules that may be imported late: each wraps one heavy library

# What a file of each name never imports from its own package or below.
NEVER_IMPORTS = {
    "routes": ("changes",),
    "jobs": ("changes",),
    "models": ("queries", "policy", "actions", "changes", "routes", "forms"),
    "policy": ("queries", "actions", "changes", "routes", "forms"),
    "queries": ("actions", "routes", "forms"),
    "changes": ("policy", "actions", "routes", "forms"),
    "actions": ("routes",),
}
NO_DATABASE = ("virtual_school.core.db.db", "virtual_school.core.db.writing", "sqlalchemy")


def named(wrong: Iterator[str]) -> None:
    found = list(wrong)
    assert not found, "\n  ".join(["", *found])


def test_imports_point_down() -> None:
    def upward() -> Iterator[str]:
        for module in in_packages():
            for name, line in module.imports():
                parts = name.split(".")
                other = parts[1] if parts[0] == "virtual_school" and len(parts) > 1 else None
                if other is None or other == module.package:
                    continue
                if other in RANK and RANK[other] >= RANK[module.package or ""]:
                    yield f"{module.where}:{line} imports {name}: not below {module.package}"
                if other not in RANK and other != "config":
                    yield f"{module.where}:{line} imports {name}, which puts the packages together"

    named(upward())


def test_every_package_has_its_rank() -> None:
    outside = {"setup", "translations"}
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders - outside == set(RANK)


def test_nothing_is_imported_inside_a_function() -> None:
    def inside() -> Iterator[str]:
        for module in modules():
            for function in module.functions():
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        yield f"{module.where}:{node.lineno}"

    named(inside())


def test_late_imports_are_counted() -> None:
    late = [module.where for module in modules() for _call in module.calls("late")]
    assert len(late) <= LATE, f"a late import is for a heavy library that is often not needed: {late}"


def test_routes_neither_ask_nor_write() -> None:
    def found() -> Iterator[str]:
        for module in in_packages():
            if module.concept not in {"routes", "jobs", "cli"} or module.package == "core":
                continue
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "select":
                    yield f"{module.where}:{node.lineno} selects"
                if module.concept == "routes" and isinstance(node, ast.Attribute):
                    if ast.unparse(node).startswith("db.session"):
                        yield f"{module.where}:{node.lineno} uses the session"

    named(found())


def test_files_keep_to_what_their_name_says() -> None:
    def found() -> Iterator[str]:
        for module in in_packages():
            for name, line in module.imports():
                yield from _strays(module, name, line)

    named(found())


def _strays(module: Module, name: str, line: int) -> Iterator[str]:
    parts = name.split(".")
    if module.concept == "policy" and name.startswith(NO_DATABASE):
        yield f"{module.where}:{line} imports {name}: a policy is about values already loaded"
    if parts[0] != "virtual_school" or len(parts) < 3:
        return
    if module.concept in {"routes", "jobs"} and "changes" in parts[2:4]:
        yield f"{module.where}:{line} imports {name}: only actions and packages above call changes"
    if parts[1] == module.package and parts[2] in NEVER_IMPORTS.get(module.concept, ()):
        yield f"{module.where}:{line} imports {name}: {module.concept} does not"


def test_actions_and_changes_do_not_commit() -> None:
    named(
        f"{module.where}:{call.lineno} commits"
        for module in in_packages()
        if module.concept in {"actions", "changes", "queries", "policy"} and module.package != "identity"
        for call in module.calls("commit")
    )


def test_nothing_is_too_long_to_read() -> None:
    def long() -> Iterator[str]:
        for module in modules():
            if module.lines > FILE_LINES:
                yield f"{module.where} has {module.lines} lines: make it a folder, one concept a file"
            for function in module.functions():
                length = (function.end_lineno or 0) - body(function)[0].lineno + 1
                if length > FUNCTION_LINES:
                    yield f"{module.where}:{function.lineno} {function.name} has {length} lines"

    named(long())


def body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """What a function does: without its signature and its docstring."""
    return function.body[1:] if ast.get_docstring(function) and function.body[1:] else function.body


@pytest.mark.parametrize("folder", ["tests", "bench", "migrations"])
def test_nor_is_anything_beside_the_application(folder: str) -> None:
    def long() -> Iterator[str]:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "versions" not in path.parts and len(path.read_text().splitlines()) > FILE_LINES:
                yield f"{path.relative_to(ROOT)} has more than {FILE_LINES} lines"

    named(long())


def test_templates_are_short() -> None:
    named(
        f"{path.relative_to(ROOT)} has {count} lines"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if (count := len(path.read_text().splitlines())) > TEMPLATE_LINES
    )


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    odds = {"utils", "helpers", "services", "misc", "common"}
    named(module.where for module in modules() if module.path.stem in odds)


def test_no_promises_are_left_in_comments() -> None:
    def found() -> Iterator[str]:
        for module in modules():
            for number, line in enumerate(module.path.read_text().splitlines(), 1):
                if any(word in line for word in ("TODO", "FIXME", "XXX")):
                    yield f"{module.where}:{number}"

    named(found())
