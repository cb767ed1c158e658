"""Who may do what with a plan, and in which of its states. Pure: over values already loaded."""

from collections.abc import Sequence

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import MOST_GOALS, PlanAgreement, PlanState
from virtual_school.plans.parties import Key
from virtual_school.plans.readiness import Missing
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Party

# Who opens a plan's page among staff; which rows they reach is decided by their access.
READERS = (
    Role.MENTOR,
    Role.VIRTUAL_SCHOOL_LEAD,
    Role.HEAD_OF_YEAR,
    Role.HEADTEACHER,
    Role.SENCO,
    Role.KEY_ADULT,
    Role.SOCIAL_WORKER,
    Role.SAFEGUARDING_LEAD,
)
WRITERS = (Role.MENTOR, Role.PUPIL)
# Whose hat may set what makes work fair for a pupil.
ADJUSTERS = (Role.MENTOR, Role.SENCO, Role.VIRTUAL_SCHOOL_LEAD)
# Who answers for themself or for the school.
ANSWERERS = (Role.PUPIL, Role.CARER, Role.MENTOR, Role.HEAD_OF_YEAR, Role.HEADTEACHER)
FOR_SCHOOL = frozenset({Role.HEAD_OF_YEAR, Role.HEADTEACHER})


def sees_draft(access: Access) -> bool:
    """What is still being written is no carer's matter: they are asked when it is put to them."""
    return access.relation is not Relation.CARER


def can_write(access: Access, state: PlanState) -> Decision:
    """Goals and dates: mentor and pupil, while it is being written."""
    if access.relation not in (Relation.MENTOR, Relation.SELF):
        return Denied(_("The pupil and their mentor write this plan."))
    if state is PlanState.PROPOSED:
        return Denied(_("Everybody is being asked about this plan now, so it stays as it is. "
                        "The mentor can take it back to change it."))  # fmt: skip
    if state is not PlanState.DRAFT:
        return Denied(_("What was agreed is not changed. A change makes a new version."))
    return Allowed(access.purpose)


def can_add_goal(access: Access, state: PlanState, there: int) -> Decision:
    allowed = can_write(access, state)
    if allowed and there >= MOST_GOALS:
        return Denied(_("There are three goals already. Three is the most: take one out first."))
    return allowed


def can_lead(access: Access) -> Decision:
    """What the mentor alone does: put to agreement, take back, begin a new version, write down what was said."""
    if access.relation is Relation.MENTOR:
        return Allowed(access.purpose)
    return Denied(_("The pupil’s mentor does this."))


def can_propose(access: Access, state: PlanState, missing: Sequence[Missing]) -> Decision:
    allowed = can_lead(access)
    if not allowed:
        return allowed
    if state is not PlanState.DRAFT:
        return Denied(_("This plan was put to agreement already."))
    if missing:
        return Denied(missing[0].because)
    return allowed


def can_take_back(access: Access, state: PlanState) -> Decision:
    allowed = can_lead(access)
    if allowed and state is not PlanState.PROPOSED:
        return Denied(_("Nobody is being asked about this plan now."))
    return allowed


def can_begin_version(access: Access, *, is_agreed: bool, is_over: bool, has_open: bool) -> Decision:
    allowed = can_lead(access)
    if not allowed:
        return allowed
    if not is_agreed:
        return Denied(_("Nothing is agreed yet: change the plan as it is."))
    if has_open:
        return Denied(_("A new version is being written already."))
    if is_over:
        return Denied(_("This time in the Virtual School is over."))
    return allowed


def can_rate(access: Access, state: PlanState) -> Decision:
    """Pupil and mentor, each for themself, any time while the goal stands."""
    if access.relation not in (Relation.MENTOR, Relation.SELF):
        return Denied(_("The pupil and their mentor say how far a goal is."))
    if state is PlanState.SUPERSEDED:
        return Denied(_("This is an earlier version. Look at the goals as they are now."))
    return Allowed(access.purpose)


def can_mark_met(access: Access, state: PlanState) -> Decision:
    allowed = can_lead(access)
    if allowed and state is PlanState.SUPERSEDED:
        return Denied(_("This is an earlier version. Look at the goals as they are now."))
    return allowed


def can_adjust(viewer: Viewer, access: Access) -> Decision:
    """Extra time, a reader and the like: the mentor, the school's SENCO, whoever leads the Virtual School."""
    at_school = access.relation is Relation.SCHOOL and viewer.role is Role.SENCO
    if at_school or access.relation in (Relation.MENTOR, Relation.OFFICE):
        return Allowed(access.purpose)
    return Denied(_("The pupil’s mentor, the SENCO of their school or the Virtual School lead sets this."))


def party_of(viewer: Viewer, access: Access) -> Party | None:
    """As which party this person answers: a carer for themself, head of year or head for the school."""
    if access.relation is Relation.SCHOOL:
        return Party.SCHOOL if viewer.role in FOR_SCHOOL else None
    own = {Relation.SELF: Party.PUPIL, Relation.CARER: Party.CARER, Relation.MENTOR: Party.MENTOR}
    return own.get(access.relation)


def can_answer(viewer: Viewer, key: Key | None, state: PlanState, answers: Sequence[PlanAgreement]) -> Decision:
    """Say yes, or why not. Nobody answers for two: what one person agreed to twice was agreed once."""
    if key is None:
        return Denied(_("Your yes is not asked for this plan."))
    if state is not PlanState.PROPOSED:
        return Denied(_("Nobody is being asked about this plan now."))
    as_other = (one.recorded_by == viewer.account_id and one.how.value == "self" for one in answers
                if (one.party, one.carer_id) != key)  # fmt: skip
    if any(as_other):
        return Denied(_("You have answered for somebody else here. Another person answers for this one."))
    return Allowed(_("You are asked."))


def can_record(access: Access, state: PlanState) -> Decision:
    """Write down what a pupil or carer said by phone or in person."""
    allowed = can_lead(access)
    if allowed and state is not PlanState.PROPOSED:
        return Denied(_("Nobody is being asked about this plan now."))
    return allowed


def can_go_on_without(viewer: Viewer, access: Access, state: PlanState) -> Decision:
    if access.relation is not Relation.SCHOOL or viewer.role is not Role.HEADTEACHER:
        return Denied(_("Only the headteacher of the pupil’s school can decide this."))
    if state is not PlanState.PROPOSED:
        return Denied(_("Nobody is being asked about this plan now."))
    return Allowed(access.purpose)
