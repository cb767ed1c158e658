"""Saying that one answers work, naming somebody else, giving work back."""

from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import AssignmentState
from virtual_school.learning.policy.setting import SETTERS
from virtual_school.pupils.access import Access

_OVER = (AssignmentState.DONE, AssignmentState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody said yes to, and how much of it they have been named for this week."""

    a_week: int
    this_week: int

    @property
    def is_full(self) -> bool:
        return self.this_week >= self.a_week

    @property
    def words(self) -> str:
        return str(_("%(this)d of %(most)d this week", this=self.this_week, most=self.a_week))


def has_room(load: Load | None) -> Decision:
    """`load`: what somebody of another school said yes to, None where they did not."""
    if load is None:
        return Denied(_("They have not said that they answer work in this subject. Choose somebody else."))
    if load.is_full:
        return Denied(_("They have as much to answer this week as they said. Choose somebody else."))
    return Allowed(_("They said that they answer work."))


def can_name_another(access: Access, state: AssignmentState) -> Decision:
    if state in _OVER:
        return Denied(_("This work waits for nobody any more."))
    if access.relation in SETTERS:
        return Allowed(access.purpose)
    return Denied(_("Who answers is named by the pupil’s mentor or by the Virtual School lead."))


def can_give_back(state: AssignmentState, *, has_given_back: bool) -> Decision:
    if state in _OVER:
        return Denied(_("This work waits for nobody any more."))
    if has_given_back:
        return Denied(_("You gave this back already. Somebody else is being found."))
    return Allowed(_("You were named to answer this."))
