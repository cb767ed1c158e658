"""What every dated link around a pupil has in common: days in order, ended once, one change at a time."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil


def in_order(starts_on: dt.date, ends_on: dt.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise WrongState(_("The last day is before the first."))


def overlaps(link: type[Any], starts_on: dt.date, ends_on: dt.date | None) -> sa.ColumnElement[bool]:
    """That a dated row which nobody ended shares a day with these dates."""
    return sa.and_(
        link.ended_at.is_(None),
        sa.or_(link.ends_on.is_(None), link.ends_on >= starts_on),
        link.starts_on <= ends_on if ends_on is not None else sa.true(),
    )


def end(by: Viewer, row: Any, because: str | None) -> bool:
    """End a dated row at once; False when it had ended already. Locked first, so that of two only one ends it."""
    db.session.refresh(row, with_for_update=True)
    if row.ended_at is not None:
        return False
    row.ended_at, row.ended_by, row.because = clock.now(), by.account_id, because
    return True


def lock_pupil(pupil_id: uuid.UUID) -> None:
    """Let nobody else change what hangs on this pupil until the transaction ends."""
    db.session.execute(sa.select(Pupil.id).where(Pupil.id == pupil_id).with_for_update())
