"""Which contact notes somebody reads, beside reaching the pupil's notes: a restricted one needs a further right."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.mentoring.models import ContactNote, NoteReader
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is


def reads_every_one(viewer: Viewer) -> bool:
    """Of those whose pupil's notes they reach."""
    return viewer.role is Role.SAFEGUARDING_LEAD


def readable(viewer: Viewer, note: Any = ContactNote) -> sa.ColumnElement[bool]:
    """That the note is not restricted, or the viewer is one of those for whom it is.

    Whoever wrote it, whom it names, and a safeguarding lead: of the pupil's school, or one who opened the record
    without a link, with a reason. With no reader named it is for those alone. It narrows `reach` and never takes its
    place; where a note is not read nothing is told of it: no list, page, count, day of the last contact. That there is
    one at all, staff whom something links to the pupil are told on the page of the notes, and nowhere else.
    """
    if viewer.account_id is None:
        return sa.false()
    if reads_every_one(viewer):
        return sa.true()
    named = aliased(NoteReader)
    return sa.or_(
        note.restricted.is_not(True),
        note.account_id == viewer.account_id,
        there_is(
            named,
            named.network_id == viewer.network_id,
            named.note_id == note.id,
            named.account_id == viewer.account_id,
        ),
    )
