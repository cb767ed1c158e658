"""Who and what is in the demonstration: organisations, people, pupils and those around them. Nobody here is real."""

import datetime as dt
from dataclasses import dataclass, field

from virtual_school.network.models import OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind, Part, Responsibility

VIRTUAL_SCHOOL = "Larkdale Virtual School"

ORGANISATIONS: dict[str, OrganisationKind] = {
    VIRTUAL_SCHOOL: OrganisationKind.VIRTUAL_SCHOOL,
    "Wren Hill School": OrganisationKind.SCHOOL,
    "Ashfold School": OrganisationKind.SCHOOL,
    "Stonegate High": OrganisationKind.SCHOOL,
    "Oakmoor School": OrganisationKind.SCHOOL,
    "Marlbridge College": OrganisationKind.COLLEGE,
    "Fallowfield Academy": OrganisationKind.SCHOOL,
    "Bramling School": OrganisationKind.SCHOOL,
    "Larch Lane Primary": OrganisationKind.SCHOOL,
    "Millbeck Primary": OrganisationKind.SCHOOL,
    "The Hollins Centre": OrganisationKind.PUPIL_REFERRAL_UNIT,
    "Quarry Bank House": OrganisationKind.SPECIAL_SCHOOL,
    "Greenway Training": OrganisationKind.AGENCY,
    "Larkdale Library": OrganisationKind.LIBRARY,
    "Hallam’s workshop": OrganisationKind.EMPLOYER,
    "Pike’s Garage": OrganisationKind.EMPLOYER,
    "The Lantern Café": OrganisationKind.EMPLOYER,
    "Larkdale Youth Service": OrganisationKind.AGENCY,
    "Larkdale Council": OrganisationKind.AUTHORITY,
}

SUBJECTS = (
    "Citizenship",
    "Computing",
    "Construction",
    "English",
    "Food",
    "Geography",
    "History",
    "Life skills",
    "Maths",
    "Science",
)


@dataclass(frozen=True, slots=True)
class Adult:
    """A member of staff: name, and each role at each organisation."""

    name: str
    roles: tuple[tuple[Role, str], ...]
    year: int | None = None

    @property
    def email(self) -> str:
        return self.name.casefold().replace(" ", ".") + "@larkdale.example"


ADULTS = (
    Adult("Dani Okafor", ((Role.MENTOR, VIRTUAL_SCHOOL),)),
    Adult("Sam Whitlow", ((Role.MENTOR, VIRTUAL_SCHOOL),)),
    Adult("Ruth Amadi", ((Role.VIRTUAL_SCHOOL_LEAD, VIRTUAL_SCHOOL),)),
    Adult("Priya Nair", ((Role.MENTOR, VIRTUAL_SCHOOL),)),
    Adult("Helen Lunt", ((Role.TEACHER, "Ashfold School"),)),
    Adult("Imran Shah", ((Role.TEACHER, "Stonegate High"),)),
    Adult("Bea Collier", ((Role.TEACHER, "Wren Hill School"), (Role.KEY_ADULT, "Wren Hill School"))),
    Adult("Nadia Brook", ((Role.TEACHER, "Oakmoor School"),)),
    Adult("Owen Pike", ((Role.TEACHER, "Oakmoor School"),)),
    Adult("Gwen Tully", ((Role.TEACHER, "Ashfold School"),)),
    Adult("Rosa Finch", ((Role.TEACHER, "Stonegate High"),)),
    Adult("Tessa Holm", ((Role.TEACHER, "Stonegate High"),)),
    Adult("Marek Lis", ((Role.TEACHER, "Wren Hill School"),)),
    Adult("Margaret Holt", ((Role.HEADTEACHER, "Wren Hill School"),)),
    Adult("Joan Ward", ((Role.HEAD_OF_YEAR, "Wren Hill School"),), year=10),
    Adult("Carol Kaye", ((Role.SAFEGUARDING_LEAD, "Wren Hill School"),)),
    Adult("Tom Birch", ((Role.ATTENDANCE_OFFICER, "Wren Hill School"),)),
    Adult("Ana Reyes", ((Role.AGENCY_WORKER, "Larkdale Youth Service"),)),
    Adult("Peter Quill", ((Role.COLLEGE_TUTOR, "Marlbridge College"),)),
    Adult("Grace Odell", ((Role.ADMINISTRATOR, VIRTUAL_SCHOOL),)),
    Adult("Miles Farrow", ((Role.BROKER, "Larkdale Council"),)),
    Adult("Nora Blythe", ((Role.AUDITOR, "Larkdale Council"),)),
)


def _leaders(school: str, head: str, year_head: str, other: str, safe: str, officer: str) -> tuple[Adult, ...]:
    """Who leads and looks after pupils at a secondary school; its other head of year is the key adult as well."""
    return (
        Adult(head, ((Role.HEADTEACHER, school),)),
        Adult(year_head, ((Role.HEAD_OF_YEAR, school),), year=10),
        Adult(other, ((Role.HEAD_OF_YEAR, school), (Role.KEY_ADULT, school)), year=9),
        Adult(safe, ((Role.SAFEGUARDING_LEAD, school),)),
        Adult(officer, ((Role.ATTENDANCE_OFFICER, school),)),
    )


