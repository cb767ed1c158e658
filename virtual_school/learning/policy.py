"""Who may do what with a piece of work, and in which of its states. Pure: over values already loaded."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import OPEN_TO_WRITE, AssignmentState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.queries import Mine
from virtual_school.pupils.words import called

UNDO_FOR = dt.timedelta(seconds=60)
# Pressed in the sixtieth second and carried by a slow line.
ON_ITS_WAY = dt.timedelta(seconds=10)
MOST_PIECES = 20

# Who sets work: the mentor, and whoever leads the Virtual School.
SETTERS = frozenset({Relation.MENTOR, Relation.OFFICE})


# Setting ------------------------------------------------------------------------------------------------------------


def can_set_work(access: Access) -> Decision:
    if access.relation in SETTERS:
        return Allowed(access.purpose)
    return Denied(_("Work is set by the pupil's mentor or by the Virtual School lead."))


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


# The pupil's side ---------------------------------------------------------------------------------------------------


def can_write(state: AssignmentState) -> Decision:
    if state in OPEN_TO_WRITE:
        return Allowed(_("This is your work."))
    if state is AssignmentState.HANDED_IN:
        return Denied(_("You have handed this in. It is safe."))
    if state is AssignmentState.DONE:
        return Denied(_("This work is done."))
    return Denied(_("This work was taken back."))


def can_hand_in(state: AssignmentState, *, words: str, pieces: int) -> Decision:
    """Whether this may be handed in now; nothing at all is not handed in."""
    allowed = can_write(state)
    if allowed and not words.strip() and not pieces:
        return Denied(_("Write something or add a photo first. Then hand it in."))
    return allowed


def can_add_pieces(state: AssignmentState, *, there: int, more: int) -> Decision:
    allowed = can_write(state)
    if allowed and there + more > MOST_PIECES:
        return Denied(_("That is a lot of photos. You can add %(most)d at most.", most=MOST_PIECES))
    return allowed


def can_reply(*, has_replied: bool) -> Decision:
    if has_replied:
        return Denied(_("You have answered this. Your answer is sent."))
    return Allowed(_("This feedback is for you."))


# The answerer's side ------------------------------------------------------------------------------------------------


def can_answer(state: AssignmentState, *, has_answer: bool) -> Decision:
    if has_answer:
        return Denied(_("This has been answered already."))
    if state is not AssignmentState.HANDED_IN:
        return Denied(_("This is not waiting for an answer."))
    return Allowed(_("You were named to answer this."))


@dataclass(frozen=True, slots=True)
class Returned:
    """What is known of returned feedback when somebody wants it back."""

    returned_by: uuid.UUID
    returned_at: dt.datetime
    has_been_read: bool
    moved_on: bool
    undone: bool = False


def can_undo_feedback(viewer: Viewer, returned: Returned, now: dt.datetime) -> Decision:
    if viewer.account_id != returned.returned_by:
        return Denied(_("Only the person who returned this can undo it."))
    if returned.undone:
        return Denied(_("This was undone already."))
    if returned.has_been_read or returned.moved_on:
        return Denied(_("The pupil has read this already, so it cannot be taken back."))
    if now - returned.returned_at > UNDO_FOR + ON_ITS_WAY:
        return Denied(_("It is too late to undo this."))
    return Allowed(_("You returned this a moment ago, and it has not been read."))


# Who reads it -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Readers:
    """The adults whom the access rules let read what a pupil hands in, by name where there is one."""

    answerer: str
    mentor: str
    carers: bool = False

    @property
    def first(self) -> str:
        """Who reads it first: her mentor by first name, another adult as they are called at school."""
        return called(self.mentor) if self.answerer in ("", self.mentor) else self.answerer

    @property
    def then(self) -> str:
        return called(self.mentor) if self.mentor and self.answerer not in ("", self.mentor) else ""
