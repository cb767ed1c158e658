"""A pupil's own day: until when they are away, and that somebody told us that they will not come."""

from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.attendance import sessions
from virtual_school.attendance.models import Absence
from virtual_school.core import clock
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Carer, Pupil
from virtual_school.pupils.queries import Mine, of_mine
from virtual_school.timetable.models import Session

OF_MINE = 6  # so many columns of the question are `Mine`'s own


@dataclass(frozen=True, slots=True)
class ToldOfMe:
    """Who said it, in the pupil's own word for them, and whether it is for all of today. Never why."""

    called: str
    session: Session | None


def my_day(viewer: Viewer) -> tuple[Mine, ToldOfMe | None]:
    """In one query."""
    if viewer.pupil_id is None or not viewer.is_pupil:
        return Mine(), None
    rows = _my_day(viewer).execute().all()
    if not rows:
        return Mine(), None
    return Mine(*rows[0][:OF_MINE]), _told([(row[OF_MINE], row[OF_MINE + 1]) for row in rows if row[OF_MINE]])


def _told(rows: list[tuple[Absence, str]]) -> ToldOfMe | None:
    """What was told last of what is left of today."""
    today, now = clock.today(), clock.now()
    left = [session for session in Session if now < sessions.ends(today, session)]
    covered = [session for session in left if any(row.covers(today, session) for row, _called in rows)]
    if not covered:
        return None
    called = next(called for row, called in rows if any(row.covers(today, session) for session in covered))
    return ToldOfMe(called, None if covered == left else covered[0])


@kept
def _my_day(viewer: Viewer) -> Statement:
    today = clock.today()
    told = [Absence.network_id == viewer.network_id, Absence.pupil_id == Pupil.id, Absence.withdrawn_at.is_(None)]
    told += [Absence.starts_on <= today, Absence.ends_on >= today]
    question: Statement = (
        of_mine(viewer)
        .add_columns(Absence, Carer.called)
        .outerjoin(Absence, sa.and_(*told))
        .outerjoin(Carer, Carer.id == Absence.carer_id)
        .order_by(Absence.told_at.desc(), Absence.id.desc())
        .limit(20)
    )
    return question
