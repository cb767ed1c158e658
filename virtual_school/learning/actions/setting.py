"""Setting work, choosing it, taking it back."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.ids import uuid7
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.offering import hold_room
from virtual_school.learning.models import Assignment, AssignmentState, ChangeKind, Piece
from virtual_school.learning.queries import choosing, setting
from virtual_school.learning.queries.setting import Choice
from virtual_school.library import queries as library
from virtual_school.library.models import LessonRevision
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.queries import Mine


@dataclass(frozen=True, slots=True)
class For:
    """One pupil to whom work is set, how the viewer reaches them, who answers it, for which goal of their plan."""

    pupil: Pupil
    access: Access
    answerer: Choice
    goal_key: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Suits:
    """For when it is set: a day, or when the pupil is ready, or neither."""

    due_on: dt.date | None = None
    when_ready: bool = False


def set_work(
    viewer: Viewer, them: Sequence[For], *, revision_id: uuid.UUID, suits: Suits, beside: Assignment | None = None
) -> list[Assignment]:
    """Set a posted lesson to each of them, all or nobody, and name who answers. An empty choice is nobody.

    With `beside` each of them chooses between the two.
    """
    for one in them:
        require(policy.can_set_work(one.access))
    made = []
    for one in them:
        also = _choice(_other_one(viewer, one, beside, suits)) if beside is not None else None
        made.append(_set(viewer, one, revision_id, suits, choice_id=also))
    return made


def _set(
    viewer: Viewer, one: For, revision_id: uuid.UUID, suits: Suits, *, choice_id: uuid.UUID | None = None
) -> Assignment:
    hold_room(viewer, one.answerer)
    member = one.answerer.holder.membership
    return changes.set_work(
        viewer,
        pupil_id=one.pupil.id,
        revision_id=revision_id,
        account_id=member.account_id,
        organisation_id=member.organisation_id,
        due_on=suits.due_on,
        when_ready=suits.when_ready,
        goal_key=one.goal_key,
        choice_id=choice_id,
        through_window=one.answerer.by_window,
    )


def _other_one(viewer: Viewer, one: For, beside: Assignment, suits: Suits) -> Assignment:
    """What this pupil chooses the new one beside: the same lesson as `beside`, set to them now if they have it not."""
    if beside.pupil_id == one.pupil.id:
        return beside
    there = setting.same_not_begun(viewer, one.pupil, beside)
    if there is not None:
        return there
    subject_id = library.revision(beside.revision_id).revision.subject_id
    answerer = setting.answerers(viewer, one.pupil, subject_id).find(one.answerer.key)
    if answerer is None:
        raise nobody_answers(one)
    return _set(viewer, replace(one, answerer=answerer, goal_key=None), beside.revision_id, suits)


def nobody_answers(one: For) -> WrongState:
    who, pupil = one.answerer.holder.name, one.pupil.initial
    return WrongState(_("%(who)s cannot answer %(pupil)s. Nothing was set.", who=who, pupil=pupil))


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
