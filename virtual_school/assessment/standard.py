"""The kinds of marks that every network begins with. A network's lead may say otherwise: then its own words hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.assessment.scale import Scale
from virtual_school.network.roles import Role

# Who may be named to enter a kind of mark: those who teach a pupil, or look after how they get on.
MAY_ENTER = (
    Role.TEACHER,
    Role.MENTOR,
    Role.HEAD_OF_YEAR,
    Role.SENCO,
    Role.HEADTEACHER,
    Role.VIRTUAL_SCHOOL_LEAD,
)


@dataclass(frozen=True, slots=True)
class Standard:
    """One kind as it is until a network defines it: words may be a promise of words."""

    words: Any
    definition: Any
    scale: Scale
    who: frozenset[Role]
    entered_when: Any


GCSE = Scale(("U", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
EFFORT = Scale((_l("Finding it hard"), _l("Some of the time"), _l("Most of the time"), _l("Nearly always")))
TEACH = frozenset({Role.TEACHER, Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD})
SCHOOL = frozenset({Role.TEACHER, Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD})

STANDARD: Mapping[str, Standard] = {
    "working_at": Standard(
        _l("Working at"),
        _l("What the pupil can do securely today, by work that was seen. Not a forecast."),
        GCSE,
        TEACH,
        _l("Each half term, and whenever it changes"),
    ),
    "predicted": Standard(
        _l("Predicted"),
        _l("What the pupil will most likely reach at the end of the course, if things go on as they are."),
        GCSE,
        SCHOOL,
        _l("Twice a year in Years 10 and 11"),
    ),
    "target": Standard(
        _l("Target"),
        _l("What the pupil and the school aim for, from what the pupil could do before. A hope, not a forecast."),
        GCSE,
        SCHOOL,
        _l("Once a year, with the pupil"),
    ),
    "mock": Standard(
        _l("Mock exam"),
        _l("What one practice paper came to, on one day, under its own boundaries. It says little about other days."),
        GCSE,
        TEACH,
        _l("After each mock exam"),
    ),
    "attained": Standard(
        _l("Attained"),
        _l("What was awarded in the end, as the certificate says."),
        GCSE,
        SCHOOL,
        _l("When the result is out"),
    ),
    "effort": Standard(
        _l("Effort"),
        _l("How the pupil goes about the work on the days when they can. It says nothing about how well it comes out."),
        EFFORT,
        TEACH,
        _l("Each half term"),
    ),
}
