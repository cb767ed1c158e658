"""Who looks in from outside: on agreement, on duty, one that ends in a few days, one that the family is not shown."""

import datetime as dt
import uuid
from collections.abc import Sequence

from virtual_school.core import clock
from virtual_school.demo.journeys import Course
from virtual_school.demo.people import Valley
from virtual_school.demo.valley import WINDOWS, Pane
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.changes import Agreed
from virtual_school.pupils.models import Basis, Duty, How, Part, Receiver, Window
from virtual_school.pupils.queries.taking_part import carers_to_ask

LEAD = ("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD)
COMES = "Construction on Tuesdays and Wednesdays"
SHOWN = (Part.IDENTITY, Part.WORK)
LONG = dt.timedelta(weeks=8)


def build_windows(valley: Valley, courses: Sequence[Course]) -> None:
    """College, library and charity see who comes to them, until the programme ends; and what else the law asks for."""
    today = clock.today()
    for pane in WINDOWS:
        _on_agreement(valley, pane, Receiver.AGENCY, until=today + LONG)
    quill = Pane("Ellie", "Peter Quill", "Marlbridge College", COMES, SHOWN)
    _on_agreement(valley, quill, Receiver.PLACE, until=today + LONG)
    kitchen = Pane("Ellie", "Gail Redfern", "Greenway Training", "To plan a first day in the kitchen", (Part.IDENTITY,))
    _on_agreement(valley, kitchen, Receiver.AGENCY, until=today + dt.timedelta(days=4), by=("Dani Okafor", Role.MENTOR))
    _on_duty(valley)
    for course in courses:
        open_places(valley, course)


def open_places(valley: Valley, course: Course) -> None:
    """To whoever is responsible at each place of somebody's week."""
    until = course.programme.ends_on or clock.today()
    for part in course.offered:
        if part.place and part.responsible in valley.accounts and until > clock.today():
            pane = Pane("", part.responsible, part.place, part.words, SHOWN)
            _on_agreement(valley, pane, Receiver.PLACE, until=until, pupil_id=course.person.pupil.id)


def _on_agreement(
    valley: Valley,
    pane: Pane,
    receiver: Receiver,
    *,
    until: dt.date,
    by: tuple[str, Role] = LEAD,
    pupil_id: uuid.UUID | None = None,
) -> None:
    """The pupil and those at home said yes, to the one who opens it."""
    pupil_id = pupil_id or valley.pupils[pane.pupil].id
    family = (None, *(carer.id for carer in carers_to_ask(pupil_id)))
    agreed = Agreed(family, How.IN_PERSON, clock.today())
    _open(valley, valley.acting(*by), pane, pupil_id, receiver, basis=Basis.AGREEMENT, agreed=agreed, ends_on=until)


def _on_duty(valley: Valley) -> None:
    """The same social worker twice: for Josh shown to the family, for Ellie held back from it."""
    today, parts = clock.today(), (Part.IDENTITY, Part.ATTENDANCE)
    council = "Larkdale Council"
    order = Pane("Josh", "Esi Boateng", council, "To see that school goes well", parts)
    garth = valley.acting("Neil Garth", Role.SAFEGUARDING_LEAD)
    made = _open(
        valley, garth, order, valley.pupils["Josh"].id, Receiver.SOCIAL_CARE,
        basis=Basis.DUTY, duty=Duty.CARE_ORDER, ends_on=today + LONG, review_on=today,
    )  # fmt: skip
    pupils.show_window(garth, made, "They know her, and she told them.")
    enquiry = Pane("Ellie", "Esi Boateng", council, "An enquiry", parts)
    kaye = valley.acting("Carol Kaye", Role.SAFEGUARDING_LEAD)
    due = today + dt.timedelta(days=6)
    made = _open(
        valley, kaye, enquiry, valley.pupils["Ellie"].id, Receiver.SOCIAL_CARE,
        basis=Basis.DUTY, duty=Duty.SAFEGUARDING, ends_on=today + dt.timedelta(weeks=4), review_on=due,
    )  # fmt: skip
    pupils.hold_back_window(kaye, made, because="Nobody has talked with her alone yet.", review_on=due)


def _open(
    valley: Valley,
    by: Viewer,
    pane: Pane,
    pupil_id: uuid.UUID,
    receiver: Receiver,
    *,
    basis: Basis,
    ends_on: dt.date,
    agreed: Agreed | None = None,
    duty: Duty | None = None,
    review_on: dt.date | None = None,
) -> Window:
    return pupils.grant_window(
        by,
        receiver=receiver,
        duty=duty,
        agreed=agreed,
        review_on=review_on,
        pupil_id=pupil_id,
        account_id=valley.accounts[pane.adult].id,
        organisation_id=valley.organisations[pane.organisation].id,
        parts=frozenset(pane.parts),
        purpose=pane.purpose,
        basis=basis,
        starts_on=clock.today(),
        ends_on=ends_on,
    )
