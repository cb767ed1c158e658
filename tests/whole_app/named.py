"""Tests that are named elsewhere, in a table or a document: whether each is there."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.whole_app.source import ROOT

# `tests/core/test_files.py::test_a_kind_is_told_by_content`
NAME = re.compile(r"tests/[\w/]+\.py::test_\w+")


@cache
def tests_in(path: Path) -> frozenset[str]:
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def there_is(named: str) -> bool:
    path, _colons, function = named.partition("::")
    return function in tests_in(ROOT / path)


def missing(text: str) -> list[str]:
    """The tests that a text names and nobody has written."""
    return sorted({named for named in NAME.findall(text) if not there_is(named)})
