"""Roles and hats. A role is a small set of rights kept in code; a hat is a role at an organisation, in use."""

import enum
import uuid
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l


class Role(enum.Enum):
    """What a person is, somewhere. Pupils and carers have theirs from the pupil; the rest are memberships."""

    PUPIL = "pupil"
    CARER = "carer"
    TEACHER = "teacher"
    MENTOR = "mentor"
    HEAD_OF_YEAR = "head_of_year"
    SENCO = "senco"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    HEADTEACHER = "headteacher"
    KEY_ADULT = "key_adult"
    ATTENDANCE_OFFICER = "attendance_officer"
    EXAMS_OFFICER = "exams_officer"
    CO_ORDINATOR = "co_ordinator"
    VIRTUAL_SCHOOL_LEAD = "virtual_school_lead"
    PANEL_CLERK = "panel_clerk"
    PANEL_MEMBER = "panel_member"
    AGENCY_WORKER = "agency_worker"
    COLLEGE_TUTOR = "college_tutor"
    VENUE_SUPERVISOR = "venue_supervisor"
    SOCIAL_WORKER = "social_worker"
    SEN_OFFICER = "sen_officer"
    ADMINISTRATOR = "administrator"
    BROKER = "broker"
    AUDITOR = "auditor"


ROLE_WORDS = {
    Role.PUPIL: _l("Pupil"),
    Role.CARER: _l("Parent or carer"),
    Role.TEACHER: _l("Teacher"),
    Role.MENTOR: _l("Learning mentor"),
    Role.HEAD_OF_YEAR: _l("Head of year"),
    Role.SENCO: _l("SENCO"),
    Role.SAFEGUARDING_LEAD: _l("Safeguarding lead"),
    Role.HEADTEACHER: _l("Headteacher"),
    Role.KEY_ADULT: _l("Key adult"),
    Role.ATTENDANCE_OFFICER: _l("Attendance officer"),
    Role.EXAMS_OFFICER: _l("Exams officer"),
    Role.CO_ORDINATOR: _l("School co-ordinator"),
    Role.VIRTUAL_SCHOOL_LEAD: _l("Virtual School lead"),
    Role.PANEL_CLERK: _l("Panel clerk"),
    Role.PANEL_MEMBER: _l("Panel member"),
    Role.AGENCY_WORKER: _l("Agency worker"),
    Role.COLLEGE_TUTOR: _l("College tutor"),
    Role.VENUE_SUPERVISOR: _l("Venue supervisor"),
    Role.SOCIAL_WORKER: _l("Social worker"),
    Role.SEN_OFFICER: _l("SEN officer"),
    Role.ADMINISTRATOR: _l("Network administrator"),
    Role.BROKER: _l("Authority's broker"),
    Role.AUDITOR: _l("Auditor"),
}

# Held by a membership; the other two come from the pupil.
STAFF = frozenset(Role) - {Role.PUPIL, Role.CARER}

# Who may post and change lessons for their organisation.
AUTHORS = frozenset({Role.TEACHER, Role.MENTOR, Role.COLLEGE_TUTOR, Role.SENCO, Role.VIRTUAL_SCHOOL_LEAD})

# Who may be named to answer work. A head of year or key adult answers what a pupil of their school chooses while away.
ANSWERERS = AUTHORS | {Role.HEAD_OF_YEAR, Role.KEY_ADULT}


@dataclass(frozen=True, slots=True)
class Hat:
    """A role at an organisation that a person may act in.

    `key` names it in the cookie: the membership's id, or 'pupil' or 'carer'. `year` narrows a head of year.
    """

    key: str
    role: Role
    organisation_id: uuid.UUID | None = None
    organisation: str = ""
    year: int | None = None

    @property
    def words(self) -> str:
        """'Teacher, Ashfold School'."""
        role = str(ROLE_WORDS[self.role])
        return f"{role}, {self.organisation}" if self.organisation else role
