"""Who may set work, take it back, name who answers."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import AssignmentState
from virtual_school.learning.policy.times import ON_ITS_WAY, UNDO_FOR
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.queries import Mine

# Who sets work: the mentor, and whoever leads the Virtual School.
SETTERS = frozenset({Relation.MENTOR, Relation.OFFICE})


def can_set_work(access: Access) -> Decision:
    if access.relation in SETTERS:
        return Allowed(access.purpose)
    return Denied(_("Work is set by the pupil's mentor or by the Virtual School lead."))


def can_change(access: Access) -> Decision:
    """Put work away, give it another day, bring it back, put it in order; the work says whether it still may."""
    if access.relation in SETTERS:
        return Allowed(access.purpose)
    return Denied(_("Work is changed by the pupil's mentor or by the Virtual School lead."))


def can_choose_work(mine: Mine, *, open_ones: int, most: int) -> Decision:
    """A pupil who cannot be in lessons sets themself work from the library; not more at once than they can do."""
    if not mine.has_library:
        return Denied(_("The library is open to you while you are away from school. Ask your mentor if you need work."))
    if open_ones >= most:
        return Denied(_("You have %(most)d things to do already. Hand one in first.", most=most))
    return Allowed(_("You chose this yourself."))


def can_put_back(state: AssignmentState) -> Decision:
    if state is AssignmentState.NOT_STARTED:
        return Allowed(_("You have not started it."))
    return Denied(_("You have started this. Ask whoever answers your work."))


def can_withdraw(access: Access, state: AssignmentState) -> Decision:
    if state is AssignmentState.WITHDRAWN:
        return Denied(_("This work has been taken back already."))
    if access.relation in SETTERS:
        return Allowed(access.purpose)
    return Denied(_("Work is taken back by the pupil's mentor or by the Virtual School lead."))


def can_undo_setting(viewer: Viewer, set_by: uuid.UUID, set_at: dt.datetime, now: dt.datetime) -> Decision:
    if viewer.account_id != set_by:
        return Denied(_("Only the person who set this work can undo it."))
    if now - set_at > UNDO_FOR + ON_ITS_WAY:
        return Denied(_("It is too late to undo this. You can still take the work back, with a reason."))
    return Allowed(_("You set this work a moment ago."))


def can_name_answerer(open_to_answer: frozenset[uuid.UUID], chosen: uuid.UUID) -> Decision:
    """`open_to_answer` are the memberships from which somebody may be named."""
    if chosen in open_to_answer:
        return Allowed(_("They teach or mentor in this network."))
    return Denied(_("That person cannot be named to answer work today. Choose somebody else."))
