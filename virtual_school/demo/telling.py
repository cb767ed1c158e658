"""What people told one another lately: a mother rings in, a few messages, a letter home; some of it not read yet."""

import datetime as dt

from virtual_school.attendance.absences import actions as absences
from virtual_school.attendance.absences import spans
from virtual_school.attendance.absences.spans import Span
from virtual_school.attendance.models import AbsenceWhy
from virtual_school.core import clock
from virtual_school.demo.people import Valley
from virtual_school.letters import actions as letters
from virtual_school.letters.actions import Typed as TypedLetter
from virtual_school.letters.models import LetterKind
from virtual_school.messages import actions as messages
from virtual_school.messages import queries as threads
from virtual_school.messages.actions import Begun, Typed
from virtual_school.messages.models import ThreadKind
from virtual_school.network.roles import Role
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import Part

LETTER = (
    "Ellie’s book of drawings is in the glass case by the hall this week. Do come and look at it: the office is open "
    "until four.\n\nThank you for all your help with the mornings."
)


def build_telling(valley: Valley) -> None:
    _a_mother_rings(valley)
    _messages(valley)
    _a_letter(valley)


def _a_mother_rings(valley: Valley) -> None:
    """Ellie sees the dentist on the next school day in the morning: taken by phone, read back."""
    tom, ellie = valley.acting("Tom Birch", Role.ATTENDANCE_OFFICER), valley.pupils["Ellie"]
    _pupil, opened = pupils.find(tom, ellie.id, Part.ATTENDANCE)
    mother = next(one for one in pupils.carers(ellie.id) if one.order_in_force is None)
    on = spans.next_day(clock.now() + dt.timedelta(days=1))
    span = spans.meant(Span.MORNING, on, None)
    absences.take_call(tom, opened, ellie, mother, span, AbsenceWhy.APPOINTMENT, "The dentist.", _page_for)


def _page_for(absence_id: object) -> str:
    return f"/absences/{absence_id}"


def _messages(valley: Valley) -> None:
    """Ellie and her mentor; the last one nobody has read yet."""
    ellie, dani = valley.acting("Ellie", Role.PUPIL), valley.acting("Dani Okafor", Role.MENTOR)
    pupil_id = valley.pupils["Ellie"].id
    offer = next(one for one in threads.offers(dani, pupil_id) if one.kind is ThreadKind.MENTOR)
    first = Typed("Your drawing of the heron is up in the hall. Shall we look at it on Thursday?")
    with clock.pretend(clock.now() - dt.timedelta(days=1, hours=2)):
        sent = messages.start(dani, pupil_id=pupil_id, offer=offer, begun=Begun(), typed=first)
    with clock.pretend(clock.now() - dt.timedelta(minutes=40)):
        thread = threads.opened(ellie, sent.thread_id)
        typed = Typed("Yes. Can it be before the others come in?")
        messages.send(ellie, thread=thread, sitters=threads.sitters(ellie, thread), typed=typed)


def _a_letter(valley: Valley) -> None:
    """From Ellie's head of year to her mother."""
    joan, ellie = valley.acting("Joan Ward", Role.HEAD_OF_YEAR), valley.pupils["Ellie"]
    _pupil, opened = pupils.find(joan, ellie.id, Part.IDENTITY)
    mother = next(one for one in pupils.carers(ellie.id) if one.order_in_force is None)
    typed = TypedLetter(LetterKind.GENERAL, "Drawings in the hall", LETTER, frozenset({mother.id}))
    with clock.pretend(clock.now() - dt.timedelta(days=2)):
        letter = letters.begin(joan, pupil=ellie, opened=opened)
        letters.write(joan, letter=letter, pupil=ellie, opened=opened, version=letter.version, typed=typed)
        letters.send(joan, letter=letter, pupil=ellie, opened=opened)
