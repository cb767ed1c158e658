"""Who notes what about a pupil, reads it, and takes it back. Pure: over values already loaded."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation

UNDO_FOR = dt.timedelta(seconds=60)
# Pressed in the sixtieth second and carried by a slow line.
ON_ITS_WAY = dt.timedelta(seconds=10)

# Who notes contacts, observes and does the first tasks: the mentor, and whoever leads the Virtual School.
NOTERS = frozenset({Relation.MENTOR, Relation.OFFICE})

# Who reads every observation. The pupil, their carers and whoever looks through a window read praise alone.
READS_ALL = frozenset({Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE, Relation.GLASS})

# Who learns that something is kept from them; whoever looks through a window or without a link does not.
TOLD_OF_RESTRICTED = frozenset({Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE})


def can_note(access: Access) -> Decision:
    if access.relation in NOTERS:
        return Allowed(access.purpose)
    return Denied(_("Contacts and observations are noted by the pupil's mentor or by the Virtual School lead."))


def reads_hard_moments(access: Access) -> bool:
    return access.relation in READS_ALL


def is_told_of_restricted(access: Access) -> bool:
    """Of a restricted note which they do not read, that there is one: staff whom something links to the pupil."""
    return access.relation in TOLD_OF_RESTRICTED


def can_complete(viewer: Viewer, noted_by: uuid.UUID) -> Decision:
    if viewer.account_id == noted_by:
        return Allowed(_("You noted this contact."))
    return Denied(_("Only the person who noted this contact adds words to it."))


def can_name_readers(offered: Collection[uuid.UUID], chosen: Collection[uuid.UUID]) -> Decision:
    """Only who reads the pupil's notes anyway. Nobody chosen: the writer and the safeguarding lead alone."""
    if set(chosen) <= set(offered):
        return Allowed(_("They read this pupil’s notes."))
    return Denied(_("One of them does not read this pupil’s notes. Choose again."))


def can_withdraw(viewer: Viewer, access: Access, noted_by: uuid.UUID) -> Decision:
    if access.relation is Relation.OFFICE or viewer.account_id == noted_by:
        return Allowed(access.purpose)
    return Denied(_("This is withdrawn by whoever noted it, or by the Virtual School lead."))


def can_undo(viewer: Viewer, noted_by: uuid.UUID | None, noted_at: dt.datetime, now: dt.datetime) -> Decision:
    if viewer.account_id != noted_by:
        return Denied(_("Only the person who did this can undo it."))
    if now - noted_at > UNDO_FOR + ON_ITS_WAY:
        return Denied(_("It is too late to undo this. You can still withdraw it, with a reason."))
    return Allowed(_("You did this a moment ago."))


def names_nobody_else(others: Sequence[str], *, somebody_else: bool) -> Decision:
    """`others` are pupils' names that stand in the words; `somebody_else` that the writer says they mean another."""
    if not others or somebody_else:
        return Allowed(_("No other pupil is named."))
    return Denied(
        _(
            "%(names)s is also one of your pupils. Write 'another pupil' instead, so that nobody reads of another "
            "child here.",
            names=", ".join(others),
        )
    )
