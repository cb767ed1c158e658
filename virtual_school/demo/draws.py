"""What becomes of each invented pupil, drawn from a fixed seed before anybody has a name.

Circumstances, attendance, behaviour and outcome are drawn here; names, sexes and origins apart in `names`, from a seed
of their own: whoever looks for a pattern between them finds none, because there is none.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from virtual_school.pupils.models import AwayWhy, CircumstanceKind, ProgrammeOutcome

SEED = 20_261_124

SECONDARIES = (
    "Wren Hill School", "Ashfold School", "Stonegate High", "Oakmoor School", "Fallowfield Academy", "Bramling School",
)  # fmt: skip
SMALLER = (("Larch Lane Primary", 6), ("Millbeck Primary", 5), ("The Hollins Centre", 9), ("Quarry Bank House", 8))
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
    if need < 0.25:
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
    few = iter(places)
    rows = list(found)

    def give(many: int, kind: CircumstanceKind | None, mark: str = "") -> None:
        for _one in range(many):
            place = next(few)
            row = rows[place]
            known = row.circumstances | ({kind} if kind else set())
            rows[place] = replace(row, circumstances=known, marks=row.marks | ({mark} if mark else set()))

    give(3, CircumstanceKind.IN_CARE)
    give(4, CircumstanceKind.SOCIAL_WORKER)
    give(6, CircumstanceKind.LITTLE_ENGLISH)
    give(1, CircumstanceKind.YOUNG_CARER)
    for mark in ("apart", "brother", "sister", "keep_one", "keep_two", "does_not_write", "ill_at_home", "says_no"):
        give(1, None, mark)
    return rows
