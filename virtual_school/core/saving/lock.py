"""Lock: an editable row has a version; a form that was opened on an older one is answered 409 with both texts."""

from typing import Any

from virtual_school.core.errors import Stale


def check(row: Any, version: int | None) -> None:
    """Raise `Stale` unless the form was opened on the row as it is now.

    This catches the common case in words; `version_id_col` on the row catches the race at the flush.
    """
    if version != row.version:
        raise Stale
