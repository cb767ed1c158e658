"""How one pupil gets on: what they can do, by whatever showed it, and their marks by subject."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

import sqlalchemy as sa

from virtual_school.assessment.models import Evidence, GradeEntry, Objective
from virtual_school.assessment.queries.free import free_evidence, free_mark
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach
from virtual_school.pupils.models import Part

MOST_EVIDENCE, MOST_MARKS = 1000, 1000


@dataclass(frozen=True, slots=True)
class CanDo:
    """An objective as the last judgement of it says, with who judged, when, and how often it was shown before."""

    objective_id: uuid.UUID
    evidence_id: uuid.UUID
    words: str
    year: int
    is_secure: bool
    at: dt.datetime
    by: str
    because: str | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in force, with who gave it and the version of its kind that says what it means."""

    id: uuid.UUID
    version_id: uuid.UUID
    kind_id: uuid.UUID
    value: str
    place: int
    for_day: dt.date
    assessor_id: uuid.UUID
    by: str
    shown_by: str | None


@dataclass(slots=True)
class OfSubject:
    """One subject of a pupil's: what they can do now, what is still on its way, marks with the newest first."""

    subject_id: uuid.UUID
    subject: str
    secure: list[CanDo]
    not_yet: list[CanDo]
    marks: list[Mark]


def progress(viewer: Viewer, pupil_id: uuid.UUID) -> list[OfSubject]:
    """By subject. Nothing that a concern holds back; a pupil reads what was said of their own work as ever."""
    found: dict[str, OfSubject] = {}
    for subject_id, subject, row in _shown(viewer, pupil_id):
        one = found.setdefault(subject, OfSubject(subject_id, subject, [], [], []))
        (one.secure if row.is_secure else one.not_yet).append(row)
    for subject_id, subject, mark in _marks(viewer, pupil_id):
        found.setdefault(subject, OfSubject(subject_id, subject, [], [], [])).marks.append(mark)
    return [found[subject] for subject in sorted(found, key=str.casefold)]


def _shown(viewer: Viewer, pupil_id: uuid.UUID) -> list[tuple[uuid.UUID, str, CanDo]]:
    """The last judgement of each objective; rows come with the newest first."""
    newest: dict[uuid.UUID, tuple[uuid.UUID, str, CanDo]] = {}
    times: dict[uuid.UUID, int] = {}
    for subject_id, subject, *said in _evidence(viewer, pupil_id).execute():
        row = CanDo(*said)
        times[row.objective_id] = times.get(row.objective_id, 0) + row.is_secure
        newest.setdefault(row.objective_id, (subject_id, subject, row))
    return [
        (subject_id, subject, replace(row, times=times[row.objective_id]))
        for subject_id, subject, row in newest.values()
    ]


@kept
def _evidence(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return (
        sa.select(
            Term.id,
            Term.words,
            Objective.id,
            Evidence.id,
            Objective.words,
            Objective.year,
            Evidence.is_secure,
            Evidence.at,
            Account.name,
            Evidence.because,
        )
        .join(Objective, Objective.id == Evidence.objective_id)
        .join(Term, Term.id == Objective.subject_id)
        .join(Account, Account.id == Evidence.assessor_id)
        .where(
            Evidence.network_id == viewer.network_id,
            Evidence.pupil_id == pupil_id,
            Evidence.withdrawn_at.is_(None),
            reach(viewer, Part.GRADES, Evidence.pupil_id),
            free_evidence(viewer),
        )
        .order_by(Evidence.at.desc(), Evidence.id.desc())
        .limit(MOST_EVIDENCE)
    )


def _marks(viewer: Viewer, pupil_id: uuid.UUID) -> list[tuple[uuid.UUID, str, Mark]]:
    return [(row[0], row[1], Mark(*row[2:])) for row in _entries(viewer, pupil_id).execute()]


@kept
def _entries(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return (
        sa.select(
            Term.id,
            Term.words,
            GradeEntry.id,
            GradeEntry.version_id,
            GradeEntry.kind_id,
            GradeEntry.value,
            GradeEntry.place,
            GradeEntry.for_day,
            GradeEntry.assessor_id,
            Account.name,
            GradeEntry.shown_by,
        )
        .join(Term, Term.id == GradeEntry.subject_id)
        .join(Account, Account.id == GradeEntry.assessor_id)
        .where(
            GradeEntry.network_id == viewer.network_id,
            GradeEntry.pupil_id == pupil_id,
            GradeEntry.ended_at.is_(None),
            reach(viewer, Part.GRADES, GradeEntry.pupil_id),
            free_mark(viewer),
        )
        .order_by(GradeEntry.for_day.desc(), GradeEntry.id.desc())
        .limit(MOST_MARKS)
    )
