"""What is kept of an import, and for how long: the file and its lines some weeks, what it did as long as the record."""

import datetime as dt
import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.imports.models import Import, ImportRow, State

NOT_CONFIRMED, WRITTEN = dt.timedelta(days=14), dt.timedelta(days=60)


def forget_old(limit: int = 5) -> list[uuid.UUID]:
    """Forget the lines and files of some old imports; give the files that nobody may need any more."""
    now = clock.now()
    waiting = (State.COLUMNS, State.READY, State.FAILED, State.READING)
    question = sa.select(Import).where(
        Import.network_id == network_id_in_force(),
        Import.stored_file_id.is_not(None),
        sa.or_(
            sa.and_(Import.state.in_(waiting), Import.at < now - NOT_CONFIRMED),
            sa.and_(Import.state.in_((State.DONE, State.UNDONE)), Import.at < now - WRITTEN),
        ),
    )
    stored: list[uuid.UUID] = []
    for found in db.session.scalars(question.order_by(Import.at).limit(limit).with_for_update()):
        db.session.execute(sa.delete(ImportRow).where(ImportRow.import_id == found.id))
        stored += [found.stored_file_id] if found.stored_file_id else []
        found.stored_file_id, found.columns = None, {}
        if found.state in waiting:
            found.state = State.DROPPED
    return stored
