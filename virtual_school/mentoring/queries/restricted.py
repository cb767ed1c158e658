"""For whom a restricted note is, and whether there is one that is kept from the viewer."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.mentoring.access import readable, reads_every_one
from virtual_school.mentoring.models import ContactNote, NoteReader
from virtual_school.mentoring.queries.shared import Statement
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation, reach
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience, Reader
from virtual_school.pupils.who_can_see import named


def readers_of(note: ContactNote) -> list[str]:
    """The names of those for whom a restricted note is, beside whoever wrote it and the safeguarding lead."""
    question = (
        sa.select(Account.name)
        .join(NoteReader, NoteReader.account_id == Account.id)
        .where(NoteReader.note_id == note.id)
        .order_by(Account.sort_key, Account.id)
    )
    return list(db.session.scalars(question)) if note.restricted else []


def may_be_readers(viewer: Viewer, access: Access, pupil_id: uuid.UUID) -> list[Reader]:
    """Whom the viewer may name as readers of a restricted note: who reads the notes anyway and is known to them."""
    found = who_reads(viewer, pupil_id, Audience(Part.NOTES))
    known = {one.account_id for one in named(access, found)}
    colleagues = (Relation.MENTOR, Relation.OFFICE)
    chosen = [one for one in found if one.relation in colleagues or one.account_id in known]
    return list({one.account_id: one for one in chosen if one.account_id != viewer.account_id}.values())


def is_any_kept_from(viewer: Viewer, pupil_id: uuid.UUID) -> bool:
    """Whether there is a restricted note that the viewer does not read: nothing of it, and not how many."""
    return not reads_every_one(viewer) and _kept_from(viewer, pupil_id).scalar() is not None


@kept
def _kept_from(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    note = ContactNote
    return (
        sa.select(note.id)
        .where(note.network_id == viewer.network_id, note.pupil_id == pupil_id, note.withdrawn_at.is_(None))
        .where(note.restricted.is_(True), reach(viewer, Part.NOTES, note.pupil_id), ~readable(viewer, note))
        .limit(1)
    )
