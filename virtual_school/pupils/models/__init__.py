"""The pupil, who may reach them, and what they take part in."""

from virtual_school.pupils.models.chosen import ChosenReaders, JudgedWith
from virtual_school.pupils.models.circumstance import Circumstance, CircumstanceKind
from virtual_school.pupils.models.joining import Joining
from virtual_school.pupils.models.looking import Glass, HeldBack
from virtual_school.pupils.models.looking_in import (
    Duty,
    Receiver,
    WindowAgreement,
    WindowGrant,
    WindowHeldBack,
    WindowProlonged,
)
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
from virtual_school.pupils.models.whereabouts import ConfidentialWhereabouts, WhereaboutsReader

__all__ = [
    "MAIN_ROLL",
    "Away",
    "AwayWhy",
    "Basis",
    "CareKind",
    "CareLink",
    "Carer",
    "ChosenReaders",
    "Circumstance",
    "CircumstanceKind",
    "ConfidentialWhereabouts",
    "Duty",
    "Enrolment",
    "FormerUpn",
    "Glass",
    "HeldBack",
    "How",
    "LawfulBasis",
    "Joining",
    "JudgedWith",
    "Part",
    "Party",
    "Programme",
    "ProgrammeOutcome",
    "Pupil",
    "Receiver",
    "Responsibility",
    "RollStatus",
    "SharingNote",
    "TakePart",
    "WhereaboutsReader",
    "Window",
    "WindowAgreement",
    "WindowGrant",
    "WindowHeldBack",
    "WindowPart",
    "WindowProlonged",
    "of_age_on",
    "soon_of_age",
]
