"""What a pupil may do with their own work, in which of its states."""

import uuid
from collections.abc import Collection

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import OPEN_TO_WRITE, AssignmentState
from virtual_school.learning.policy.ways import EVERY_WAY, said
from virtual_school.library.models import HandIn as Way
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation

MOST_PIECES = 20
MOST_LINKS = 10

# Whom a pupil tells or shows what they did.
BESIDE_THEM = frozenset(
    {Relation.MENTOR, Relation.KEY_ADULT, Relation.SCHOOL, Relation.CARER, Relation.WINDOW, Relation.OFFICE}
)


def can_write(state: AssignmentState) -> Decision:
    if state in OPEN_TO_WRITE:
        return Allowed(_("This is your work."))
    if state is AssignmentState.HANDED_IN:
        return Denied(_("You have handed this in. It is safe."))
    if state is AssignmentState.DONE:
        return Denied(_("This work is done."))
    if state is AssignmentState.PUT_AWAY:
        return Denied(_("You do not need to do this any more. What you wrote is kept."))
    return Denied(_("This work was taken back."))


def can_hand_in(
    state: AssignmentState, *, words: str, pieces: int, answers: int = 0, ways: Collection[Way] = EVERY_WAY
) -> Decision:
    """Whether this may be handed in now; nothing at all is not handed in. Answers to its questions are something.

    Words may stand beside anything. Alone they are handed in where the lesson asks for words.
    """
    allowed = can_write(state)
    if not allowed or pieces or answers:
        return allowed
    if Way.TYPED in ways:
        return allowed if words.strip() else Denied(_("Write something or add a photo first. Then hand it in."))
    if words.strip():
        return Denied(_("This work asks for something else: %(ways)s. What you typed is kept.", ways=said(ways)))
    return Denied(_("There is nothing here yet. You can %(ways)s. Then hand it in.", ways=said(ways)))


def can_take_back(state: AssignmentState, *, reader: str, is_opened: bool) -> Decision:
    """Until somebody has begun to read it, it is the pupil's to change."""
    if is_opened:
        return Denied(_("%(name)s has opened it already. You can write back when it comes back to you.", name=reader))
    if state is not AssignmentState.HANDED_IN:
        return Denied(_("This has come back to you already."))
    return Allowed(_("Nobody has opened this yet."))


def can_give(state: AssignmentState, *, is_settled: bool) -> Decision:
    """Whether a question may be answered once more: again and again until it is right, and then it is."""
    allowed = can_write(state)
    if allowed and is_settled:
        return Denied(_("You have got this one. It is saved."))
    return allowed


def can_ask_for_help(state: AssignmentState, *, waits: bool) -> Decision:
    """One call at a time: whoever was asked answers that one."""
    allowed = can_write(state)
    if allowed and waits:
        return Denied(_("You have asked already. Somebody will write back to you here."))
    return allowed


def can_help(*, was_answered: bool) -> Decision:
    if was_answered:
        return Denied(_("Somebody has answered this already."))
    return Allowed(_("You were asked."))


def can_add_pieces(state: AssignmentState, *, there: int, more: int) -> Decision:
    allowed = can_write(state)
    if allowed and there + more > MOST_PIECES:
        return Denied(_("That is a lot of photos. You can add %(most)d at most.", most=MOST_PIECES))
    return allowed


def can_add_link(state: AssignmentState, *, there: int, ways: Collection[Way] = EVERY_WAY) -> Decision:
    allowed = can_write(state)
    if allowed and Way.FILE not in ways:
        words = _("The link was not added: this work asks for something else. You can %(ways)s.", ways=said(ways))
        return Denied(words)
    if allowed and there >= MOST_LINKS:
        return Denied(_("That is a lot of links. You can add %(most)d at most.", most=MOST_LINKS))
    return allowed


def can_write_down(access: Access, state: AssignmentState) -> Decision:
    """An adult who is with the pupil and reads their work anyway."""
    if access.relation not in BESIDE_THEM:
        return Denied(_("What a pupil told or showed is written down by an adult who is with them."))
    if state not in OPEN_TO_WRITE:
        return Denied(_("This is not open any more: it is handed in, or done."))
    return Allowed(access.purpose)


def can_withdraw_written_down(viewer: Viewer, access: Access, *, wrote: uuid.UUID) -> Decision:
    """What an adult wrote down is theirs to take away, handed in or not."""
    if viewer.account_id != wrote:
        return Denied(_("Only whoever wrote this down can take it away."))
    return Allowed(access.purpose)


def can_reply(*, has_replied: bool) -> Decision:
    if has_replied:
        return Denied(_("You have answered this. Your answer is sent."))
    return Allowed(_("This feedback is for you."))
