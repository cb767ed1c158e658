"""Setting work, choosing it, taking it back."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.ids import uuid7
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.offering import hold_room
from virtual_school.learning.models import Assignment, AssignmentState, ChangeKind, Piece
from virtual_school.learning.queries import choosing
from virtual_school.learning.queries.setting import Choice
from virtual_school.library.models import LessonRevision
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.queries import Mine


def set_work(
    viewer: Viewer,
    *,
    pupil: Pupil,
    access: Access,
    revision_id: uuid.UUID,
    answerer: Choice,
    due_on: dt.date | None,
    when_ready: bool = False,
    beside: Assignment | None = None,
) -> Assignment:
    """Set a posted lesson to a pupil and name who answers. With `beside` the pupil chooses between the two."""
    require(policy.can_set_work(access))
    hold_room(viewer, answerer)
    member = answerer.holder.membership
    return changes.set_work(
        viewer,
        pupil_id=pupil.id,
        revision_id=revision_id,
        account_id=member.account_id,
        organisation_id=member.organisation_id,
        due_on=due_on,
        when_ready=when_ready,
        choice_id=_choice(beside) if beside is not None else None,
        through_window=answerer.by_window,
    )


def _choice(beside: Assignment) -> uuid.UUID:
    """The choice that this work is one of from now on."""
    if beside.state is not AssignmentState.NOT_STARTED:
        raise WrongState(_("They have begun the other one already, so there is nothing to choose."))
    beside.choice_id = beside.choice_id or uuid7()
    return beside.choice_id


def swap(viewer: Viewer, *, old: Assignment, new: Assignment, access: Access, said: str) -> None:
    """Another lesson is done in the place of this one, which is put away."""
    require(policy.can_change(access))
    why = {"because": _("Another lesson in its place"), "said": said}
    changes.put_away(viewer, old, kind=ChangeKind.SWAPPED, other_id=new.id, **why)


def choose_work(viewer: Viewer, *, mine: Mine, revision: LessonRevision) -> tuple[Assignment, bool]:
    """A pupil sets a lesson from the library to themself; whoever answers for them meanwhile answers it.

    What they have open already is given again, and is not new.
    """
    if viewer.pupil_id is None:
        raise NotVisible
    dated.lock_pupil(viewer.pupil_id)
    there = choosing.has_open(viewer, revision.lesson_id)
    if there is not None:
        return there, False
    require(policy.can_choose_work(mine, open_ones=choosing.chosen_and_open(viewer), most=number("chosen_at_once")))
    answering = choosing.answering(viewer, mine)
    if answering is None:
        raise WrongState(_("Nobody can answer this today. Ask your school who answers your work now."))
    made = changes.set_work(
        viewer,
        pupil_id=viewer.pupil_id,
        revision_id=revision.id,
        account_id=answering.account_id,
        organisation_id=answering.organisation_id,
        through_window=answering.by_window,
    )
    return made, True


def put_back(viewer: Viewer, *, assignment: Assignment) -> None:
    """A pupil does not do after all what they chose."""
    require(policy.can_put_back(assignment.state))
    changes.withdraw(viewer, assignment, _("Put back by the pupil"))


def withdraw(viewer: Viewer, *, assignment: Assignment, access: Access, because: str) -> None:
    require(policy.can_withdraw(access, assignment.state))
    changes.withdraw(viewer, assignment, because)


def withdraw_piece(viewer: Viewer, *, assignment: Assignment, access: Access, piece: Piece, because: str) -> None:
    require(policy.can_withdraw(access, assignment.state))
    changes.remove_piece(viewer, assignment, piece, because)


def undo_setting(viewer: Viewer, *, assignment: Assignment, access: Access) -> None:
    require(policy.can_withdraw(access, assignment.state))
    require(policy.can_undo_setting(viewer, assignment.set_by, assignment.set_at, clock.now()))
    changes.withdraw(viewer, assignment, _("Undone at once"))
