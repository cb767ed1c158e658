"""Who was seen, register links and absences of the cast."""

import datetime as dt
from typing import TYPE_CHECKING

from tests import make as people
from tests import make_attendance as make
from tests import make_calendar
from virtual_school.attendance.models import Absence
from virtual_school.core import clock
from virtual_school.core.ids import uuid7
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

# What the mother says of it: for mentor, attendance officer and head of year.
WORDS = "A cough like a heron at night."
SCHOOLS = {"ellie": "wren_hill", "tariq": "stonegate", "stranger_pupil": "moorside"}
TEACHERS = {"ellie": "own_teacher", "tariq": "bell", "stranger_pupil": "stranger_teacher"}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key.

    The absence is still to come: it opens nothing yet, so that what others of the cast reach stays as it was.
    """
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    accounts, ids, school = casting.accounts, casting.side.ids, casting.places[SCHOOLS[key]]
    first = clock.today() + dt.timedelta(days=3)
    dates = {"starts_on": first, "ends_on": first + dt.timedelta(days=5)}
    ids[f"away of {key}"] = make.away(child, school, accounts[TEACHERS[key]], **dates).id
    ids[f"closure of {key}"] = make_calendar.closure(school, first + dt.timedelta(days=200)).id
    ids[f"site of {key}"] = make_calendar.site(school).id
    secret = uuid7()
    link = make.link(school, accounts[mentor], str(secret))
    ids |= {f"register_link of {key}": link.id, f"register_token of {key}": secret}
    make.seen(child, accounts[mentor])
    make.mark(child, school, accounts[mentor])
    ids[f"absence of {key}"] = _absence(casting, child, mentor).id


def _absence(casting: "Casting", child: Pupil, mentor: str) -> Absence:
    """Next month, so that nobody of the cast is away yet: pressed by Ellie's mother, or taken by phone by a mentor."""
    accounts, first = casting.accounts, clock.today() + dt.timedelta(days=30)
    told = {"starts_on": first, "ends_on": first + dt.timedelta(days=2), "words": WORDS}
    if mentor == "dani":
        return make.absence(child, casting.side.ids["carer"], accounts["mum"], **told)
    # Who told it is no carer any more: what others of the cast are asked stays as it was.
    carer = people.carer(child, "Sue Farrow", called="Sue", ended_at=clock.now(), because="She moved away.")
    return make.absence(child, carer.id, accounts[mentor], by_phone=True, **told)
