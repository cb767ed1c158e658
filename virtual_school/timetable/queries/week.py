"""The laid-out week, its footings and the lessons out of one pupil."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.timetable.models import Footing, LessonOut, Session, Slot, WeekPattern
from virtual_school.timetable.queries.day import Out, place_words

Row = TypeVar("Row")

_IN_ORDER = (Slot.day, sa.case((Slot.session == Session.AM, 0), else_=1), Slot.starts_on, Slot.id)


@dataclass(frozen=True, slots=True)
class Laid:
    """A half day as it is laid out, with the names of its place and of who answers for it."""

    slot: Slot
    footing: Footing | None
    place: str
    responsible: str


def pattern_in_force(pupil_id: uuid.UUID, on: dt.date) -> WeekPattern | None:
    """The agreed week of a pupil on a date."""
    question = (
        sa.select(WeekPattern)
        .where(WeekPattern.pupil_id == pupil_id, WeekPattern.agreed_at.is_not(None), in_force(WeekPattern, on))
        .order_by(WeekPattern.starts_on.desc(), WeekPattern.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def open_pattern(pupil_id: uuid.UUID) -> WeekPattern | None:
    """The week that is being laid out, or that people are being asked about."""
    question = (
        sa.select(WeekPattern)
        .where(WeekPattern.pupil_id == pupil_id, WeekPattern.agreed_at.is_(None), WeekPattern.ended_at.is_(None))
        .order_by(WeekPattern.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def any_pattern(pupil_id: uuid.UUID, pattern_id: uuid.UUID) -> WeekPattern:
    """One of a pupil's weeks, whatever its state."""
    question = sa.select(WeekPattern).where(WeekPattern.id == pattern_id, WeekPattern.pupil_id == pupil_id)
    return _there(db.session.scalar(question))


def slots_of(pattern_id: uuid.UUID) -> list[Slot]:
    """The half days of a week, Monday morning first."""
    return list(db.session.scalars(sa.select(Slot).where(Slot.pattern_id == pattern_id).order_by(*_IN_ORDER)))


def laid_out(pattern_id: uuid.UUID) -> list[Laid]:
    """The same with the words that a page shows, in one question."""
    question = (
        sa.select(Slot, Footing, Organisation.name, Account.name)
        .outerjoin(Footing, Footing.id == Slot.footing_id)
        .outerjoin(Organisation, Organisation.id == Slot.place_id)
        .outerjoin(Account, Account.id == Slot.responsible_id)
        .where(Slot.pattern_id == pattern_id)
        .order_by(*_IN_ORDER)
    )
    return [
        Laid(slot, footing, place_words(slot, place), responsible or slot.responsible or "")
        for slot, footing, place, responsible in db.session.execute(question)
    ]


def slot(pupil_id: uuid.UUID, slot_id: uuid.UUID) -> Slot:
    return _there(db.session.scalar(sa.select(Slot).where(Slot.id == slot_id, Slot.pupil_id == pupil_id)))


def footings_of(pupil_id: uuid.UUID) -> list[Footing]:
    """Every footing that was confirmed for a pupil, ended ones included, oldest first."""
    question = sa.select(Footing).where(Footing.pupil_id == pupil_id).order_by(Footing.starts_on, Footing.id).limit(200)
    return list(db.session.scalars(question))


def footing_choices(pupil_id: uuid.UUID) -> list[tuple[Footing, str]]:
    """The footings that a half day may still stand on, each with the name of its place."""
    question = (
        sa.select(Footing, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Footing.place_id)
        .where(
            Footing.pupil_id == pupil_id,
            Footing.ended_at.is_(None),
            sa.or_(Footing.ends_on.is_(None), Footing.ends_on >= clock.today()),
        )
        .order_by(Footing.starts_on, Footing.id)
        .limit(50)
    )
    return [(footing, place or "") for footing, place in db.session.execute(question)]


def lesson_outs_of(pupil_id: uuid.UUID) -> list[LessonOut]:
    """The lessons that a pupil is out of, or will be, or is planned to be: none that ended."""
    return [out.row for out in outs_of(pupil_id)]


def outs_of(pupil_id: uuid.UUID) -> list[Out]:
    """The same, each with the name of who answers for what happens instead."""
    question = (
        sa.select(LessonOut, Account.name)
        .outerjoin(Account, Account.id == LessonOut.responsible_id)
        .where(LessonOut.pupil_id == pupil_id, LessonOut.ended_at.is_(None), LessonOut.ends_on >= clock.today())
        .order_by(LessonOut.day, LessonOut.starts_on, LessonOut.id)
        .limit(50)
    )
    return [Out(row, name or row.responsible or "") for row, name in db.session.execute(question)]


def in_sight(outs: list[Out]) -> list[Out]:
    """The agreed ones, each once: one that was lengthened is told by its extension, which says the last day."""
    lengthened = {out.row.extends_id for out in outs}
    return [out for out in outs if out.row.agreed_at and out.row.id not in lengthened]


def lesson_out(lesson_out_id: uuid.UUID) -> LessonOut:
    """One lesson out. Its caller finds the pupil whom it names before it shows a word."""
    return _there(db.session.get(LessonOut, lesson_out_id))


def _there(found: Row | None) -> Row:
    if found is None:
        raise NotVisible
    return found
