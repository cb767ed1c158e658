"""Whom a call for help is told to, and when it is told to others because nobody has seen it.

A call is a child's own: nothing that is stopped about the child holds it back. So its notices name no pupil as the one
they are about, by whom they could be held; the call itself is what they are of.
"""

import datetime as dt
import uuid

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import queue
from virtual_school.core.leaving import Sending
from virtual_school.network import school_time
from virtual_school.network.numbers import number
from virtual_school.notices import changes as notices
from virtual_school.notices.following import Told, may_tell
from virtual_school.pupils.cover.queries import school_of
from virtual_school.safeguarding.models import Help
from virtual_school.safeguarding.people import Reader
from virtual_school.safeguarding.queries import readers

ASKED, UNSEEN = "help.asked", "help.unseen"

# Where it stands for each of them.
PAGE = "/asked-for-help"


def asked(call: Help, told: list[Reader]) -> None:
    """Tell who is asked, and look again when nobody has seen it in time, unless those above know already."""
    _tell(ASKED, call, told)
    if call.handed_up_at is None:
        look_again(call, school_of(call.pupil_id, clock.today()))


def unseen(call: Help, told: list[Reader]) -> None:
    _tell(UNSEEN, call, told)


def seen(call: Help) -> None:
    """Somebody has seen it: it waits for nobody else."""
    notices.settle(call.id)


def below(call: Help) -> list[Reader]:
    """Who is told at once: mentor, or who stands in while they are off; the adult at school; the safeguarding leads.

    Somebody who is off is told where nobody else is there.
    """
    found = _may_see(call, readers.helpers(call.pupil_id))
    there = [one for one in found if not one.is_off or one.is_lead]
    return there or found


def leads(call: Help) -> list[Reader]:
    return [one for one in _may_see(call, readers.helpers(call.pupil_id)) if one.is_lead]


def above(call: Help) -> list[Reader]:
    """The head of the school, and who leads the Virtual School."""
    return _may_see(call, readers.above(call.pupil_id))


def _may_see(call: Help, found: list[Reader]) -> list[Reader]:
    if not call.not_mentor:
        return found
    mentors = readers.mentors_of(call.pupil_id, call.asked_at)
    return [one for one in found if not one.is_mentor and one.account_id not in mentors]


def _tell(kind: str, call: Help, told: list[Reader]) -> None:
    each = [(one.account_id, one.because) for one in told if one.account_id is not None]
    notices.tell_each(each, kind, PAGE, object_id=call.id)


def look_again(call: Help, school_id: uuid.UUID | None) -> None:
    """In the transaction of what it is about, so that it is never forgotten."""
    queue(UNSEEN, {"help": call.id}, dedup=str(call.id), run_at=due(call, school_id))


def due(call: Help, school_id: uuid.UUID | None) -> dt.datetime:
    """When it goes further, if nobody has seen it: by the minutes in which the pupil's school is on."""
    steps = 1 if call.unseen_at is None else 2
    return school_time.after(call.asked_at, steps * number("help_minutes"), school_id)


def next_step(call: Help) -> tuple[uuid.UUID | None, dt.datetime]:
    """The school whose time counts, and when the next step is due."""
    school_id = school_of(call.pupil_id, clock.today())
    return school_id, due(call, school_id)


@may_tell
def still_asked(told: Told) -> Sending:
    """Asked again before it leaves the house: nobody who may not see the call any more is told of it."""
    if told.kind not in (ASKED, UNSEEN) or told.object_id is None:
        return Sending.YES
    call = db.session.get(Help, told.object_id)
    if call is None or call.seen_at is not None:
        return Sending.NEVER
    known = _may_see(call, readers.helpers(call.pupil_id))
    if call.handed_up_at is not None:
        known += above(call)
    return Sending.YES if told.account_id in {one.account_id for one in known} else Sending.NEVER
