"""What becomes of each invented pupil, drawn from a fixed seed before anybody has a name.

Circumstances, attendance, behaviour and outcome are drawn here; names, sexes and origins apart in `names`, from a seed
of their own: whoever looks for a pattern between them finds none, because there is none.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from virtual_school.pupils.models import AwayWhy, CircumstanceKind, ProgrammeOutcome

SEED = 20_261_124

SECONDARIES = (
    "Wren Hill School", "Ashfold School", "Stonegate High", "Oakmoor School", "Fallowfield Academy", "Bramling School",
)  # fmt: skip
SMALLER = (("Larch Lane Primary", 6), ("Millbeck Primary", 5), ("The Hollins Centre", 9), ("Quarry Bank House", 8))
# Of four about one has an education, health and care plan, most of the others support.
EHCP = 0.31
YEARS = (8, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11)

OUTCOMES: tuple[tuple[ProgrammeOutcome, int], ...] = (
    (ProgrammeOutcome.BACK_AND_STAYING, 5),
    (ProgrammeOutcome.BACK_AND_OUT_AGAIN, 2),
    (ProgrammeOutcome.COLLEGE, 3),
    (ProgrammeOutcome.EXTENDED, 4),
    (ProgrammeOutcome.MOVED, 1),
    (ProgrammeOutcome.EXCLUDED, 1),
    (ProgrammeOutcome.NOT_KNOWN, 1),
)

# How many of the programmes begin with which meeting of the panel.
COHORTS = (12, 10, 9, 8)
DECIDED = 22  # an outcome is drawn among those of the first two

# Three of them are people whom a visitor meets by name: who they are is written down, not drawn.
KNOWN = {24: "Kai", 27: "Sana", 31: "Josh"}

FEW = (
    (3, CircumstanceKind.IN_CARE), (4, CircumstanceKind.SOCIAL_WORKER), (6, CircumstanceKind.LITTLE_ENGLISH),
)  # fmt: skip
# Single ways of living, each with whom it may be: one mentor's sentence names two of them, who are theirs by number.
MARKS: dict[str, Callable[["Draw"], bool]] = {
    "does_not_write": lambda one: one.number % 3 == 1,
    "ill_at_home": lambda one: one.number % 3 == 1,
    "with_father": lambda one: one.year >= 10,
    "young_carer": lambda one: True,
    "says_no": lambda one: True,
    "keep_one": lambda one: True,
    "keep_two": lambda one: True,
    "apart": lambda one: True,
    "brother": lambda one: one.year > 8,
    "sister": lambda one: True,
}
# What follows from it: the week that fits. The two to be kept apart are never at one place at one time.
THEIRS: dict[str, dict[str, Any]] = {
    "does_not_write": {"hands_in": 0.85},
    "ill_at_home": {"shape": "ill"},
    "with_father": {"shape": "father"},
    "young_carer": {"shape": "home"},
    "keep_one": {"shape": "agency"},
    "keep_two": {"shape": "school"},
}

SHAPES = ("school", "college", "home", "work", "agency")
WHY = (
    AwayWhy.INJURED, AwayWhy.ILL, AwayWhy.ILL, AwayWhy.SUSPENDED, AwayWhy.SUSPENDED, AwayWhy.BEREAVED, AwayWhy.CARING,
    AwayWhy.OTHER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draw:
    """One pupil before they have a name."""

    number: int
    year: int
    school: str
    circumstances: frozenset[CircumstanceKind]
    # The share of sessions they come to, how often a moment is hard, and how work is handed in.
    comes: float
    hard: float
    hands_in: float
    cohort: int | None = None
    outcome: ProgrammeOutcome | None = None
    shape: str = "school"
    away: AwayWhy | None = None
    away_from: int = 0
    away_for: int = 5
    marks: frozenset[str] = field(default_factory=frozenset)


def draw(programmes: int, away: int) -> tuple[list[Draw], list[Draw]]:
    """Those on programmes and those on the light route."""
    chance = random.Random(SEED)  # noqa: S311
    outcomes: list[ProgrammeOutcome | None] = [outcome for outcome, many in OUTCOMES for _one in range(many)]
    outcomes += [None] * (DECIDED - len(outcomes))
    chance.shuffle(outcomes)
    cohorts = [cohort for cohort, many in enumerate(COHORTS) for _one in range(many)]
    found = [
        replace(_one(chance, number), cohort=cohorts[number], shape=chance.choice(SHAPES))
        for number in range(programmes)
    ]
    found = [replace(one, outcome=outcomes[one.number] if one.number < DECIDED else None) for one in found]
    light = [_light(chance, programmes + number, number, away) for number in range(away)]
    return _told_apart(chance, found), light


def _one(chance: random.Random, number: int) -> Draw:
    known = set()
    if chance.random() < 0.6:
        known.add(CircumstanceKind.FREE_MEALS)
    need = chance.random()
    if need < EHCP:
        known.add(CircumstanceKind.EHCP)
    elif need < 0.85:
        known.add(CircumstanceKind.SEN_SUPPORT)
    return Draw(
        number=number,
        year=chance.choice(YEARS),
        school=chance.choice(SECONDARIES),
        circumstances=frozenset(known),
        comes=round(chance.uniform(0.5, 0.85), 2),
        hard=round(chance.uniform(0.05, 0.5), 2),
        hands_in=round(chance.uniform(0.4, 0.95), 2),
    )


def _light(chance: random.Random, number: int, place: int, away: int) -> Draw:
    """Away in some week of the term; the last eight are away today, four of them from the smaller schools."""
    one = _one(chance, number)
    if away - place <= len(SMALLER):
        school, year = SMALLER[away - place - 1]
        one = replace(one, school=school, year=year)
    begins = chance.randrange(0, 45) if place < away - 8 else chance.randrange(49, 54)
    return replace(one, away=chance.choice(WHY), away_from=begins, away_for=chance.choice((3, 5, 5, 8, 10, 15)))


def _told_apart(chance: random.Random, found: Sequence[Draw]) -> list[Draw]:
    """What a few of them share: in care, a social worker, little English at home, and single ways of living."""
    places = [place for place in range(len(found)) if place not in KNOWN]
    chance.shuffle(places)
    rows = list(found)

    def give(kind: CircumstanceKind) -> None:
        place = places.pop(0)
        rows[place] = replace(rows[place], circumstances=rows[place].circumstances | {kind})

    for mark, wanted in MARKS.items():
        # Whoever is met by the way they live is still here to be met.
        place = next(place for place in places if rows[place].outcome is None and wanted(rows[place]))
        places.remove(place)
        rows[place] = replace(rows[place], marks=frozenset({mark}), **THEIRS.get(mark, {}))
        if mark == "young_carer":
            rows[place] = replace(rows[place], circumstances=rows[place].circumstances | {CircumstanceKind.YOUNG_CARER})
    for many, kind in FEW:
        for _one in range(many):
            give(kind)
    return _around_each_other(rows)


def _around_each_other(rows: list[Draw]) -> list[Draw]:
    """Brother and sister go to one school, in different years; the two to be kept apart to two."""
    at = {mark: number for number, row in enumerate(rows) for mark in row.marks}
    brother, sister = rows[at["brother"]], rows[at["sister"]]
    year = sister.year if sister.year != brother.year else brother.year - 1
    rows[at["sister"]] = replace(sister, school=brother.school, year=year)
    one, two = rows[at["keep_one"]], rows[at["keep_two"]]
    if one.school == two.school:
        rows[at["keep_two"]] = replace(two, school=SECONDARIES[SECONDARIES.index(one.school) - 1])
    return rows
