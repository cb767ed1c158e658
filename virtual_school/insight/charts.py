"""Lines for charts: where each point stands, and the trend in words. Pure; templates draw them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

WIDTH, HEIGHT, EDGE = 96, 28, 3

TREND_WORDS: Mapping[str, Any] = {
    "none": _l("none yet"),
    "same": _l("about the same"),
    "more": _l("more lately"),
    "fewer": _l("fewer lately"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers by week, oldest first; and as the points of a line in a box of WIDTH by HEIGHT."""

    values: tuple[int, ...]
    points: str

    @property
    def total(self) -> int:
        return sum(self.values)

    @property
    def trend(self) -> str:
        return trend(self.values)


def line(values: Sequence[int], most: int | None = None) -> Line:
    """`most` is the top of the box, so that two lines share one scale."""
    top = max([most or 0, *values, 1])
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    room = HEIGHT - 2 * EDGE
    points = (f"{EDGE + n * step:.0f},{HEIGHT - EDGE - room * value / top:.0f}" for n, value in enumerate(values))
    return Line(tuple(values), " ".join(points))


def trend(values: Sequence[int]) -> str:
    """The last half of the weeks beside the half before: a key of TREND_WORDS."""
    half = len(values) // 2
    before, lately = sum(values[:half]), sum(values[half:])
    if not before and not lately:
        return "none"
    # Fewer than two apart is chance.
    if abs(lately - before) < 2:
        return "same"
    return "more" if lately > before else "fewer"


def spoken() -> dict[str, str]:
    """The words of each trend, looked up once a page."""
    return {key: str(words) for key, words in TREND_WORDS.items()}
