"""Many pupils at once: a class list to enter marks in, and the results of one subject."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.assessment.kinds import Dictionary
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.queries.free import free_mark
from virtual_school.core.db import db
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, there_is
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.quiet import is_quiet

MOST = 500
_ENTRY = GradeEntry.__table__

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
    question: Statement = sa.select(Pupil.id, Pupil.known_as, Pupil.family_name, Pupil.year).where(
        Pupil.network_id == viewer.network_id,
        marks_of(viewer, Pupil.id, sa.literal(subject_id, GradeEntry.subject_id.type)),
        ~is_quiet(Pupil.id),
    )
    if year is not None:
        question = question.where(Pupil.year == year)
    return question.order_by(Pupil.sort_key, Pupil.id)


def newest(viewer: Viewer, known: Dictionary, subject_id: uuid.UUID, rows: Sequence[Any]) -> list[Line]:
    """These pupils with their newest mark of each kind, in one more question."""
    marks = db.session.execute(_newest(viewer, subject_id, [row.id for row in rows]))
    return _lines(known, rows, _spread(marks.all()))


def _newest(viewer: Viewer, subject_id: uuid.UUID, whose: Any) -> Statement:
    # Of the table and not of the model: of some thousand rows none is looked at as an object.
    entries, laters = sa.alias(_ENTRY), sa.alias(_ENTRY)
    entry, later = entries.c, laters.c
    newer = there_is(
        laters,
        later.pupil_id == entry.pupil_id,
        later.subject_id == entry.subject_id,
        later.kind_id == entry.kind_id,
        later.ended_at.is_(None),
        later.for_day > entry.for_day,
        free_mark(viewer, later),
    )
    each = sa.cast(_in_letters(entry.version_id), sa.Text) + " " + sa.cast(entry.value, sa.Text)
    question: Statement = sa.select(_raw(entry.pupil_id), sa.func.aggregate_strings(each, "\n")).where(
        entry.network_id == viewer.network_id,
        entry.pupil_id.in_(whose),
        entry.subject_id == subject_id,
        entry.ended_at.is_(None),
        ~newer,
        free_mark(viewer, entry),
    )
    return question.group_by(entry.pupil_id)


def _in_letters(version_id: Any) -> sa.ColumnElement[Any]:
    return version_id if db.engine.dialect.name == "postgresql" else sa.func.hex(version_id)


def _spread(rows: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
    """Pupil, mark and version of what comes a row a pupil: a step of a row is a step aside for the other threads."""
    for pupil_id, together in rows:
        for one in together.split("\n"):
            version_id, _space, value = one.partition(" ")
            yield pupil_id, value, version_id


@kept
def _first(viewer: Viewer, subject_id: uuid.UUID, year: int | None) -> Statement:
    return pupils(viewer, subject_id, year).limit(MOST)


@kept
def _newest_of_first(viewer: Viewer, subject_id: uuid.UUID, year: int | None) -> Statement:
    return _newest(viewer, subject_id, pupils(viewer, subject_id, year).with_only_columns(Pupil.id).limit(MOST))


def _raw(column: Any) -> sa.ColumnElement[Any]:
    """An identifier as the database gives it: of some thousand rows on one page none is made a `UUID`."""
    return sa.type_coerce(column, sa.types.NullType())


def on_day(viewer: Viewer, known: Dictionary, asked: Asked, rows: Sequence[Any]) -> list[Line]:
    """These pupils with what stands for them of one kind on one day."""
    kind_ids = [kind_id for kind_id, key in known.keys.items() if key == asked.key]
    own = sa.true() if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else GradeEntry.assessor_id == viewer.account_id
    mine = sa.case((own, GradeEntry.id))
    question = sa.select(_raw(GradeEntry.pupil_id), GradeEntry.value, _raw(GradeEntry.version_id), mine).where(
        GradeEntry.network_id == viewer.network_id,
        GradeEntry.pupil_id.in_([row.id for row in rows]),
        GradeEntry.subject_id == asked.subject_id,
        GradeEntry.kind_id.in_(kind_ids),
        GradeEntry.for_day == asked.day,
        GradeEntry.ended_at.is_(None),
        free_mark(viewer),
    )
    return _lines(known, rows, db.session.execute(question).all())


def _lines(known: Dictionary, rows: Sequence[Any], marks: Iterable[Any]) -> list[Line]:
    """By the raw identifiers of pupils and versions: bytes or their letters on one engine, UUIDs on the other."""
    keys: dict[Any, tuple[str, bool, uuid.UUID]] = {}
    for id_, kind in known.versions.items():
        keys |= dict.fromkeys((id_, id_.bytes, id_.hex.upper(), str(id_)), (kind.key, known.is_as_now(id_), id_))
    found: dict[Any, tuple[dict[str, str], dict[str, uuid.UUID]]] = {}
    mine: dict[Any, uuid.UUID] = {}
    for pupil_id, value, version_id, *own in marks:
        there = found.get(pupil_id)
        if there is None:
            there = found[pupil_id] = ({}, {})
        key, is_as_now, id_ = keys[version_id]
        there[0][key] = value
        if not is_as_now:
            there[1][key] = id_
        if own and own[0] is not None:
            mine[pupil_id] = own[0]
    none: tuple[dict[str, str], dict[str, uuid.UUID]] = ({}, {})
    lines = []
    for id_, known_as, family_name, year in rows:
        raw = id_ if id_ in found else id_.bytes
        name = f"{known_as} {family_name[:1]}."
        lines.append(Line(id_, name, year, *found.get(raw, none), mine.get(raw)))
    return lines


def results(viewer: Viewer, known: Dictionary, subject_id: uuid.UUID, year: int | None) -> list[Line]:
    """One subject's pupils on one page, each with their newest marks: two questions for however many."""
    rows = _first(viewer, subject_id, year).execute().all()
    return _lines(known, rows, _spread(_newest_of_first(viewer, subject_id, year).execute().all()))


def class_list(viewer: Viewer, known: Dictionary, asked: Asked) -> list[Line]:
    """The same pupils with what stands for them of this kind on this day."""
    rows = _first(viewer, asked.subject_id, asked.year).execute().all()
    return on_day(viewer, known, asked, rows)
