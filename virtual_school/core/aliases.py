"""Second copies of tables for conditions, each made once.

A condition such as "a concern holds this back" stands in nearly every statement, and looks into a table of its own.
SQLAlchemy copies every column of that table when an alias of it is first used: done anew for each condition, that took
a tenth of the time of a page.
"""

from typing import Any, TypeVar

from sqlalchemy.orm import aliased

Row = TypeVar("Row")

_made: dict[tuple[type[Any], str], Any] = {}


def alias(table: type[Row], of: str) -> type[Row]:
    """The alias of a table that one function's condition looks into; the same at every call.

    Beside each other in one statement such conditions do no harm, for each is a subquery of its own. Within itself a
    condition must not stand: what it is asked about is never a column of its own alias.
    """
    key = (table, of)
    if key not in _made:
        _made[key] = aliased(table)
    found: type[Row] = _made[key]
    return found
