"""The pupil, who may reach them, and what they take part in."""

from virtual_school.pupils.models.circumstance import Circumstance, CircumstanceKind
from virtual_school.pupils.models.joining import Joining
from virtual_school.pupils.models.programme import Away, AwayWhy, Programme, ProgrammeOutcome
from virtual_school.pupils.models.pupil import (
    MAIN_ROLL,
    Basis,
    CareKind,
    CareLink,
    Carer,
    Enrolment,
    FormerUpn,
    Part,
    Pupil,
    Responsibility,
    RollStatus,
    Window,
    WindowPart,
    of_age_on,
    soon_of_age,
)
from virtual_school.pupils.models.taking_part import How, LawfulBasis, Party, SharingNote, TakePart

__all__ = [
    "MAIN_ROLL",
    "Away",
    "AwayWhy",
    "Basis",
    "CareKind",
    "CareLink",
    "Carer",
    "Circumstance",
    "CircumstanceKind",
    "Enrolment",
    "FormerUpn",
    "How",
    "LawfulBasis",
    "Joining",
    "Part",
    "Party",
    "Programme",
    "ProgrammeOutcome",
    "Pupil",
    "Responsibility",
    "RollStatus",
    "SharingNote",
    "TakePart",
    "Window",
    "WindowPart",
    "of_age_on",
    "soon_of_age",
]