def _of_both(name: str, school: str) -> Adult:
    """Who leads on safeguarding at a small school and keeps its register as well."""
    return Adult(name, ((Role.SAFEGUARDING_LEAD, school), (Role.ATTENDANCE_OFFICER, school)))


SCHOOL_STAFF = (
    *_leaders("Ashfold School", "Clive Barr", "Mina Todd", "Sian Prosser", "Neil Garth", "Lorna Peel"),
    *_leaders("Stonegate High", "Diane Croft", "Joel Amos", "Petra Vass", "Hilda Moor", "Ray Stott"),
    *_leaders("Oakmoor School", "Keith Lomas", "Yasmin Doar", "Gareth Penn", "Olive Hurst", "Dot Ainley"),
    *_leaders("Fallowfield Academy", "Maud Selby", "Craig Noon", "Ines Duarte", "Paul Vetch", "Wendy Stroud"),
    *_leaders("Bramling School", "Roy Tennant", "Kate Lorimer", "Amit Sen", "Bridget Foy", "Len Purdy"),
    Adult("Martin Shore", ((Role.HEAD_OF_YEAR, "Wren Hill School"),), year=9),
    Adult("Alma Finch", ((Role.HEADTEACHER, "Larch Lane Primary"),)),
    Adult(
        "Cath Lyle", ((Role.SAFEGUARDING_LEAD, "Larch Lane Primary"), (Role.ATTENDANCE_OFFICER, "Larch Lane Primary"))
    ),
    Adult("Ted Rowley", ((Role.HEADTEACHER, "Millbeck Primary"),)),
    _of_both("Rob Yarwood", "Millbeck Primary"),
    Adult("Bernice Cole", ((Role.HEADTEACHER, "The Hollins Centre"),)),
    Adult(
        "Duncan Frew", ((Role.SAFEGUARDING_LEAD, "The Hollins Centre"), (Role.ATTENDANCE_OFFICER, "The Hollins Centre"))
    ),
    Adult("Stella Marr", ((Role.HEADTEACHER, "Quarry Bank House"),)),
    Adult(
        "Ivor Plumb", ((Role.SAFEGUARDING_LEAD, "Quarry Bank House"), (Role.ATTENDANCE_OFFICER, "Quarry Bank House"))
    ),
    Adult("Gail Redfern", ((Role.AGENCY_WORKER, "Greenway Training"),)),
    Adult("Vic Talbot", ((Role.VENUE_SUPERVISOR, "Larkdale Library"),)),
    Adult("Esi Boateng", ((Role.SOCIAL_WORKER, "Larkdale Council"),)),
)


@dataclass(frozen=True, slots=True)
class Home:
    """A carer: their name, what the pupil calls them, what they may see; an order in force where there is one."""

    name: str
    called: str
    responsibility: Responsibility = Responsibility.BIRTH
    lives_with: bool = True
    order_in_force: str | None = None
    may_see_record: bool = True
    may_see_whereabouts: bool = True
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil: names, birth, year, school of the roll, login name, carers, and who cares for them at work."""

    given: str
    family: str
    born: dt.date
    year: int
    school: str
    login: str
    homes: tuple[Home, ...]
    around: dict[CareKind, str] = field(default_factory=dict)


CHILDREN = (
    Child(
        "Ellie",
        "Marsh",
        dt.date(2012, 3, 4),
        10,
        "Wren Hill School",
        "otter.lamp.42",
        (
            Home("Karen Marsh", "Mum"),
            Home(
                "Lee Marsh",
                "Dad",
                lives_with=False,
                order_in_force="No contact: court order of 2025",
                may_see_record=False,
                may_see_whereabouts=False,
            ),
        ),
        {CareKind.MENTOR: "Dani Okafor", CareKind.KEY_ADULT: "Bea Collier"},
    ),
    Child(
        "Kai",
        "Tran",
        dt.date(2013, 1, 19),
        9,
        "Oakmoor School",
        "maple.kite.17",
        (Home("Linh Tran", "Mum", language="Vietnamese"),),
        {CareKind.MENTOR: "Dani Okafor"},
    ),
    Child(
        "Sana",
        "Aziz",
        dt.date(2010, 11, 2),
        11,
        "Stonegate High",
        "comet.fern.88",
        (Home("Farah Aziz", "Nan", Responsibility.COURT_ORDER),),
        {CareKind.MENTOR: "Dani Okafor"},
    ),
    Child(
        "Josh",
        "Webb",
        dt.date(2012, 12, 9),
        9,
        "Ashfold School",
        "pebble.drum.63",
        (Home("Sue Webb", "Sue, my carer", Responsibility.NONE),),
        {CareKind.MENTOR: "Sam Whitlow"},
    ),
)


@dataclass(frozen=True, slots=True)
class Pane:
    """A window onto one pupil: who looks through it, at which parts, what for."""

    pupil: str
    adult: str
    organisation: str
    purpose: str
    parts: tuple[Part, ...]


WINDOWS = (
    Pane("Ellie", "Ana Reyes", "Larkdale Youth Service", "Boat-building on Thursdays", (Part.IDENTITY, Part.WORK)),
)
