"""Who may help a child to sign in."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation

# Whoever helps could sign in as the child: so they know the child, and a second adult is told each time.
HELPERS = (Role.MENTOR, Role.KEY_ADULT, Role.HEAD_OF_YEAR, Role.VIRTUAL_SCHOOL_LEAD)


def can_help(viewer: Viewer, opened: Access) -> Decision:
    """The pupil's mentor, their key adult, a head of year at their school, the lead; nobody through a window."""
    if opened.relation in (Relation.MENTOR, Relation.KEY_ADULT, Relation.OFFICE):
        return Allowed(opened.purpose)
    if opened.relation is Relation.SCHOOL and viewer.is_any(Role.HEAD_OF_YEAR):
        return Allowed(opened.purpose)
    return Denied(_("The pupil’s mentor, their key adult or head of year at school, or the lead does this."))


def is_weak(pin: str, *dates: str) -> bool:
    """A number that somebody guesses first: all alike, in a row, two and two, or part of a birthday."""
    steps = {int(after) - int(before) for before, after in zip(pin, pin[1:], strict=False)}
    twice = pin == pin[:2] * (len(pin) // 2)
    return len(steps) == 1 and steps <= {0, 1, -1} or twice or pin in dates
