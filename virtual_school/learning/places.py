"""Places on a picture, in words: nine of them, for whoever does not point at one."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from virtual_school.learning.models import WHOLE

ROWS = COLUMNS = 3

# From the top left, row by row.
PLACES: dict[str, LazyString] = {
    "top-left": _l("Top left"),
    "top": _l("Top middle"),
    "top-right": _l("Top right"),
    "left": _l("Left, half way down"),
    "middle": _l("In the middle"),
    "right": _l("Right, half way down"),
    "bottom-left": _l("Bottom left"),
    "bottom": _l("Bottom middle"),
    "bottom-right": _l("Bottom right"),
}
NAMES = tuple(PLACES)


def name_of(x: int, y: int) -> str:
    """The place that these thousandths of width and height are in."""
    column, row = (min(one * COLUMNS // WHOLE, COLUMNS - 1) for one in (x, y))
    return NAMES[row * COLUMNS + column]


def words_of(x: int, y: int) -> str:
    return str(PLACES[name_of(x, y)])


def point_in(name: str, x: int | None, y: int | None) -> tuple[int, int]:
    """The point that was meant: the one pointed at where it is in this place, else the middle of the place."""
    if x is not None and y is not None and 0 <= x <= WHOLE and 0 <= y <= WHOLE and name_of(x, y) == name:
        return x, y
    row, column = divmod(NAMES.index(name), COLUMNS)
    return (2 * column + 1) * WHOLE // (2 * COLUMNS), (2 * row + 1) * WHOLE // (2 * ROWS)
