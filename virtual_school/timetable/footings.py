"""On what footing a part of the week may stand, and what the home school's register makes of it (practice 16, 17, 27).

Facts of England's law and guidance in November 2026, as data: a year from now another line may hold. The register's
code is a suggestion to the home school, which alone enters it.
"""

import datetime as dt
import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core.templating import day
from virtual_school.timetable.models import Footing, SlotBasis, SlotKind

KIND_WORDS: Mapping[SlotKind, Any] = {
    SlotKind.SCHOOL: _l("School"),
    SlotKind.BASE: _l("A supervised room"),
    SlotKind.HOME_ONLINE: _l("Home, online"),
    SlotKind.COLLEGE: _l("College"),
    SlotKind.WORK_EXPERIENCE: _l("Work experience"),
    SlotKind.MENTOR: _l("Time with a mentor"),
    SlotKind.GROUP: _l("A small group"),
    SlotKind.AGENCY: _l("With another service"),
    SlotKind.OWN_TIME: _l("Own time"),
}

# For families and staff alike.
WORDS: Mapping[SlotBasis, Any] = {
    SlotBasis.AT_SCHOOL: _l("at school"),
    SlotBasis.OFF_SITE_ACTIVITY: _l("approved activity away from school"),
    SlotBasis.OFF_SITE_DIRECTION: _l("sent there by the school for a time (off-site direction)"),
    SlotBasis.DUAL_REGISTRATION: _l("on the roll of both schools (dual registration)"),
    SlotBasis.ARRANGED_BY_AUTHORITY: _l("arranged by the authority"),
    SlotBasis.EHCP: _l("in the education, health and care plan"),
    SlotBasis.WORK_EXPERIENCE: _l("work experience"),
    SlotBasis.PART_TIME_TIMETABLE: _l("part-time timetable"),
    SlotBasis.OWN_TIME: _l("own time, not required at school"),
}

_ELSEWHERE = (
    SlotBasis.OFF_SITE_ACTIVITY,
    SlotBasis.OFF_SITE_DIRECTION,
    SlotBasis.ARRANGED_BY_AUTHORITY,
    SlotBasis.EHCP,
)

_ALLOWED: Mapping[SlotKind, tuple[SlotBasis, ...]] = {
    SlotKind.SCHOOL: (SlotBasis.AT_SCHOOL, SlotBasis.DUAL_REGISTRATION, SlotBasis.OFF_SITE_DIRECTION),
    SlotKind.BASE: (SlotBasis.AT_SCHOOL, SlotBasis.DUAL_REGISTRATION, *_ELSEWHERE),
    # At home nobody supervises at a place: no approved activity, whoever teaches online.
    SlotKind.HOME_ONLINE: (SlotBasis.PART_TIME_TIMETABLE, SlotBasis.ARRANGED_BY_AUTHORITY, SlotBasis.EHCP),
    SlotKind.COLLEGE: _ELSEWHERE,
    SlotKind.WORK_EXPERIENCE: (SlotBasis.WORK_EXPERIENCE,),
    SlotKind.MENTOR: (SlotBasis.AT_SCHOOL, *_ELSEWHERE, SlotBasis.PART_TIME_TIMETABLE),
    SlotKind.GROUP: (SlotBasis.AT_SCHOOL, *_ELSEWHERE),
    SlotKind.AGENCY: (SlotBasis.AT_SCHOOL, *_ELSEWHERE),
    SlotKind.OWN_TIME: (SlotBasis.PART_TIME_TIMETABLE, SlotBasis.OWN_TIME),
}

# In which years a footing is lawful, first and last; in all where it is not named.
YEARS: Mapping[SlotBasis, tuple[int, int]] = {
    SlotBasis.WORK_EXPERIENCE: (10, 11),
    SlotBasis.PART_TIME_TIMETABLE: (1, 11),
    # Above compulsory school age a pupil need not be there in every session.
    SlotBasis.OWN_TIME: (12, 14),
}

