"""Writing what was confirmed: a batch of lines in one transaction, each checked anew against what is here now."""

from collections.abc import Sequence
from itertools import groupby

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.text import TooLong
from virtual_school.imports.changes.batch import Batch
from virtual_school.imports.changes.carers import write_carers
from virtual_school.imports.changes.effects import note_effects
from virtual_school.imports.changes.pupils import write_pupils
from virtual_school.imports.changes.staff import write_staff
from virtual_school.imports.models import Import, ImportRow, Subject
from virtual_school.network.viewer import Viewer

WRITERS = {Subject.PUPIL: write_pupils, Subject.CARER: write_carers, Subject.STAFF: write_staff}
# What a line may come to that nobody foresaw: it is left, with the reason, and holds up no other.
UNFORESEEN = (IntegrityError, StaleDataError, TooLong, WrongState)


def write_batch(by: Viewer, found: Import, rows: Sequence[ImportRow]) -> Batch:
    batch = Batch(found.id, found.organisation_id if found.by_school else None)
    of = sorted(rows, key=lambda row: list(Subject).index(row.subject))
    for subject, some in groupby(of, key=lambda row: row.subject):
        _write(by, subject, list(some), batch)
    note_effects(found.id, batch.effects)
    own = sa.update(ImportRow).where(ImportRow.import_id == found.id)
    ids = [row.id for row in rows if row.id not in batch.left]
    if ids:
        _quietly(own.where(ImportRow.id.in_(ids)).values(written_at=clock.now()))
    for row_id, words in batch.left.items():
        _quietly(own.where(ImportRow.id == row_id).values(written_at=clock.now(), left=words[:200]))
    return batch


def _write(by: Viewer, subject: Subject, rows: Sequence[ImportRow], batch: Batch) -> None:
    """All at once; where that fails, one by one, so that one line holds up no other."""
    try:
        _at_once(by, subject, rows, batch)
    except UNFORESEEN as error:
        if len(rows) == 1:
            said = error.because if isinstance(error, WrongState) else ""
            batch.left[rows[0].id] = said or _("This does not go with what is here by now. Send the line again.")
            return
        for row in rows:
            _write(by, subject, [row], batch)


def _at_once(by: Viewer, subject: Subject, rows: Sequence[ImportRow], batch: Batch) -> None:
    tried = Batch(batch.import_id, batch.own)
    with db.session.begin_nested():
        WRITERS[subject](by, rows, tried)
        db.session.flush()
    batch.effects += tried.effects
    batch.left |= tried.left


def _quietly(change: sa.Update) -> None:
    db.session.execute(change, execution_options={"synchronize_session": False})
