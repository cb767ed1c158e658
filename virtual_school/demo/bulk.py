"""Daily facts by the hundred: plain inserts of rows as the changes would have made them, without an audit of each.

For the demonstration, the measurements and the tests. What decides who reaches whom never comes this way.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance.models import Mark, ProviderMark, Seen, SeenHow
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.ids import uuid7
from virtual_school.core.notes import Note
from virtual_school.learning.models import (
    Answerer,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
    Outcome,
    Piece,
)
from virtual_school.learning.receipts import new_receipt
from virtual_school.library.models import LessonUse, UseKind
from virtual_school.mentoring.models import ContactKind, ContactNote, Observation, ObservationKind
from virtual_school.timetable.models import Session

BATCH = 400
A_DAY, FRIDAY = dt.timedelta(days=1), 5


@dataclass(slots=True)
class Rows:
    """Rows that wait to be inserted, by table, in an order in which they may point at each other."""

    network: uuid.UUID = field(default_factory=network_id_in_force)
    waiting: dict[type[Any], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: type[Any], **values: Any) -> uuid.UUID:
        row = {"id": uuid7(), "network_id": self.network, **values}
        self.waiting.setdefault(table, []).append(row)
        return row["id"]  # type: ignore[no-any-return]

    def write(self) -> int:
        """Insert everything that waits, inside the caller's transaction; how many rows that was."""
        order = (Assignment, Answerer, Attempt, Piece, HandIn, Feedback)
        tables = sorted(self.waiting, key=lambda table: order.index(table) if table in order else len(order))
        many = 0
        for table in tables:
            rows = self.waiting[table]
            for first in range(0, len(rows), BATCH):
                db.session.execute(sa.insert(table.__table__), rows[first : first + BATCH])
            many += len(rows)
        self.waiting.clear()
        return many


def marked(
    rows: Rows,
    *,
    pupil_id: uuid.UUID,
    organisation_id: uuid.UUID,
    on: dt.date,
    session: Session,
    mark: Mark,
    at: dt.datetime,
    by: uuid.UUID,
) -> None:
    """What a place said of a session."""
    rows.add(
        ProviderMark,
        pupil_id=pupil_id, organisation_id=organisation_id, on=on, session=session, mark=mark, at=at, by=by,
        link_id=None,
    )  # fmt: skip


def seen(
    rows: Rows, *, pupil_id: uuid.UUID, on: dt.date, session: Session, how: SeenHow, at: dt.datetime, by: uuid.UUID
) -> None:
    rows.add(Seen, pupil_id=pupil_id, on=on, session=session, how=how, at=at, by=by)


def contact(
    rows: Rows,
    *,
    pupil_id: uuid.UUID,
    by: uuid.UUID,
    kind: ContactKind,
    at: dt.datetime,
    minutes: int | None,
    words: str | None,
) -> None:
    rows.add(
        ContactNote,
        pupil_id=pupil_id, account_id=by, kind=kind, at=at, minutes=minutes, words=words, made_at=at, **NOT_WITHDRAWN,
    )  # fmt: skip


def observation(
    rows: Rows, *, pupil_id: uuid.UUID, by: uuid.UUID, kind: ObservationKind, at: dt.datetime, words: str
) -> None:
    rows.add(Observation, pupil_id=pupil_id, account_id=by, kind=kind, at=at, words=words, made_at=at, **NOT_WITHDRAWN)


NOT_WITHDRAWN = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_because": None}
NOT_ENDED = {"ended_at": None, "ended_by": None, "because": None}


