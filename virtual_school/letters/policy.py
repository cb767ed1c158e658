"""Who writes letters about a pupil, sends them, takes them back. Pure: over values already loaded."""

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.letters.models import CopyState, Letter, LetterCopy, LetterState, LetterTo
from virtual_school.letters.people import Receiver
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part

# Who writes to a family, and who of those who see the family's part reads what was sent.
WRITERS = (Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD, Role.HEAD_OF_YEAR, Role.ATTENDANCE_OFFICER)
READERS = (*WRITERS, Role.SENCO, Role.HEADTEACHER, Role.SAFEGUARDING_LEAD, Role.SOCIAL_WORKER)
FAMILY = (Role.PUPIL, Role.CARER)

# Whose name alone tells which school the pupil goes to.
FROM_SCHOOL = (Role.HEAD_OF_YEAR, Role.ATTENDANCE_OFFICER)

_READS = frozenset(
    {Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE, Relation.SOCIAL_WORKER, Relation.GLASS},
)
_WRITES = frozenset({Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE})


def ask_the_lead() -> str:
    """The same words whatever the reason is: neither that there is one nor whose it is can be told from them."""
    return str(_("Not sent. Ask the safeguarding lead. Your words are kept here."))


def can_read(opened: Access) -> Decision:
    if opened.relation in _READS and opened.opens(Part.FAMILY):
        return Allowed(opened.purpose)
    return Denied(_("Letters to the family are read by staff who see the family’s part of the record."))


def can_write(viewer: Viewer, opened: Access) -> Decision:
    if viewer.is_any(*WRITERS) and opened.relation in _WRITES and opened.opens(Part.FAMILY):
        return Allowed(opened.purpose)
    return Denied(
        _("Letters are written by the mentor, the Virtual School lead, the head of year or the attendance officer.")
    )


def can_change(viewer: Viewer, letter: Letter) -> Decision:
    """A draft belongs to its writer alone."""
    if letter.state is not LetterState.DRAFT:
        return Denied(_("This letter was sent. What was sent never changes."))
    if viewer.account_id != letter.written_by:
        return Denied(_("Only the person who writes this letter changes it."))
    return Allowed(_("You are writing this letter."))


def is_whole(letter: Letter, chosen: Collection[LetterTo]) -> Decision:
    """Whether everything is there that a letter needs."""
    if not chosen:
        return Denied(_("Choose who gets this letter."))
    if not letter.subject.strip() or not letter.text.strip():
        return Denied(_("A letter needs a first line and some words."))
    return Allowed(_("Everything is there."))


def is_all_there(letter: Letter, typed: str | None) -> Decision:
    """What goes is what was looked at: not an older one, while newer words keep themselves in the box."""
    if typed is None or typed == letter.text:
        return Allowed(_("This is how it goes."))
    return Denied(_("You typed more since. Press Change it, keep it, and look at it again."))


def still_may(chosen: Collection[LetterTo], allowed: Sequence[Receiver]) -> Decision:
    """Whether all who were chosen may still get it. Who may not any more is not named, nor why."""
    known = {one.carer_id for one in allowed}
    if {one.carer_id for one in chosen} <= known:
        return Allowed(_("They have a right to the record."))
    return Denied(_("One of those you chose cannot be sent this letter now. Choose again who gets it."))


def keeps_places(receivers: Collection[Receiver], *, names_a_place: bool, is_from_school: bool) -> Decision:
    """Nothing from which a place follows goes to somebody who may not be told where the pupil is.

    A pupil's school is where they are on most days, and so is whoever works there.
    """
    unaware = [one.called for one in receivers if not one.knows_where]
    if unaware and names_a_place:
        return Denied(
            _(
                "The words name a school or a place, and %(name)s may not be told where the pupil is. "
                "Take the place out, or write to them apart.",
                name=unaware[0],
            )
        )
    if unaware and is_from_school:
        return Denied(
            _(
                "%(name)s may not be told where the pupil is, and your name would tell them the school. "
                "Ask the mentor to write to them.",
                name=unaware[0],
            )
        )
    return Allowed(_("Nothing in it tells of a place."))


def can_withdraw(viewer: Viewer, opened: Access, letter: Letter) -> Decision:
    if letter.state is not LetterState.SENT:
        return Denied(_("Only a letter that was sent can be withdrawn."))
    if opened.relation is Relation.OFFICE or viewer.account_id == letter.written_by:
        return Allowed(opened.purpose)
    return Denied(_("A letter is withdrawn by whoever wrote it, or by the Virtual School lead."))


def can_type_copy(viewer: Viewer, opened: Access, letter: Letter) -> Decision:
    if letter.state is not LetterState.SENT:
        return Denied(_("Send the letter first. What is sent never changes, so the copy stays true to it."))
    return can_write(viewer, opened)


def can_check_copy(viewer: Viewer, opened: Access, copy: LetterCopy) -> Decision:
    """A second pair of eyes: never those of whoever typed it."""
    if copy.state is not CopyState.TYPED:
        return Denied(_("This copy was read again already."))
    if viewer.account_id == copy.typed_by:
        return Denied(_("Somebody else reads it again: four eyes see more than two."))
    return can_write(viewer, opened)


def can_withdraw_copy(viewer: Viewer, opened: Access, copy: LetterCopy) -> Decision:
    if copy.state is CopyState.WITHDRAWN:
        return Denied(_("This copy was withdrawn already."))
    if opened.relation is Relation.OFFICE or viewer.account_id == copy.typed_by:
        return Allowed(opened.purpose)
    return Denied(_("A copy is withdrawn by whoever typed it, or by the Virtual School lead."))


def can_post(viewer: Viewer, opened: Access, *, is_held: bool) -> Decision:
    if is_held:
        return Denied(_("Not to be posted now. Ask the safeguarding lead."))
    return can_write(viewer, opened)
