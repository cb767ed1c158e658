"""Numbers that could be a face: how a small count of pupils, or of what was done for pupils, is written."""

from flask_babel import gettext as _

# Fewer than these are not counted out where another school reads it.
FEW = 5


def few(number: int) -> str:
    """How many, in words that single nobody out."""
    return str(_("fewer than %(few)d", few=FEW)) if 0 < number < FEW else str(number)
