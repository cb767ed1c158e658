"""What must hold around pupils."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Window, WindowPart


def two_main_rolls() -> sa.Select[Enrolment]:
    """Pairs of main rolls of one pupil that share a day and that nobody ended."""
    other = aliased(Enrolment)
    return (
        sa.select(Enrolment)
        .join(
            other,
            sa.and_(
                other.pupil_id == Enrolment.pupil_id,
                other.id > Enrolment.id,
                other.status.in_(MAIN_ROLL),
                other.ended_at.is_(None),
                sa.or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= other.starts_on),
                sa.or_(other.ends_on.is_(None), other.ends_on >= Enrolment.starts_on),
            ),
        )
        .where(Enrolment.status.in_(MAIN_ROLL), Enrolment.ended_at.is_(None))
    )


def windows_without_parts() -> sa.Select[Window]:
    """Windows that open nothing: an empty selection means nobody, so none should stand."""
    return sa.select(Window).where(~sa.exists().where(WindowPart.window_id == Window.id))


CHECKS = {
    "a pupil is on two main rolls on one day": two_main_rolls,
    "a window opens no part": windows_without_parts,
}
