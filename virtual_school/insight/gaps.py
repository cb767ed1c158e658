"""The gap map: what lessons there are by subject and year, what is needed there, and what nobody has. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from virtual_school.core.few import few

# Years that the map always has; others stand in it when there is something in them.
YEARS = range(7, 12)

Place = tuple[str, int]
# Year, board, specification, tier.
Specification = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A subject in a year: how many lessons, how many pupils need it now, and how much is asked for and not there."""

    lessons: int = 0
    pupils: int = 0
    asked: int = 0

    @property
    def is_needed(self) -> bool:
        return bool(self.pupils or self.asked)

    @property
    def is_gap(self) -> bool:
        return self.is_needed and not self.lessons

    @property
    def pupils_words(self) -> str:
        return few(self.pupils)

    @property
    def asked_words(self) -> str:
        """As with pupils: each piece of work that is asked for is asked for one of them."""
        return few(self.asked)


@dataclass(frozen=True, slots=True)
class Row:
    """A subject, with its cells in the order of the map's years."""

    subject_id: str
    subject: str
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        return sum(cell.is_gap for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Map:
    years: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def gaps(self) -> int:
        return sum(row.gaps for row in self.rows)

    def places(self, subjects: Collection[str]) -> Iterator[tuple[str, int, Cell]]:
        """Each place of the map as a line of its own: subject, year, what stands there; of these subjects."""
        for row in self.rows:
            if row.subject_id in subjects:
                yield from ((row.subject, year, cell) for year, cell in zip(self.years, row.cells, strict=True))

    @property
    def most(self) -> int:
        return max((cell.lessons for row in self.rows for cell in row.cells), default=0)


def drawn(
    subjects: Iterable[tuple[str, str]],
    lessons: Mapping[Place, int],
    pupils: Mapping[Place, int],
    asked: Mapping[Place, int],
) -> Map:
    """Subjects in the order given, each with every year of the map."""
    there = {year for places in (lessons, pupils, asked) for (_subject, year), count in places.items() if count}
    years = tuple(sorted(there.union(YEARS)))
    rows = tuple(
        Row(
            subject_id,
            name,
            tuple(
                Cell(lessons.get(at, 0), pupils.get(at, 0), asked.get(at, 0))
                for at in ((subject_id, year) for year in years)
            ),
        )
        for subject_id, name in subjects
    )
    return Map(years, rows)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The lessons of one year that prepare for one specification; its words are empty where none is named.

    `pupils`: how many of those who cannot be in lessons now were set one of them lately. What a pupil prepares for is
    recorded nowhere; what they are set says it as far as anybody can know.
    """

    year: int
    board: str
    specification: str
    tier: str
    lessons: int
    schools: int
    pupils: int = 0

    @property
    def pupils_words(self) -> str:
        return few(self.pupils)

    @property
    def key(self) -> Specification:
        return self.year, self.board, self.specification, self.tier

    @property
    def words(self) -> str:
        return " · ".join(word for word in (self.board, self.specification, self.tier) if word)
