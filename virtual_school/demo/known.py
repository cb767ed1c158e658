"""What some pupils can do, by what showed it, and marks that were entered for them since September."""

import datetime as dt
from dataclasses import dataclass

from virtual_school.assessment import changes
from virtual_school.assessment.kinds import standard
from virtual_school.core import clock
from virtual_school.core.ids import uuid7
from virtual_school.demo.people import Valley
from virtual_school.network.roles import Role


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark: whose, in what, which kind, so many days ago, and what it was judged by."""

    pupil: str
    subject: str
    kind: str
    days_ago: int
    value: str
    shown_by: str = ""


MARKS = (
    Marked("Ellie", "Maths", "working_at", 70, "2", "The first fortnight’s work"),
    Marked("Ellie", "Maths", "working_at", 35, "3", "Ratio with her own drawings"),
    Marked("Ellie", "Maths", "working_at", 5, "4", "Recipes for ten people, by herself"),
    Marked("Ellie", "Maths", "effort", 35, "Some of the time"),
    Marked("Ellie", "Maths", "effort", 5, "Most of the time"),
    Marked("Ellie", "English", "working_at", 35, "4", "A letter to the bus company"),
    Marked("Ellie", "English", "mock", 12, "3", "Paper 1, half of it, in a quiet room"),
    Marked("Kai", "Science", "working_at", 20, "3", "Forces on his own shelf"),
    Marked("Sana", "Maths", "working_at", 8, "5", "Two recipes and a plan of a room"),
)

# Whose, in what, which year; in these words; can they do it, so many days ago, what was said.
SHOWN = (
    ("Ellie", "Maths", 10, "Share an amount in a given ratio", False, 40, "With a drawing, not yet in numbers"),
    ("Ellie", "Maths", 10, "Share an amount in a given ratio", True, 5, "Three recipes, no help"),
    ("Ellie", "Maths", 10, "Round to a sensible number", True, 18, None),
    ("Ellie", "Maths", 10, "Compare two offers by their unit price", False, 9, "Next: the same units first"),
    ("Ellie", "English", 10, "Use one number to persuade a reader", True, 6, "One more bus, forty people"),
    ("Kai", "Science", 10, "Draw the forces on a thing at rest", True, 4, "Both arrows, the same length"),
)


def build_marks(valley: Valley) -> None:
    dani, now = valley.acting("Dani Okafor", Role.MENTOR), clock.now()
    for one in MARKS:
        then = now - dt.timedelta(days=one.days_ago)
        given = standard(one.kind).scale.given(one.value)
        if given is None:
            raise ValueError(f"{one.value} is not on the scale of {one.kind}")
        with clock.pretend(then):
            changes.enter(
                dani,
                subject_id=valley.subjects[one.subject].id,
                key=one.kind,
                for_day=clock.today(),
                given={valley.pupils[one.pupil].id: given},
                shown_by=one.shown_by or None,
            )
    for pupil, subject, year, words, secure, days_ago, because in sorted(SHOWN, key=lambda shown: -shown[5]):
        with clock.pretend(now - dt.timedelta(days=days_ago)):
            changes.evidence(
                dani,
                pupil_id=valley.pupils[pupil].id,
                subject_id=valley.subjects[subject].id,
                year=year,
                words=words,
                secure=secure,
                source=("visit", uuid7()),
                because=because,
            )
