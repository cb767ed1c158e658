"""Who the drawn pupils are: names, homes, rolls, circumstances, and a way in for each."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from virtual_school.core import clock
from virtual_school.demo import names
from virtual_school.demo.draws import KNOWN, Draw
from virtual_school.demo.people import BEGAN, Valley
from virtual_school.demo.valley import CHILDREN
from virtual_school.identity import changes as identity
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, Carer, CircumstanceKind, Pupil, Responsibility
from virtual_school.pupils.queries import carers_to_ask as carers_of

# The heads, heads of year and key adults of each school, by the names in `valley`.
LEADERS = {
    "Wren Hill School": ("Margaret Holt", "Joan Ward", "Martin Shore"),
    "Ashfold School": ("Clive Barr", "Mina Todd", "Sian Prosser"),
    "Stonegate High": ("Diane Croft", "Joel Amos", "Petra Vass"),
    "Oakmoor School": ("Keith Lomas", "Yasmin Doar", "Gareth Penn"),
    "Fallowfield Academy": ("Maud Selby", "Craig Noon", "Ines Duarte"),
    "Bramling School": ("Roy Tennant", "Kate Lorimer", "Amit Sen"),
}
# Where one head does everything: opens who is away, and answers.
SMALL = {
    "Larch Lane Primary": "Alma Finch",
    "Millbeck Primary": "Ted Rowley",
    "The Hollins Centre": "Bernice Cole",
    "Quarry Bank House": "Stella Marr",
}
MENTORS = ("Dani Okafor", "Sam Whitlow", "Priya Nair")


@dataclass(frozen=True, slots=True)
class Person:
    """A drawn pupil who has become somebody."""

    draw: Draw
    pupil: Pupil
    carers: tuple[Carer, ...]
    mentor: str

    @property
    def key(self) -> str:
        return f"drawn {self.draw.number}"


def head(valley: Valley, school: str) -> Viewer:
    return valley.acting(LEADERS[school][0], Role.HEADTEACHER)


def head_of_year(valley: Valley, draw: Draw) -> Viewer:
    return valley.acting(LEADERS[draw.school][1 if draw.year == 10 else 2], Role.HEAD_OF_YEAR)


def opens_away(valley: Valley, draw: Draw) -> tuple[Viewer, str]:
    """Who at their school says that they are away, and the name of who answers."""
    if draw.school in SMALL:
        return valley.acting(SMALL[draw.school], Role.HEADTEACHER), SMALL[draw.school]
    return head_of_year(valley, draw), LEADERS[draw.school][2]


def build_crowd(valley: Valley, draws: list[Draw]) -> list[Person]:
    """Enter everybody who was drawn. Names come from a seed of their own."""
    named = names.names()
    found = []
    for draw in draws:
        if draw.number in KNOWN:
            found.append(_known(valley, draw, KNOWN[draw.number]))
            continue
        given, family = next(named)
        found.append(
            _enter(valley, draw, names.GIVEN_OF.get(mark := _mark(draw), given), names.FAMILY_OF.get(mark, family))
        )
    return found


def _mark(draw: Draw) -> str:
    """The way of living of their own that somebody has; mostly none."""
    return next(iter(draw.marks), "")


def _known(valley: Valley, draw: Draw, name: str) -> Person:
    """Somebody who is entered already: what was drawn for them happens to them as they are."""
    pupil = valley.pupils[name]
    school = {child.given: child.school for child in CHILDREN}[name]
    mentor = {child.given: child.around[CareKind.MENTOR] for child in CHILDREN}[name]
    began = clock.today() - BEGAN
    made = Person(replace(draw, year=pupil.year, school=school), pupil, tuple(carers_of(pupil.id)), mentor)
    for kind in sorted(draw.circumstances, key=lambda one: one.value):
        pupils.note_circumstance(valley.by, pupil_id=pupil.id, kind=kind, starts_on=began)
    valley.accounts[made.key], valley.pupils[made.key] = valley.accounts[name], pupil
    around(valley, made, began)
    return made


def _enter(valley: Valley, draw: Draw, given: str, family: str) -> Person:
    began = clock.today() - BEGAN
    number = draw.number
    login = f"{names.LOGIN[number % 10]}.{names.LOGIN[(number // 10 + 3) % 10]}.{10 + number % 89}"
    account = identity.make_account(valley.by, name=f"{given} {family}", login_name=login)
    pupil = pupils.enter_pupil(
        valley.by,
        given_name=given,
        family_name=family,
        date_of_birth=dt.date(2021 - draw.year, 9 + number % 4, 1 + number % 28),
        year=draw.year,
        account_id=account.id,
    )
    pupils.enrol(valley.by, pupil_id=pupil.id, organisation_id=valley.organisations[draw.school].id, starts_on=began)
    for kind in sorted(draw.circumstances, key=lambda one: one.value):
        pupils.note_circumstance(valley.by, pupil_id=pupil.id, kind=kind, starts_on=began)
    made = Person(draw, pupil, tuple(_carers(valley, draw, pupil)), MENTORS[number % 3])
    valley.accounts[made.key], valley.pupils[made.key] = account, pupil
    if draw.cohort is not None:
        around(valley, made, began)
    return made


def around(valley: Valley, made: Person, began: dt.date) -> None:
    """The key adult of a pupil on a programme; their social worker where they have one."""
    adults = {CareKind.KEY_ADULT: LEADERS[made.draw.school][2]}
    if made.draw.school == "Wren Hill School":
        adults[CareKind.KEY_ADULT] = "Bea Collier"
    if made.draw.circumstances & {CircumstanceKind.IN_CARE, CircumstanceKind.SOCIAL_WORKER}:
        adults[CareKind.SOCIAL_WORKER] = "Esi Boateng"
    for kind, name in adults.items():
        account_id = valley.accounts[name].id
        pupils.begin_care(valley.by, account_id=account_id, pupil_id=made.pupil.id, kind=kind, starts_on=began)


def _carers(valley: Valley, draw: Draw, pupil: Pupil) -> Iterator[Carer]:
    in_care = CircumstanceKind.IN_CARE in draw.circumstances
    language = None
    if CircumstanceKind.LITTLE_ENGLISH in draw.circumstances:
        language = names.LANGUAGES[draw.number % len(names.LANGUAGES)]
    for order in range(2 if "apart" in draw.marks else 1):
        first = names.FOR_CARERS[(draw.number + 5 * order) % len(names.FOR_CARERS)]
        called = names.CALLED[(draw.number * 3 + order * 3) % len(names.CALLED)]
        first, called = names.CARER_OF.get(_mark(draw), (first, called))
        yield pupils.enter_carer(
            valley.by,
            pupil_id=pupil.id,
            name=f"{first} {pupil.family_name}",
            called=f"{first}, my carer" if in_care else called,
            parent_in_law=True,
            responsibility=Responsibility.NONE if in_care else Responsibility.BIRTH,
            lives_with=order == 0,
            language=language,
            contact_order=order + 1,
        )
