"""What the mentor noted of Ellie over eight weeks: praise that grows, hard moments that grow fewer, calls."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.demo.people import Valley
from virtual_school.mentoring import changes
from virtual_school.mentoring.models import ContactKind, ObservationKind, TaskKind
from virtual_school.network.roles import Role

PRAISE, HARD = ObservationKind.PRAISE, ObservationKind.HARD_MOMENT

# Days ago, kind, one sentence.
SEEN = (
    (53, HARD, "Left maths after ten minutes and waited by the gate."),
    (46, HARD, "Put her head down for most of the morning."),
    (40, PRAISE, "Came in by herself and said hello to the desk."),
    (33, HARD, "Walked out when the corridor was full."),
    (21, PRAISE, "Measured twice before she cut; the joint fits."),
    (18, PRAISE, "Asked for help before it got too much."),
    (12, PRAISE, "Showed a younger pupil where the tools go."),
    (8, HARD, "Would not start English until the room was quiet."),
    (6, PRAISE, "Stayed for the whole of a Monday."),
    (1, PRAISE, "Explained ratio with her own drawing."),
)

# Days ago, kind, minutes, words.
CONTACTS = (
    (50, ContactKind.VISIT, 40, "First visit. She showed me the bird box that she made."),
    (32, ContactKind.HOME, 15, "Mum says that mornings are easier since the bus changed."),
    (15, ContactKind.ONE_TO_ONE, 30, "We wrote down what a good Monday looks like."),
    (8, ContactKind.SCHOOL, 10, "Head of year knows about the quiet room."),
    (4, ContactKind.NO_ANSWER, None, None),
)


def build_notes(valley: Valley) -> None:
    dani = valley.acting("Dani Okafor", Role.MENTOR)
    ellie, now = valley.pupils["Ellie"].id, clock.now()
    for days, kind, words in SEEN:
        changes.observe(dani, pupil_id=ellie, kind=kind, words=words, at=now - dt.timedelta(days=days))
    for days, how, minutes, said in CONTACTS:
        at = now - dt.timedelta(days=days)
        changes.note_contact(dani, pupil_id=ellie, kind=how, at=at, minutes=minutes, words=said)
    changes.give_task(dani, pupil_id=ellie, kind=TaskKind.TELL_FAMILY_DATES, starts_on=clock.today())
