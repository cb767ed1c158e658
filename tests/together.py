"""Tests of one group run in one process: what one of them prepares, its neighbours find.

pytest-xdist 3.8 writes the group behind a test's name, where its scheduler looks for it; pytest 9.2 keeps the name in
another place, and every group fell apart unsaid. `test_together.py` fails when it does so again.
"""

from collections.abc import Iterable

import pytest


def keep_together(items: Iterable[pytest.Item]) -> None:
    """In a worker, before xdist takes the names: `test_x` of the group "demonstration" is `test_x@demonstration`."""
    for item in items:
        groups = sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")})
        name = f"{item.nodeid}@{'_'.join(groups)}"
        if groups and not item.nodeid.endswith(f"@{'_'.join(groups)}"):
            item._id = type(item.id).parse(name)