@dataclass(frozen=True, slots=True)
class DoneWork:
    """A piece of work that is over: set, handed in in some goes, answered each time, done."""

    pupil_id: uuid.UUID
    revision_id: uuid.UUID
    set_by: uuid.UUID
    answerer: uuid.UUID
    answers_for: uuid.UUID
    set_at: dt.datetime
    due_on: dt.date | None
    # What was handed in and what came back, in order; the last one is done.
    goes: Sequence[tuple[str, str]]
    days_between: int = 1
    # The pupil's own account, where they opened each answer on the day after.
    read_by: uuid.UUID | None = None
    # A photo in place of writing: the stored file and its name.
    photo: tuple[uuid.UUID, str] | None = None
    # The lesson, and the school whose pupil it was set to: that it used what whoever answers had posted.
    used: tuple[uuid.UUID, uuid.UUID] | None = None


def done_work(rows: Rows, work: DoneWork) -> uuid.UUID:
    """A piece of work from set to done."""
    made = rows.add(
        Assignment,
        pupil_id=work.pupil_id,
        revision_id=work.revision_id,
        set_by=work.set_by,
        set_at=work.set_at,
        due_on=work.due_on,
        state=AssignmentState.DONE,
        version=2 + 2 * len(work.goes),
        **NOT_WITHDRAWN,
    )
    rows.add(
        Answerer,
        assignment_id=made,
        account_id=work.answerer,
        organisation_id=work.answers_for,
        starts_on=work.set_at.date(),
        ends_on=None,
        **NOT_ENDED,
    )
    if work.used is not None:
        lesson_id, taker_id = work.used
        rows.add(
            LessonUse,
            lesson_id=lesson_id, revision_id=work.revision_id, giver_id=work.answers_for, taker_id=taker_id,
            kind=UseKind.SET, used_on=work.set_at.date(), thing_id=made, undone_at=None,
        )  # fmt: skip
    moment = work.set_at
    for number in range(1, len(work.goes) + 1):
        moment = _go(rows, work, made, number, moment)
    return made


def _go(rows: Rows, work: DoneWork, made: uuid.UUID, number: int, moment: dt.datetime) -> dt.datetime:
    """One go at it: opened, handed in, answered, read; when it was answered."""
    text, answer = work.goes[number - 1]
    attempt = rows.add(Attempt, assignment_id=made, number=number, opened_at=moment + dt.timedelta(hours=2))
    moment = _on_a_weekday(moment + dt.timedelta(days=work.days_between, hours=3))
    if work.photo is not None:
        _photo(rows, attempt, *work.photo, moment)
    handed = rows.add(
        HandIn, attempt_id=attempt, text=text, pressed_at=moment, arrived_at=moment, receipt=new_receipt()
    )
    moment = _on_a_weekday(moment + A_DAY)
    answer_id = rows.add(
        Feedback,
        hand_in_id=handed,
        text=answer,
        outcome=Outcome.DONE if number == len(work.goes) else Outcome.ANOTHER_GO,
        returned_by=work.answerer,
        returned_at=moment,
        undone_at=None,
    )
    if work.read_by is not None:
        read(rows, answer_id, pupil_id=work.pupil_id, by=work.read_by, at=_on_a_weekday(moment + A_DAY))
    return moment


def read(rows: Rows, feedback_id: uuid.UUID, *, pupil_id: uuid.UUID, by: uuid.UUID, at: dt.datetime) -> None:
    """That the pupil opened an answer."""
    rows.add(
        Note, kind="feedback.read", at=at, account_id=by, pupil_id=pupil_id, object_id=feedback_id, key=None, data={}
    )


def _photo(rows: Rows, attempt_id: uuid.UUID, stored_id: uuid.UUID, name: str, at: dt.datetime) -> None:
    rows.add(
        Piece, attempt_id=attempt_id, stored_file_id=stored_id, name=name, position=1, added_at=at, removed_at=None
    )


def _on_a_weekday(moment: dt.datetime) -> dt.datetime:
    """The same time of the Monday after, where it would be at the weekend."""
    return moment + A_DAY * max(0, 8 - moment.isoweekday()) * (moment.isoweekday() > FRIDAY)


def all_of(rows: Rows, works: Iterable[DoneWork]) -> int:
    """Several of them; how many."""
    return len([done_work(rows, work) for work in works])
