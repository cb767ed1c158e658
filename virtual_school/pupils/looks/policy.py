"""Which looks the family is shown, and who searches them all. Pure: over values already loaded."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.models import OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import HeldBack, Part

# Whose looks the family is shown. Nobody else's: a role that is not named here is left out, and so is one to come.
SHOWN_ROLES = frozenset(
    {
        Role.TEACHER,
        Role.MENTOR,
        Role.HEAD_OF_YEAR,
        Role.SENCO,
        Role.HEADTEACHER,
        Role.KEY_ADULT,
        Role.ATTENDANCE_OFFICER,
        Role.EXAMS_OFFICER,
        Role.CO_ORDINATOR,
        Role.VIRTUAL_SCHOOL_LEAD,
        Role.PANEL_CLERK,
        Role.PANEL_MEMBER,
        Role.COLLEGE_TUTOR,
        Role.VENUE_SUPERVISOR,
    }
)

# An agency or an authority may be the police, social care, or a health worker whom the pupil sees alone: nothing here
# says which, so none is shown. That a window is open to them stands with the windows, where that is safe.
HIDDEN_KINDS = frozenset({OrganisationKind.AGENCY, OrganisationKind.AUTHORITY})

# No look at these is shown to a family, whoever looked.
HIDDEN_PARTS = frozenset({Part.SAFEGUARDING})

# Who is where the pupil is: that they looked tells the place to somebody who may not know it.
TELLS_PLACE = frozenset({Role.COLLEGE_TUTOR, Role.VENUE_SUPERVISOR})

# What a pupil may keep from their parents: no look at it stands on a parent's page, whatever else that parent may see.
KEPT_FROM_PARENTS = frozenset({Part.MESSAGES, Part.CHECK_INS, Part.REFERRAL, Part.NOTES, Part.HEALTH, Part.FILES})

# Who searches the looks: the lead in the network, a head for the own school, a safeguarding lead, the auditor.
SEARCHES = (Role.VIRTUAL_SCHOOL_LEAD, Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Looked:
    """One look, as far as it matters to who is shown it."""

    account_id: uuid.UUID | None
    role: Role | None
    organisation_id: uuid.UUID | None
    organisation_kind: OrganisationKind | None
    part: Part | None
    by: Relation | None


def is_shown(look: Looked, opened: Access, held: Iterable[HeldBack]) -> bool:
    """Whether a family's page may tell of this look. What is not known for sure is left out."""
    if look.role not in SHOWN_ROLES or look.organisation_kind in HIDDEN_KINDS or look.organisation_kind is None:
        return False
    if look.part is None or look.part in HIDDEN_PARTS or look.by in (None, Relation.GLASS, Relation.SOCIAL_WORKER):
        return False
    if look.role in TELLS_PLACE and not opened.opens(Part.WHEREABOUTS):
        return False
    is_pupil = opened.relation is Relation.SELF
    if not is_pupil and (look.part in KEPT_FROM_PARENTS or not opened.opens(look.part)):
        return False
    return not any(_holds(one, look) for one in held if one.from_pupil or not is_pupil)


def names_organisation(look: Looked, opened: Access) -> bool:
    """A school's or a college's name is where the pupil is: it is left out where that may not be known."""
    return opened.opens(Part.WHEREABOUTS) or look.organisation_kind is OrganisationKind.VIRTUAL_SCHOOL


def _holds(held: HeldBack, look: Looked) -> bool:
    if held.account_id is not None:
        return held.account_id == look.account_id
    return held.organisation_id is None or held.organisation_id == look.organisation_id


def can_search(viewer: Viewer) -> Decision:
    if viewer.is_any(*SEARCHES):
        return Allowed(_("You answer for who looks at records."))
    return Denied(_("Who has looked is searched by the school lead, the safeguarding lead and the auditor."))


def names_pupils(viewer: Viewer) -> bool:
    """The auditor reads the log and no record: a pupil stands there as a reference."""
    return not viewer.is_any(Role.AUDITOR)


def names_place(viewer: Viewer, at: uuid.UUID, kind: OrganisationKind, *, is_kept: bool) -> bool:
    """For whom somebody looked, in the log: no school but one's own, where it is kept where the pupil is."""
    return not is_kept or at == viewer.organisation_id or kind is OrganisationKind.VIRTUAL_SCHOOL


def can_hold_back(viewer: Viewer, opened: Access) -> Decision:
    """A safeguarding lead who reaches the pupil by their school; not through a record opened without a link."""
    if viewer.is_any(Role.SAFEGUARDING_LEAD) and opened.relation is Relation.SCHOOL:
        return Allowed(_("You are the safeguarding lead."))
    return Denied(_("Only the safeguarding lead of the pupil’s school holds this back."))
