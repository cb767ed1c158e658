"""Many pupils at once: a class list to enter marks in, and the results of one subject."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.assessment.kinds import Dictionary
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.queries.free import free_mark
from virtual_school.core.db import db
from virtual_school.core.lists import Statement
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.quiet import is_quiet

MOST = 500

Rule = Callable[[Viewer, Any, Any], sa.ColumnElement[bool] | None]
_also: list[Rule] = []


def also_reads(rule: Rule) -> Rule:
    """Let a package above say who else reads and enters a pupil's marks in one subject: their teacher of it."""
    _also.append(rule)
    return rule


def marks_of(viewer: Viewer, pupil_id: Any, subject_id: Any) -> sa.ColumnElement[bool]:
    """That the viewer knows this pupil and their marks in this subject. No windows: they open one pupil, to read."""
    rules = (rule(viewer, pupil_id, subject_id) for rule in _also)
    return sa.or_(knows(viewer, Part.GRADES, pupil_id), *(rule for rule in rules if rule is not None))


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil of a list, with their marks by the key of the kind.

    `earlier`: by the same keys, the version of those that were entered when their kind meant something else. `mine`:
    the mark that stands on the day asked for, where the viewer may take it back.
    """

    id: uuid.UUID
    name: str
    year: int
    marks: Mapping[str, str]
    earlier: Mapping[str, uuid.UUID] = field(default_factory=dict)
    mine: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which class list: of a subject and a year, or of every year, a kind of mark, a day."""

    subject_id: uuid.UUID
    year: int | None
    key: str
    day: dt.date


def pupils(viewer: Viewer, subject_id: uuid.UUID, year: int | None) -> Statement:
    """Of a subject and, if said, a year, by name. Those about whom everything is stopped are in no list."""
    question: Statement = sa.select(Pupil).where(
        Pupil.network_id == viewer.network_id,
        marks_of(viewer, Pupil.id, sa.literal(subject_id, GradeEntry.subject_id.type)),
        ~is_quiet(Pupil.id),
    )
    if year is not None:
        question = question.where(Pupil.year == year)
    return question.order_by(Pupil.sort_key, Pupil.id)


def newest(viewer: Viewer, known: Dictionary, subject_id: uuid.UUID, rows: Sequence[Any]) -> list[Line]:
    """These pupils with their newest mark of each kind, in one more question."""
    ids = [pupil.id for (pupil,) in rows]
    place = (GradeEntry.pupil_id, GradeEntry.kind_id)
    last = sa.func.row_number().over(partition_by=place, order_by=(GradeEntry.for_day.desc(), GradeEntry.id.desc()))
    counted = (
        sa.select(*place, GradeEntry.value, GradeEntry.version_id, last.label("place"))
        .where(
            GradeEntry.network_id == viewer.network_id,
            GradeEntry.pupil_id.in_(ids),
            GradeEntry.subject_id == subject_id,
            GradeEntry.ended_at.is_(None),
            free_mark(viewer),
        )
        .subquery()
    )
    question = sa.select(counted.c.pupil_id, counted.c.value, counted.c.version_id).where(counted.c.place == 1)
    return _lines(known, rows, db.session.execute(question).all())


def on_day(viewer: Viewer, known: Dictionary, asked: Asked, rows: Sequence[Any]) -> list[Line]:
    """These pupils with what stands for them of one kind on one day."""
    kind_ids = [kind_id for kind_id, key in known.keys.items() if key == asked.key]
    own = sa.true() if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else GradeEntry.assessor_id == viewer.account_id
    question = sa.select(
        GradeEntry.pupil_id, GradeEntry.value, GradeEntry.version_id, sa.case((own, GradeEntry.id))
    ).where(
        GradeEntry.network_id == viewer.network_id,
        GradeEntry.pupil_id.in_([pupil.id for (pupil,) in rows]),
        GradeEntry.subject_id == asked.subject_id,
        GradeEntry.kind_id.in_(kind_ids),
        GradeEntry.for_day == asked.day,
        GradeEntry.ended_at.is_(None),
        free_mark(viewer),
    )
    return _lines(known, rows, db.session.execute(question).all())


def _lines(known: Dictionary, rows: Sequence[Any], marks: Sequence[Any]) -> list[Line]:
    found: dict[uuid.UUID, tuple[dict[str, str], dict[str, uuid.UUID]]] = {}
    mine: dict[uuid.UUID, uuid.UUID] = {}
    as_now = {version_id: known.is_as_now(version_id) for version_id in known.versions}
    for pupil_id, value, version_id, *own in marks:
        values, earlier = found.setdefault(pupil_id, ({}, {}))
        key = known.versions[version_id].key
        values[key] = value
        if not as_now[version_id]:
            earlier[key] = version_id
        if own and own[0] is not None:
            mine[pupil_id] = own[0]
    none: tuple[dict[str, str], dict[str, uuid.UUID]] = ({}, {})
    return [
        Line(pupil.id, pupil.initial, pupil.year, *found.get(pupil.id, none), mine.get(pupil.id)) for (pupil,) in rows
    ]


def results(viewer: Viewer, known: Dictionary, subject_id: uuid.UUID, year: int | None) -> list[Line]:
    """One subject's pupils on one page, each with their newest marks: two questions for however many."""
    rows = db.session.execute(pupils(viewer, subject_id, year).limit(MOST)).all()
    return newest(viewer, known, subject_id, rows)


def class_list(viewer: Viewer, known: Dictionary, asked: Asked) -> list[Line]:
    """The same pupils with what stands for them of this kind on this day."""
    rows = db.session.execute(pupils(viewer, asked.subject_id, asked.year).limit(MOST)).all()
    return on_day(viewer, known, asked, rows)