# Where nobody has to be with the pupil: everywhere else somebody is responsible by name.
ALONE = frozenset({SlotKind.OWN_TIME})
AT_HOME = frozenset({SlotKind.HOME_ONLINE, SlotKind.OWN_TIME})


def allowed(kind: SlotKind, year: int) -> tuple[SlotBasis, ...]:
    """The footings on which a part of the week of this kind may stand, for a pupil of this year."""
    return tuple(basis for basis in _ALLOWED[kind] if _in_years(basis, year))


def _in_years(basis: SlotBasis, year: int) -> bool:
    first, last = YEARS.get(basis, (1, 14))
    return first <= year <= last


class Counts(enum.Enum):
    """How the register counts a session."""

    PRESENT = "present"
    AUTHORISED = "authorised"
    NOT_COUNTED = "not_counted"
    # The school has to decide by the true reason; until then nothing is claimed.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Register:
    """What the home school's register would show: a suggested code, its class, and words."""

    code: str
    counts: Counts
    words: Any


REGISTER: Mapping[SlotBasis, Register] = {
    SlotBasis.AT_SCHOOL: Register("/", Counts.PRESENT, _l("at school")),
    SlotBasis.OFF_SITE_ACTIVITY: Register("B", Counts.PRESENT, _l("approved activity, supervised away from school")),
    SlotBasis.OFF_SITE_DIRECTION: Register("B", Counts.PRESENT, _l("supervised where the school sent them")),
    SlotBasis.DUAL_REGISTRATION: Register("D", Counts.NOT_COUNTED, _l("dual registration: the other school counts it")),
    SlotBasis.ARRANGED_BY_AUTHORITY: Register("K", Counts.PRESENT, _l("at a place arranged by the authority")),
    SlotBasis.EHCP: Register("K", Counts.PRESENT, _l("at a place arranged by the authority in the plan")),
    SlotBasis.WORK_EXPERIENCE: Register("W", Counts.PRESENT, _l("work experience")),
    SlotBasis.PART_TIME_TIMETABLE: Register("C2", Counts.AUTHORISED, _l("part-time timetable")),
    SlotBasis.OWN_TIME: Register("X", Counts.NOT_COUNTED, _l("not required at school")),
}

_AT_HOME = Register(
    "", Counts.OPEN, _l("at home, arranged by the authority: an absence, and the school decides its code")
)

# Where the kind of place changes what the footing alone would say.
REGISTER_BY_KIND: Mapping[tuple[SlotKind, SlotBasis], Register] = {
    (SlotKind.SCHOOL, SlotBasis.OFF_SITE_DIRECTION): REGISTER[SlotBasis.DUAL_REGISTRATION],
    (SlotKind.HOME_ONLINE, SlotBasis.ARRANGED_BY_AUTHORITY): _AT_HOME,
    (SlotKind.HOME_ONLINE, SlotBasis.EHCP): _AT_HOME,
}


def register_of(kind: SlotKind, basis: SlotBasis) -> Register:
    """What the register makes of it. Learning at home or online is never claimed as present."""
    found = REGISTER_BY_KIND.get((kind, basis), REGISTER[basis])
    return _AT_HOME if kind in AT_HOME and found.counts is Counts.PRESENT else found


def misfit(
    footing: Footing, kind: SlotKind, place_id: uuid.UUID | None, starts_on: dt.date, ends_on: dt.date | None
) -> tuple[str, str] | None:
    """Why a half day cannot stand on this footing: which field does not fit, and words for it. None when it can."""
    if footing.kind is not kind:
        return "footing_id", _("This footing was confirmed for ‘%(kind)s’.", kind=KIND_WORDS[footing.kind])
    if footing.place_id is not None and footing.place_id != place_id:
        return "place_id", _("The footing was confirmed for another place.")
    if starts_on < footing.starts_on:
        return "starts_on", _("The footing begins on %(day)s.", day=day(footing.starts_on))
    if footing.ends_on is not None and max(starts_on, ends_on or starts_on) > footing.ends_on:
        return "ends_on", _("The footing ends on %(day)s.", day=day(footing.ends_on))
    return None
