"""Changing work that was set: by whoever set it for the pupil; choosing one of several, by the pupil."""

import datetime as dt
import uuid

from flask_babel import format_date
from flask_babel import gettext as _

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.learning import changes, policy
from virtual_school.learning.models import Assignment, AssignmentState
from virtual_school.learning.queries import changed
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.changes import dated


def excuse(viewer: Viewer, *, work: Assignment, access: Access, because: str, said: str) -> None:
    require(policy.can_change(access))
    changes.put_away(viewer, work, because=because, said=said)


def give_another_day(
    viewer: Viewer, *, work: Assignment, access: Access, due_on: dt.date, because: str, said: str
) -> None:
    require(policy.can_change(access))
    said = said or _("You have more time: until %(day)s.", day=format_date(due_on, "EEEE d MMMM"))
    changes.give_another_day(viewer, work, due_on, because=because, said=said)


def bring_back(viewer: Viewer, *, work: Assignment, access: Access) -> None:
    require(policy.can_change(access))
    changes.bring_back(viewer, work, because=_("Brought back"), said=_("You can do this again."))


def move_in_order(viewer: Viewer, *, pupil_id: uuid.UUID, access: Access, assignment_id: uuid.UUID, up: bool) -> None:
    """One place up or down among what the pupil has to do."""
    require(policy.can_change(access))
    dated.lock_pupil(pupil_id)
    works = changed.open_in_order(viewer, pupil_id)
    here = next((place for place, work in enumerate(works) if work.id == assignment_id), None)
    if here is None:
        raise WrongState(_("This is not waiting to be done any more."))
    to = here - 1 if up else here + 1
    if 0 <= to < len(works):
        works[here], works[to] = works[to], works[here]
    changes.put_in_order(viewer, works)


def take_this_one(viewer: Viewer, *, assignment_id: uuid.UUID) -> None:
    """By the pupil, of what is one choice: the others are put away."""
    if viewer.pupil_id is None:
        raise NotVisible
    dated.lock_pupil(viewer.pupil_id)
    work = changed.of_choice(viewer, assignment_id)
    if work.state is AssignmentState.PUT_AWAY:
        raise WrongState(_("You chose another one of these. Ask your mentor if you want to change it."))
    changes.put_rest_away(viewer, work)
