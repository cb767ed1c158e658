"""What must hold around the week: nobody in two places at once, and never two weeks in one."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.timetable.models import Footing, LessonOut, Slot, WeekPattern


def _share_a_day(one: Any, two: Any) -> sa.ColumnElement[bool]:
    return sa.and_(
        sa.or_(one.ends_on.is_(None), one.ends_on >= two.starts_on),
        sa.or_(two.ends_on.is_(None), two.ends_on >= one.starts_on),
    )


def two_places_at_once() -> sa.Select[Slot]:
    """Parts of one week that share a half day on some date."""
    other = aliased(Slot)
    same = sa.and_(
        other.pattern_id == Slot.pattern_id, other.day == Slot.day, other.session == Slot.session, other.id > Slot.id
    )
    return sa.select(Slot).join(other, sa.and_(same, _share_a_day(Slot, other)))


def two_weeks_at_once() -> sa.Select[WeekPattern]:
    other = aliased(WeekPattern)
    same = sa.and_(other.pupil_id == WeekPattern.pupil_id, other.id > WeekPattern.id)
    agreed = [
        WeekPattern.agreed_at.is_not(None),
        other.agreed_at.is_not(None),
        WeekPattern.ended_at.is_(None),
        other.ended_at.is_(None),
    ]
    return sa.select(WeekPattern).join(other, sa.and_(same, _share_a_day(WeekPattern, other))).where(*agreed)


def two_drafts() -> sa.Select[WeekPattern]:
    other = aliased(WeekPattern)
    same = sa.and_(other.pupil_id == WeekPattern.pupil_id, other.id > WeekPattern.id)
    left = [one for row in (WeekPattern, other) for one in (row.agreed_at.is_(None), row.ended_at.is_(None))]
    return sa.select(WeekPattern).join(other, same).where(*left)


def footings_of_others() -> sa.Select[Slot]:
    """Parts of a week that stand on the footing of another pupil, of another kind or at another place."""
    return (
        sa.select(Slot)
        .join(Footing, Footing.id == Slot.footing_id)
        .where(
            sa.or_(
                Footing.pupil_id != Slot.pupil_id,
                Footing.kind != Slot.kind,
                sa.and_(Footing.place_id.is_not(None), sa.func.coalesce(Slot.place_id != Footing.place_id, sa.true())),
            )
        )
    )


def weeks_of_others() -> sa.Select[Slot]:
    return (
        sa.select(Slot)
        .join(WeekPattern, WeekPattern.id == Slot.pattern_id)
        .where(WeekPattern.pupil_id != Slot.pupil_id)
    )


def lengthened_twice() -> sa.Select[LessonOut]:
    """An end that moves twice is no end."""
    before = aliased(LessonOut)
    return (
        sa.select(LessonOut)
        .join(before, before.id == LessonOut.extends_id)
        .where(sa.or_(before.extends_id.is_not(None), before.pupil_id != LessonOut.pupil_id))
    )


CHECKS = {
    "a week puts a pupil in two places at once": two_places_at_once,
    "two agreed weeks of a pupil share a day": two_weeks_at_once,
    "a pupil has two weeks that are being laid out": two_drafts,
    "a half day stands on a footing that is not its own": footings_of_others,
    "a half day names another pupil than its week": weeks_of_others,
    "a lesson out was lengthened twice": lengthened_twice,
}
