"""The posted revisions of a lesson, and what changed from one to another."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.library.models import (
    HiddenRevision,
    LessonRevision,
    QuestionWords,
    Resource,
    RevisionResource,
    RevisionStep,
)
from virtual_school.library.queries import Sheet
from virtual_school.library.queries.questions import posted_questions
from virtual_school.library.queries.reach import is_hidden
from virtual_school.library.use.asked import as_text
from virtual_school.library.use.comparing import Span, moves, spans
from virtual_school.library.use.words import PART_WORDS, STEP_PART_WORDS, shown
from virtual_school.network.models import Term

MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One posting of a lesson. The title of one that is out of sight is the newest's."""

    number: int
    title: str
    posted_at: dt.datetime
    posted_by: str
    is_hidden: bool


def versions(sheet: Sheet) -> list[Row]:
    """Newest first. The caller has the lesson's sheet: whoever reads the lesson reads these."""
    question = (
        sa.select(
            LessonRevision.number, title_of(LessonRevision), LessonRevision.posted_at, Account.name,
            is_hidden(LessonRevision),
        )
        .join(Account, Account.id == LessonRevision.posted_by)
        .where(LessonRevision.lesson_id == sheet.lesson.id)
        .order_by(LessonRevision.number.desc())
        .limit(MOST)
    )  # fmt: skip
    return [Row(*found) for found in db.session.execute(question)]


def title_of(revision: Any) -> sa.ColumnElement[str]:
    """A revision's title; of one that is out of sight the title of the lesson's newest."""
    later = aliased(LessonRevision)
    newest = sa.select(later.title).where(later.lesson_id == revision.lesson_id).order_by(later.number.desc()).limit(1)
    return sa.case((is_hidden(revision), newest.correlate(revision).scalar_subquery()), else_=revision.title)


@dataclass(frozen=True, slots=True)
class Hidden:
    """That a revision was put out of sight: why, by whom, when."""

    because: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A revision with its steps, and its files by what makes each the same file. Of one that is `hidden` none of it."""

    revision: LessonRevision
    subject: str
    steps: tuple[RevisionStep, ...]
    asked: Mapping[uuid.UUID, Sequence[QuestionWords]]
    files: Mapping[tuple[uuid.UUID, str], Resource]
    hidden: Hidden | None = None


def version(lesson_id: uuid.UUID, number: int) -> Version:
    """One of a lesson that the caller has checked."""
    question = (
        sa.select(LessonRevision, Term.words, HiddenRevision.because, Account.name, HiddenRevision.hidden_at)
        .join(Term, Term.id == LessonRevision.subject_id)
        .outerjoin(HiddenRevision, HiddenRevision.revision_id == LessonRevision.id)
        .outerjoin(Account, Account.id == HiddenRevision.hidden_by)
        .where(LessonRevision.lesson_id == lesson_id, LessonRevision.number == number)
    )
    found: Any = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    revision, subject, because, by, at = found
    if because is not None:
        return Version(revision, "", (), {}, {}, Hidden(because, by, at))
    return Version(revision, subject, _steps(revision.id), posted_questions(revision.id), _files(revision.id))


def _steps(revision_id: uuid.UUID) -> tuple[RevisionStep, ...]:
    question = sa.select(RevisionStep).where(RevisionStep.revision_id == revision_id)
    return tuple(db.session.scalars(question.order_by(RevisionStep.position)))


def _files(revision_id: uuid.UUID) -> dict[tuple[uuid.UUID, str], Resource]:
    question = (
        sa.select(Resource)
        .join(RevisionResource, RevisionResource.resource_id == Resource.id)
        .where(RevisionResource.revision_id == revision_id)
        .order_by(Resource.position, Resource.id)
    )
    return {(one.stored_file_id, one.name): one for one in db.session.scalars(question)}


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is written otherwise now: what it is, and how the words became others."""

    what: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StepChanged:
    """A step that is new, gone, moved or written otherwise; `number` is its place now, or was when it is gone."""

    how: str
    number: int
    title: str
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one revision to another.

    A file that somebody took away is counted and not named: it may be gone because of its name.
    """

    words: tuple[Changed, ...]
    steps: tuple[StepChanged, ...]
    files_new: tuple[Resource, ...]
    files_gone: tuple[Resource, ...]
    files_taken_away: int

    def __bool__(self) -> bool:
        return any((self.words, self.steps, self.files_new, self.files_gone, self.files_taken_away))


def difference(before: Version, after: Version) -> Difference | None:
    """Nothing is said of how a version that is out of sight became another: it would say what stood there."""
    if before.hidden or after.hidden:
        return None
    new = [one for key, one in after.files.items() if key not in before.files]
    gone = [one for key, one in before.files.items() if key not in after.files]
    either = {one.id: one for one in (*before.files.values(), *after.files.values())}
    return Difference(
        tuple(_words(before, after)),
        tuple(_steps_changed(before, after)),
        tuple(one for one in new if one.removed_at is None),
        tuple(one for one in gone if one.removed_at is None),
        sum(1 for one in either.values() if one.removed_at is not None),
    )


def _words(before: Version, after: Version) -> list[Changed]:
    found = []
    for name, words in PART_WORDS.items():
        old, new = (
            one.subject if name == "subject_id" else shown(name, getattr(one.revision, name)) for one in (before, after)
        )
        if old != new:
            found.append(Changed(str(words), spans(old, new)))
    return found


def _steps_changed(before: Version, after: Version) -> list[StepChanged]:
    old, new = ({step.step_id: step for step in one.steps} for one in (before, after))
    asked = {**before.asked, **after.asked}
    found = moves(list(old), list(new))
    changes = [_changed("gone", old[key], step_words(old[key], None, asked)) for key in old if key in found.gone]
    for key, step in new.items():
        said = step_words(old.get(key), step, asked)
        if key not in old:
            changes.append(_changed("new", step, said))
        elif said:
            changes.append(_changed("changed", step, said))
        elif key in found.moved:
            changes.append(_changed("moved", step))
    return changes


def _changed(how: str, step: RevisionStep, changes: tuple[Changed, ...] = ()) -> StepChanged:
    return StepChanged(how, step.position, step.title or str(_("Step %(number)d", number=step.position)), changes)


def step_words(
    before: RevisionStep | None, after: RevisionStep | None, asked: Mapping[uuid.UUID, Sequence[QuestionWords]]
) -> tuple[Changed, ...]:
    """What a step says otherwise; of one that came or went, what it says."""
    found = []
    for name, words in STEP_PART_WORDS.items():
        if name == "title" and (before is None or after is None):
            continue  # it stands above
        old, new = (shown(name, getattr(step, name)) if step is not None else "" for step in (before, after))
        if old != new:
            found.append(Changed(str(words), spans(old, new)))
    old, new = (as_text(asked.get(step.id, ())) if step is not None else "" for step in (before, after))
    if old != new:
        found.append(Changed(str(_("Questions")), spans(old, new)))
    if before is not None and after is not None and before.resource_id != after.resource_id:
        found.append(Changed(str(_("File")), spans(str(_("one file")), str(_("another file")))))
    return tuple(found)
