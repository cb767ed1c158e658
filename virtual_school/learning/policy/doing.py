"""What a pupil may do with their own work, in which of its states."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.learning.models import OPEN_TO_WRITE, AssignmentState
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


def can_hand_in(state: AssignmentState, *, words: str, pieces: int, answers: int = 0) -> Decision:
    """Whether this may be handed in now; nothing at all is not handed in. Answers to its questions are something."""
    allowed = can_write(state)
    if allowed and not words.strip() and not pieces and not answers:
        return Denied(_("Write something or add a photo first. Then hand it in."))
    return allowed


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


def can_add_link(state: AssignmentState, *, there: int) -> Decision:
    allowed = can_write(state)
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


def can_reply(*, has_replied: bool) -> Decision:
    if has_replied:
        return Denied(_("You have answered this. Your answer is sent."))
    return Allowed(_("This feedback is for you."))
