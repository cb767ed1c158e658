"""The eighteenth birthday as one SQL condition, the same on both engines and counted when the statement is asked."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock


def born_since(date_of_birth: Any) -> sa.ColumnElement[bool]:
    """That somebody born then is not eighteen yet. A statement that is kept asks anew what day it is."""
    condition: sa.ColumnElement[bool] = date_of_birth > sa.bindparam(
        None, callable_=_eighteen_years_ago, type_=sa.Date(), unique=True
    )
    return condition


def _eighteen_years_ago() -> dt.date:
    """The last day of birth of those who are eighteen today."""
    today = clock.today()
    if (today.month, today.day) == (2, 29):
        return dt.date(today.year - 18, 2, 28)
    return today.replace(year=today.year - 18)
