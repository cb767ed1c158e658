"""What whoever answers may do."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import AssignmentState
from virtual_school.learning.policy.times import ON_ITS_WAY, UNDO_FOR
from virtual_school.network.viewer import Viewer


def can_answer(state: AssignmentState, *, has_answer: bool) -> Decision:
    if has_answer:
        return Denied(_("This has been answered already."))
    if state is not AssignmentState.HANDED_IN:
        return Denied(_("This is not waiting for an answer."))
    return Allowed(_("You were named to answer this."))


def can_tell_home(*, has_praise: bool) -> Decision:
    """The pupil alone decides it: whether anybody at home is told, and of what."""
    if not has_praise:
        return Denied(_("There is nothing to tell of here."))
    return Allowed(_("This was said of your work, and it is yours to tell."))


# More than this is no help to whoever reads it.
MOST_CRITERIA = 20


def can_look_for_more(*, there: int) -> Decision:
    if there >= MOST_CRITERIA:
        return Denied(_("That is a lot to read at once. Take one away before you add another."))
    return Allowed(_("There is room for one more."))


# What sound comes in; a recording without pictures may say that it is film.
SOUND = ("audio/", "video/webm", "video/mp4", "application/ogg")


def can_be_heard(media_type: str) -> Decision:
    if not media_type.startswith(SOUND):
        return Denied(_("Choose a recording: a file of sound."))
    return Allowed(_("This can be listened to."))


# So many are found again at a glance; more would need searching.
MOST_KEPT = 60


def can_keep_words(*, there: int) -> Decision:
    if there >= MOST_KEPT:
        return Denied(_("You keep as many as there is room for. Take one away first."))
    return Allowed(_("There is room for one more."))


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
