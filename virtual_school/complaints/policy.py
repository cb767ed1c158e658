"""Who has a complaint, and what each side does with it. Pure: over values already loaded."""

import uuid
from collections.abc import Collection, Iterable

from flask_babel import gettext as _

from virtual_school.complaints.models import TRANSITIONS, Complaint, ComplaintState
from virtual_school.complaints.people import Around, Person
from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.core.text import sort_key
from virtual_school.network.viewer import Viewer

# Whose it is ----------------------------------------------------------------------------------------------------------


def is_named(person: Person, about_id: uuid.UUID | None, about_name: str) -> bool:
    """Whether a complaint is about this person: chosen from the list, or by a name that they have."""
    said = f" {sort_key(about_name)} "
    names = sort_key(person.name).split()
    whole = f" {' '.join(names)} " in said
    last = len(names) > 1 and f" {names[-1]} " in said
    return person.account_id == about_id or whole or last


def first_owner(around: Around, about_id: uuid.UUID | None, about_name: str, made_by: uuid.UUID) -> Person | None:
    """Who leads the Virtual School. About one of those: the headteacher, then whoever the network named for this.

    Never the person it is about, nor who made it; a lead's colleague only when nobody else is left.
    """
    about_a_lead = any(is_named(one, about_id, about_name) for one in around.leads)
    named = [around.other] if around.other else []
    if about_a_lead:
        order = [*around.heads, *named, *around.elsewhere, *around.leads]
    else:
        order = [*around.leads, *around.heads, *named, *around.elsewhere]
    return _first(around, order, about_id, about_name, {made_by})


def second(around: Around, complaint: Complaint) -> Person | None:
    """Somebody who was not the first: the headteacher, whoever the network named, another lead, another headteacher."""
    named = [around.other] if around.other else []
    order = [*around.heads, *named, *around.leads, *around.elsewhere]
    not_they = {complaint.made_by, complaint.owner_id}
    return _first(around, order, complaint.about_account_id, complaint.about_name or "", not_they)


def _first(
    around: Around,
    order: Iterable[Person],
    about_id: uuid.UUID | None,
    about_name: str,
    but: Collection[uuid.UUID],
) -> Person | None:
    asked = sorted(order, key=lambda one: one.account_id in around.close)
    not_they = {*but, *around.never}
    return next(
        (one for one in asked if one.account_id not in not_they and not is_named(one, about_id, about_name)), None
    )


def can_make(made_by: uuid.UUID, about_id: uuid.UUID | None, owner: Person | None) -> Decision:
    if about_id == made_by:
        return Denied(_("This is about you. Ask somebody else to write it down for them."))
    if owner is None:
        return Denied(
            _("Nobody here can take this. Write to the local authority, and keep your words: they are in the box.")
        )
    return Allowed(_("Anybody may say that something is not right."))


# What is done with it -------------------------------------------------------------------------------------------------


def has_it(viewer: Viewer, complaint: Complaint) -> bool:
    """Whether it is this person's turn, in the hat they wear."""
    if viewer.role is None or viewer.account_id is None or viewer.account_id == complaint.about_account_id:
        return False
    if complaint.state is ComplaintState.NOT_SATISFIED:
        return (complaint.second_id, complaint.second_role) == (viewer.account_id, viewer.role.value)
    return (complaint.owner_id, complaint.owner_role) == (viewer.account_id, viewer.role.value)


def can_move(complaint: Complaint, to: ComplaintState) -> Decision:
    if to in TRANSITIONS[complaint.state]:
        return Allowed(_("It can go on."))
    return Denied(_("This has moved on since you opened the page. Look at it again."))


def can_accept(complaint: Complaint) -> Decision:
    """A first answer is accepted by whoever made the complaint; once they are not satisfied a second person says."""
    if complaint.state is ComplaintState.ANSWERED:
        return Allowed(_("It is answered."))
    return Denied(_("This has moved on since you opened the page. Look at it again."))


def can_close(complaint: Complaint) -> Decision:
    """The second person's word, and nobody's before it: an answer is never closed over anybody's head."""
    if complaint.state is ComplaintState.NOT_SATISFIED:
        return Allowed(_("A second person looks at it."))
    return Denied(_("This has moved on since you opened the page. Look at it again."))


def can_handle(viewer: Viewer, complaint: Complaint) -> Decision:
    """Whether the viewer is the one who has it now."""
    if has_it(viewer, complaint):
        return Allowed(_("You have this complaint."))
    return Denied(_("Whoever has this complaint now answers it."))


def is_maker(viewer: Viewer, complaint: Complaint) -> Decision:
    if viewer.account_id is not None and viewer.account_id == complaint.made_by:
        return Allowed(_("You made this complaint."))
    return Denied(_("Only the person who made a complaint says whether they are satisfied."))


def can_hand_over(viewer: Viewer, complaint: Complaint) -> Decision:
    """'I'm worried about this': whoever has it, when it is about a pupil and in their own or their family's words."""
    if complaint.pupil_id is None:
        return Denied(_("It is about no pupil. Ring the safeguarding lead."))
    return can_handle(viewer, complaint)
