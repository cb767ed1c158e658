"""What each kind of receiver usually needs, and the most that it ever does: data, and the rules about windows read it.

How long a window runs is the network's to tune (`network.numbers`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.network.roles import Role
from virtual_school.pupils.access import CARER_WINDOW_PARTS
from virtual_school.pupils.models import Basis, Duty, Part, Receiver

BOTH = (Basis.AGREEMENT, Basis.DUTY)


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of receiver. `usual` is ticked when the form opens, `most` is all that can be ticked.

    `is_quiet`: that they look in at all may tell somebody at home what must not be told, so a window on duty begins
    held back from the family, until a safeguarding lead has said that it is safe to show.
    """

    words: Any
    hint: Any
    roles: frozenset[Role]
    usual: frozenset[Part]
    most: frozenset[Part]
    bases: tuple[Basis, ...] = BOTH
    duties: tuple[Duty, ...] = (Duty.SAFEGUARDING, Duty.COURT)
    is_quiet: bool = False
    is_place: bool = False
    # Who opens such a window, where it is not everybody who opens any.
    granters: frozenset[Role] | None = None


_FIRST = frozenset({Part.IDENTITY})
_STAFF_OF_SCHOOLS = frozenset({Role.TEACHER, Role.MENTOR, Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER})
_AUTHORITY = frozenset({Part.IDENTITY, Part.FAMILY, Part.WHEREABOUTS, Part.HEALTH, Part.REFERRAL, Part.PLAN}) | {
    Part.WEEK,
    Part.ATTENDANCE,
    Part.BEHAVIOUR,
}

RECEIVERS: Mapping[Receiver, Preset] = {
    Receiver.AGENCY: Preset(
        words=_l("An agency"),
        hint=_l("Youth work, counselling, careers: somebody who works with the pupil for a while."),
        roles=frozenset({Role.AGENCY_WORKER}),
        usual=_FIRST | {Part.WEEK},
        most=_FIRST | {Part.WHEREABOUTS, Part.HEALTH, Part.PLAN, Part.WEEK, Part.WORK, Part.ATTENDANCE, Part.BEHAVIOUR},
    ),
    Receiver.PLACE: Preset(
        words=_l("A place"),
        hint=_l("A college, a workshop, a supervised room: where part of the week is spent."),
        roles=frozenset({Role.VENUE_SUPERVISOR, Role.COLLEGE_TUTOR}),
        usual=_FIRST | {Part.WEEK},
        most=_FIRST | {Part.HEALTH, Part.PLAN, Part.WEEK, Part.WORK, Part.GRADES, Part.ATTENDANCE},
        duties=(Duty.DIRECTION, Duty.EHCP, Duty.SAFEGUARDING),
        is_place=True,
    ),
    Receiver.SCHOOL: Preset(
        words=_l("A receiving school"),
        hint=_l("A school that the pupil goes to next, or may go to."),
        roles=_STAFF_OF_SCHOOLS,
        usual=_FIRST | {Part.PLAN, Part.WORK, Part.GRADES},
        most=_FIRST
        | {Part.HEALTH, Part.REFERRAL, Part.PLAN, Part.WEEK, Part.WORK, Part.GRADES, Part.ATTENDANCE}
        | {Part.BEHAVIOUR},
        duties=(Duty.DIRECTION, Duty.EHCP, Duty.CARE_ORDER, Duty.SAFEGUARDING),
        is_place=True,
    ),
    Receiver.SEN_OFFICE: Preset(
        words=_l("The authority’s SEN officer"),
        hint=_l("For an education, health and care plan."),
        roles=frozenset({Role.SEN_OFFICER}),
        usual=_FIRST | {Part.PLAN, Part.ATTENDANCE},
        most=_AUTHORITY | {Part.WORK, Part.GRADES},
        duties=(Duty.EHCP, Duty.DIRECTION),
    ),
    Receiver.HEALTH: Preset(
        words=_l("A health worker"),
        hint=_l("A nurse, a therapist, a counsellor whom the pupil may see alone."),
        roles=frozenset({Role.AGENCY_WORKER}),
        usual=_FIRST | {Part.HEALTH},
        most=_FIRST | {Part.HEALTH, Part.PLAN, Part.WEEK, Part.ATTENDANCE},
        is_quiet=True,
    ),
    Receiver.SOCIAL_CARE: Preset(
        words=_l("Social care"),
        hint=_l("A social worker who is not named as this pupil’s own."),
        roles=frozenset({Role.SOCIAL_WORKER}),
        usual=_FIRST | {Part.ATTENDANCE},
        most=_AUTHORITY | {Part.SAFEGUARDING},
        duties=(Duty.SAFEGUARDING, Duty.CARE_ORDER, Duty.COURT),
        is_quiet=True,
    ),
    Receiver.POLICE: Preset(
        words=_l("The police"),
        hint=_l("Only on duty, and only what the duty names."),
        roles=frozenset({Role.AGENCY_WORKER}),
        usual=_FIRST,
        most=_FIRST | {Part.FAMILY, Part.WHEREABOUTS, Part.WEEK, Part.ATTENDANCE, Part.SAFEGUARDING},
        bases=(Basis.DUTY,),
        is_quiet=True,
    ),
    Receiver.PARENT: Preset(
        words=_l("Another parent or carer"),
        hint=_l("Somebody the pupil does not live with. Never anybody whom a court’s order limits."),
        roles=frozenset({Role.CARER}),
        usual=_FIRST | {Part.PLAN},
        most=CARER_WINDOW_PARTS,
        duties=(Duty.PARENT, Duty.COURT),
        granters=frozenset({Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.VIRTUAL_SCHOOL_LEAD}),
    ),
}

# A duty that by itself may tell somebody at home what must not be told.
QUIET_DUTIES = frozenset({Duty.SAFEGUARDING, Duty.COURT})


def begins_held_back(receiver: Receiver, basis: Basis, duty: Duty | None) -> bool:
    """Whether a window waits for a safeguarding lead's word before the family sees it. Never one on agreement.

    Nor another parent's: those at home are the ones who must know of it.
    """
    if receiver is Receiver.PARENT:
        return False
    return basis is Basis.DUTY and (RECEIVERS[receiver].is_quiet or duty in QUIET_DUTIES)
