"""Marks as a small line over time, in words, and as the cells of a large table. Pure; templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from virtual_school.assessment.kinds import Dictionary, Kind
from virtual_school.assessment.queries.progress import Mark

WIDTH, HEIGHT, EDGE = 96, 28, 3


@dataclass(frozen=True, slots=True)
class Line:
    """The points of a line in a box of WIDTH by HEIGHT."""

    points: str


@dataclass(frozen=True, slots=True)
class OfKind:
    """A pupil's marks of one kind in one subject, newest first, with what they mean and a line where there are some."""

    kind: Kind
    marks: Sequence[Mark]
    line: Line | None

    @property
    def newest(self) -> Mark:
        return self.marks[0]

    @property
    def first(self) -> Mark:
        return self.marks[-1]

    @property
    def trend(self) -> str:
        """'more', 'fewer' or 'same': the newest mark beside the first that is drawn."""
        change = self.newest.place - self.first.place
        return "same" if not change else ("more" if change > 0 else "fewer")


class Cells:
    """The cells of some thousand marks: few are different, and each is written once."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def of(self, marks: Sequence[str]) -> Markup:
        made = self._made
        for words in marks:
            if words not in made:
                made[words] = f"<td>{escape(words)}</td>"
        return Markup("".join([made[words] for words in marks]))  # noqa: S704 (each was escaped above)


def by_kind(marks: Sequence[Mark], known: Dictionary) -> list[OfKind]:
    """In the order of the dictionary; marks that meant something else stand apart from one another."""
    groups: dict[tuple[str, str, tuple[str, ...], int, int], list[Mark]] = {}
    for mark in marks:
        kind = known.versions[mark.version_id]
        scale = kind.scale
        groups.setdefault((kind.key, kind.definition, scale.steps, scale.lowest, scale.highest), []).append(mark)
    order = list(known.kinds)
    made = [OfKind(known.versions[some[0].version_id], some, _line(some, known)) for some in groups.values()]
    return sorted(made, key=lambda one: (order.index(one.kind.key), -one.kind.number))


def _line(marks: Sequence[Mark], known: Dictionary) -> Line | None:
    """Over the days they are for, on the whole of their scale."""
    if len(marks) < 2:
        return None
    scale = known.versions[marks[0].version_id].scale
    begins = marks[-1].for_day
    days = max((marks[0].for_day - begins).days, 1)
    height = max(scale.top - scale.bottom, 1)
    points = (
        f"{EDGE + (WIDTH - 2 * EDGE) * (mark.for_day - begins).days / days:.0f},"
        f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (mark.place - scale.bottom) / height:.0f}"
        for mark in reversed(marks)
    )
    return Line(" ".join(points))
