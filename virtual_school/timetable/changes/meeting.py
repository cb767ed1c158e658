"""Whether a half day puts together who must not meet: a pupil, another pupil, an adult, a place."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, Protocol

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import MAIN_ROLL, Enrolment
from virtual_school.safeguarding import apart
from virtual_school.safeguarding.apart import finds_clashes
from virtual_school.safeguarding.models import KeepApart
from virtual_school.timetable.models import Session, Slot, SlotKind, WeekPattern
from virtual_school.timetable.queries.day import place_words
from virtual_school.timetable.register import half_day

# Where a half day names no place of the network, it is at the pupil's own school.
AT_SCHOOL = (SlotKind.SCHOOL, SlotKind.BASE)


class Part(Protocol):
    """What a half day holds, laid out or about to be."""

    @property
    def kind(self) -> SlotKind: ...
    @property
    def place_id(self) -> uuid.UUID | None: ...
    @property
    def responsible_id(self) -> uuid.UUID | None: ...
    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date | None: ...


def refuse(by: Viewer, pupil_id: uuid.UUID, day: int, session: Session, part: Part | Any) -> None:
    """Raise `KeptApart` when this half day would bring somebody together with whom, or where, they must not be."""
    starts_on, ends_on = max(part.starts_on, clock.today()), part.ends_on
    if ends_on is not None and ends_on < starts_on:
        return  # over already: nobody meets there
    kept = apart.apart_of(pupil_id, starts_on, ends_on)
    # The adult who answers for it, seen from the other side: those from whom they are kept may be there.
    adult = part.responsible_id
    turned = apart.kept_from(adult, starts_on, ends_on) if adult is not None else {}
    if not kept and not turned:
        return
    place_id = _place(pupil_id, part)
    keeps = set(kept.places.get(place_id, ())) if place_id is not None else set()
    keeps |= kept.adults.get(adult, set()) if adult is not None else set()
    if place_id is not None:
        for other in _there(place_id, day, session, starts_on, ends_on, pupil_id):
            keeps |= kept.pupils.get(other.pupil_id, set())
            keeps |= kept.adults.get(other.responsible_id, set()) if other.responsible_id is not None else set()
            keeps |= turned.get(other.pupil_id, set())
    apart.refuse(by, pupil_id, keeps, "week")


def _place(pupil_id: uuid.UUID, part: Part | Any) -> uuid.UUID | None:
    if part.place_id is not None or part.kind not in AT_SCHOOL:
        return part.place_id
    question = sa.select(Enrolment.organisation_id).where(
        Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
    )
    return db.session.scalar(question.order_by(Enrolment.starts_on.desc(), Enrolment.id).limit(1))


def _there(
    place_id: uuid.UUID, day: int, session: Session, starts_on: dt.date, ends_on: dt.date | None, but: uuid.UUID
) -> Collection[Slot]:
    """The half days of others at this place at the same time, in weeks that are agreed or are being laid out."""
    on_the_roll = sa.exists().where(
        Enrolment.pupil_id == Slot.pupil_id,
        Enrolment.organisation_id == place_id,
        Enrolment.status.in_(MAIN_ROLL),
        in_force(Enrolment, clock.today()),
    )
    here = sa.or_(Slot.place_id == place_id, sa.and_(Slot.place_id.is_(None), Slot.kind.in_(AT_SCHOOL), on_the_roll))
    question = (
        sa.select(Slot)
        .join(WeekPattern, WeekPattern.id == Slot.pattern_id)
        .where(
            Slot.pupil_id != but,
            Slot.day == day,
            Slot.session == session,
            here,
            *_share_a_day(Slot, starts_on, ends_on),
            *_share_a_day(WeekPattern, starts_on, ends_on),
            WeekPattern.ended_at.is_(None),
        )
    )
    return db.session.scalars(question.order_by(Slot.id)).all()


def _share_a_day(row: Any, starts_on: dt.date, ends_on: dt.date | None) -> list[sa.ColumnElement[bool]]:
    begins = [row.starts_on <= ends_on] if ends_on is not None else []
    return [*begins, sa.or_(row.ends_on.is_(None), row.ends_on >= starts_on)]


# What stands already --------------------------------------------------------------------------------------------------


@finds_clashes
def in_the_week(keep: KeepApart) -> list[str]:
    """The half days of the pupil's weeks that would be refused now, for the safeguarding lead."""
    return [f"{half_day(slot.day, slot.session)}: {words}" for slot, words in _own(keep) if _meets(keep, slot)]


def _own(keep: KeepApart) -> list[tuple[Slot, str]]:
    today = max(keep.starts_on, clock.today())
    question = (
        sa.select(Slot, Organisation.name)
        .join(WeekPattern, WeekPattern.id == Slot.pattern_id)
        .outerjoin(Organisation, Organisation.id == Slot.place_id)
        .where(
            Slot.pupil_id == keep.pupil_id,
            *_share_a_day(Slot, today, keep.ends_on),
            *_share_a_day(WeekPattern, today, keep.ends_on),
            WeekPattern.ended_at.is_(None),
        )
        .order_by(Slot.day, Slot.session, Slot.id)
        .limit(100)
    )
    return [(slot, place_words(slot, name) or slot.words) for slot, name in db.session.execute(question)]


def _meets(keep: KeepApart, slot: Slot) -> bool:
    place_id = _place(keep.pupil_id, slot)
    if keep.place_id is not None:
        return place_id == keep.place_id
    if keep.account_id is not None and slot.responsible_id == keep.account_id:
        return True
    if place_id is None:
        return False
    starts_on = max(slot.starts_on, keep.starts_on, clock.today())
    ends = [one for one in (slot.ends_on, keep.ends_on) if one is not None]
    others = _there(place_id, slot.day, slot.session, starts_on, min(ends, default=None), keep.pupil_id)
    if keep.account_id is not None:
        return any(other.responsible_id == keep.account_id for other in others)
    return any(other.pupil_id == keep.other_id for other in others)
