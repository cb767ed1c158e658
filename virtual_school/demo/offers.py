"""The weeks that the panel of the demonstration offers: what, where, on what footing, in which half days."""

from dataclasses import dataclass

from virtual_school.timetable.models import Session, SlotBasis, SlotKind

AM, PM = Session.AM, Session.PM
PAPERS = "Insurance, risk check and staff checks seen"
REASON = "Getting their strength back after an illness; agreed with the doctor."
# In place of a name: the pupil's own school.
OWN = ""
# How long a part-time timetable runs, in weeks.
PART_TIME_WEEKS = 14


@dataclass(frozen=True, slots=True)
class Offered:
    """One part of an offered week."""

    kind: SlotKind
    basis: SlotBasis
    words: str
    place: str | None
    responsible: str | None
    halves: tuple[tuple[int, Session], ...]


def _school(*halves: tuple[int, Session]) -> Offered:
    return Offered(SlotKind.SCHOOL, SlotBasis.AT_SCHOOL, "Lessons at school", OWN, None, halves)


def _room(*halves: tuple[int, Session]) -> Offered:
    return Offered(SlotKind.BASE, SlotBasis.AT_SCHOOL, "English and maths in the library room", OWN, None, halves)


OFFERS: dict[str, tuple[Offered, ...]] = {
    "school": (
        _school((1, AM), (2, AM), (2, PM), (3, AM), (4, AM), (5, AM)),
        _room((1, PM), (3, PM), (4, PM), (5, PM)),
    ),
    "college": (
        _school((1, AM), (1, PM), (4, AM), (5, AM)),
        _room((4, PM), (5, PM)),
        Offered(
            SlotKind.COLLEGE,
            SlotBasis.OFF_SITE_ACTIVITY,
            "Construction at Marlbridge College",
            "Marlbridge College",
            "Peter Quill",
            ((2, AM), (2, PM), (3, AM), (3, PM)),
        ),
    ),
    "home": (
        _school((1, AM), (2, AM), (3, AM), (4, AM), (5, AM)),
        Offered(
            SlotKind.BASE,
            SlotBasis.OFF_SITE_ACTIVITY,
            "Supervised room at the library",
            "Larkdale Library",
            "Vic Talbot",
            ((1, PM), (2, PM), (4, PM)),
        ),
        Offered(
            SlotKind.HOME_ONLINE,
            SlotBasis.PART_TIME_TIMETABLE,
            "Online lessons at home",
            None,
            None,
            ((3, PM), (5, PM)),
        ),
    ),
    "work": (
        _school((1, AM), (1, PM), (2, AM), (3, AM)),
        _room((2, PM), (3, PM)),
        Offered(
            SlotKind.WORK_EXPERIENCE,
            SlotBasis.WORK_EXPERIENCE,
            "Repairs at Pike’s Garage",
            "Pike’s Garage",
            "Ellen Pike",
            ((4, AM), (4, PM), (5, AM), (5, PM)),
        ),
    ),
    # Of somebody whose father is the employer: lawful as work experience, and a mentor looks at what he says.
    "father": (
        _school((1, AM), (1, PM), (2, AM), (3, AM)),
        _room((2, PM), (3, PM)),
        Offered(
            SlotKind.WORK_EXPERIENCE,
            SlotBasis.WORK_EXPERIENCE,
            "Joinery with Dad at Hallam’s workshop",
            "Hallam’s workshop",
            "Ned Hallam",
            ((4, AM), (4, PM), (5, AM), (5, PM)),
        ),
    ),
    # Of somebody who is ill for long: what the authority arranges at home, and school on the one good morning.
    "ill": (
        Offered(
            SlotKind.HOME_ONLINE,
            SlotBasis.ARRANGED_BY_AUTHORITY,
            "An hour online in the morning, lying down if need be",
            None,
            None,
            ((1, AM), (2, AM), (3, AM), (4, AM)),
        ),
        _room((5, AM)),
    ),
    "agency": (
        _school((1, AM), (2, AM), (3, AM), (3, PM), (4, AM), (5, AM)),
        _room((1, PM), (2, PM)),
        Offered(
            SlotKind.AGENCY,
            SlotBasis.OFF_SITE_ACTIVITY,
            "Outdoor work with Greenway Training, towards a certificate",
            "Greenway Training",
            "Gail Redfern",
            ((4, PM), (5, PM)),
        ),
    ),
}


def offer_for(shape: str, year: int) -> tuple[Offered, ...]:
    """What is offered; college and work experience are for Years 10 and 11 alone."""
    return OFFERS["school" if shape in ("college", "work") and year < 10 else shape]
