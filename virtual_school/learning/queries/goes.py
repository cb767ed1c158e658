"""Every go at a piece of work: what was handed in, what came back, what was answered. Whose it is was decided."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from virtual_school.core.db import db
from virtual_school.core.files import FileState, StoredFile
from virtual_school.core.kept import kept
from virtual_school.core.notes import Note
from virtual_school.identity.models import Account
from virtual_school.learning.models import (
    Assignment,
    Attempt,
    DoneElsewhere,
    Feedback,
    FeedbackVoice,
    Felt,
    HandIn,
    HowItWas,
    Outcome,
    Piece,
    Reply,
    WorkAnswer,
)
from virtual_school.learning.pressing import AT_ONCE
from virtual_school.learning.queries.adjusted import frozen
from virtual_school.learning.queries.answers import Given, answered
from virtual_school.learning.queries.besides import Link, adults_name, besides
from virtual_school.learning.queries.besides import Note as WrittenNote
from virtual_school.learning.queries.criteria import Looked, looked_for
from virtual_school.learning.queries.photos import Photo, as_photo
from virtual_school.learning.queries.remarks import Remarked, Stretch, remarks_on, stretches
from virtual_school.network.viewer import Viewer
from virtual_school.plans.queries import Adjusted
from virtual_school.pupils.access import there_is
from virtual_school.safeguarding.access import held


@dataclass(frozen=True, slots=True)
class Go:
    """One attempt with all that came of it; what has not happened is None."""

    number: int
    attempt_id: uuid.UUID
    hand_in_id: uuid.UUID | None
    text: str | None
    pressed_at: dt.datetime | None
    arrived_at: dt.datetime | None
    receipt: str | None
    opened_at: dt.datetime | None
    feedback_id: uuid.UUID | None
    feedback: str | None
    outcome: Outcome | None
    returned_at: dt.datetime | None
    returned_by: str | None
    read_at: dt.datetime | None
    reply_id: uuid.UUID | None
    reply: str | None
    replied_at: dt.datetime | None
    felt: Felt | None = None
    # What came back said aloud, and in words what it says.
    voice_id: uuid.UUID | None = None
    voice_name: str | None = None
    voice_words: str | None = None
    voice_state: FileState | None = None
    voice_size: int | None = None
    # Said first of all; and whether the pupil had the people at home told of it.
    praise: str | None = None
    praise_told_at: dt.datetime | None = None
    is_secure: bool | None = None
    photos: list[Photo] = field(default_factory=list, compare=False)
    # What was taken away because it did not belong here: that it was, and nothing of it.
    taken_away: list[uuid.UUID] = field(default_factory=list, compare=False)
    links: list[Link] = field(default_factory=list, compare=False)
    notes: list[WrittenNote] = field(default_factory=list, compare=False)
    # What made it fair, as it was when this was handed in.
    adjustments: list[Adjusted] = field(default_factory=list, compare=False)
    # What was answered to the questions of the lesson.
    given: Given = Given()
    remarks: list[Remarked] = field(default_factory=list, compare=False)
    criteria: list[Looked] = field(default_factory=list, compare=False)

    @property
    def of_text(self) -> list[Remarked]:
        """What was said of parts of the text."""
        return [one for one in self.remarks if one.piece_id is None]

    def pins(self, piece_id: uuid.UUID) -> list[Remarked]:
        """What was said of places on a photo."""
        return [one for one in self.remarks if one.piece_id == piece_id]

    @property
    def pinned(self) -> list[tuple[int, Photo]]:
        """The photos of which something was said, each with its number among all."""
        return [(number, one) for number, one in enumerate(self.photos, 1) if self.pins(one.id)]

    @property
    def stretches(self) -> list[Stretch]:
        """The words, cut where somebody said something of them."""
        return stretches(self.text or "", self.of_text)

    @property
    def came_later(self) -> dt.datetime | None:
        """When it arrived, where it had to wait for a line: its page then says both times."""
        if self.pressed_at is None or self.arrived_at is None or self.arrived_at - self.pressed_at < AT_ONCE:
            return None
        return self.arrived_at


Column = sa.ColumnElement[uuid.UUID] | InstrumentedAttribute[uuid.UUID]


def noted(viewer: Viewer, kind: str, object_id: Column) -> sa.ScalarSelect[dt.datetime]:
    """When an object was first noted so: 'opened', 'read'."""
    question = sa.select(sa.func.min(Note.at)).where(
        Note.network_id == viewer.network_id,
        Note.kind == kind,
        Note.object_id == object_id,
        # Identifiers ascend with time, and nothing is noted of what is not there yet: so only the partitions of notes
        # since then are read.
        Note.id > object_id,
    )
    return question.scalar_subquery()


def in_force(feedback: type[Feedback] = Feedback) -> sa.ColumnElement[bool]:
    return feedback.undone_at.is_(None)


def of_feedback() -> sa.ColumnElement[bool]:
    """The recording that belongs to feedback: of the same hand-in, by whoever returned it."""
    return sa.and_(
        FeedbackVoice.hand_in_id == Feedback.hand_in_id,
        FeedbackVoice.account_id == Feedback.returned_by,
        FeedbackVoice.removed_at.is_(None),
    )


def free(viewer: Viewer, kind: str, id_column: Column) -> sa.ColumnElement[bool]:
    """That no concern holds it back from the viewer. A pupil always reads what they wrote themself."""
    return sa.true() if viewer.is_pupil else ~held(kind, id_column)


def free_feedback(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The same of what an adult answered; who wrote it finds it as ever, so that nothing tells them of a concern."""
    return sa.or_(free(viewer, "feedback", Feedback.id), Feedback.returned_by == viewer.account_id)


def goes(viewer: Viewer, assignment_id: uuid.UUID) -> list[Go]:
    """The attempts of a piece of work, first to last, in three queries; five with something handed in, and two more
    where questions were answered."""
    rows = [tuple(row) for row in _goes(viewer, assignment_id).execute()]
    found = [Go(*row[:-1]) for row in rows]
    if any(row[-1] for row in rows):
        given = answered(viewer, [go.attempt_id for go in found])
        found = [replace(go, given=given.get(go.attempt_id, go.given)) for go in found]
    if found:
        by_attempt = {go.attempt_id: go for go in found}
        for attempt_id, *row, removed_at in _photos(viewer, assignment_id).execute():
            if attempt_id not in by_attempt:
                continue  # its words are held back, and it with them
            if removed_at is None:
                by_attempt[attempt_id].photos.append(as_photo(viewer, *row))
            else:
                by_attempt[attempt_id].taken_away.append(row[0])
        for attempt_id, beside in besides(viewer, assignment_id):
            go = by_attempt.get(attempt_id)
            if go is not None and isinstance(beside, Link):
                go.links.append(beside)
            elif go is not None and isinstance(beside, WrittenNote):
                go.notes.append(beside)
        hand_ins = [go.hand_in_id for go in found if go.hand_in_id is not None]
        fair = frozen(viewer, hand_ins)
        read = [*_read_in(viewer, found)]
        said = remarks_on(viewer, read, free_feedback(viewer), free(viewer, "piece", Piece.id))
        looked = looked_for(viewer, read, free_feedback(viewer))
        for go in found:
            go.adjustments.extend(fair.get(go.hand_in_id, ()) if go.hand_in_id else ())
            go.remarks.extend(said.get(go.hand_in_id, ()) if go.hand_in_id else ())
            go.criteria.extend(looked.get(go.hand_in_id, ()) if go.hand_in_id else ())
    return found


def _read_in(viewer: Viewer, found: list[Go]) -> Iterator[uuid.UUID]:
    """Where something may have been said of a part: nothing is read by a pupil before it came back."""
    for go in found:
        if go.hand_in_id is not None and (go.feedback_id is not None or not viewer.is_pupil):
            yield go.hand_in_id


@kept
def _goes(viewer: Viewer, assignment_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Attempt.number, Attempt.id, HandIn.id, HandIn.text, HandIn.pressed_at, HandIn.arrived_at, HandIn.receipt,
            noted(viewer, "hand_in.opened", HandIn.id),
            Feedback.id, Feedback.text, Feedback.outcome, Feedback.returned_at, adults_name(viewer),
            noted(viewer, "feedback.read", Feedback.id),
            Reply.id, Reply.text, Reply.sent_at, HowItWas.felt,
            FeedbackVoice.id, FeedbackVoice.name, FeedbackVoice.words, StoredFile.state, StoredFile.shown_size,
            Feedback.praise, Feedback.praise_told_at, Feedback.is_secure, _has_answers(),
        )
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(HandIn, HandIn.attempt_id == Attempt.id)
        .outerjoin(Feedback, sa.and_(Feedback.hand_in_id == HandIn.id, in_force(), free_feedback(viewer)))
        .outerjoin(Account, Account.id == Feedback.returned_by)
        .outerjoin(Reply, sa.and_(Reply.feedback_id == Feedback.id, free(viewer, "reply", Reply.id)))
        .outerjoin(HowItWas, HowItWas.hand_in_id == HandIn.id)
        .outerjoin(FeedbackVoice, of_feedback())
        .outerjoin(StoredFile, StoredFile.id == FeedbackVoice.stored_file_id)
        .where(Attempt.network_id == viewer.network_id, Attempt.assignment_id == assignment_id)
        .where(sa.or_(HandIn.id.is_(None), free(viewer, "hand_in", HandIn.id)))
        .order_by(Attempt.number, Reply.sent_at)
        .limit(200)
    )  # fmt: skip


def _has_answers() -> sa.ColumnElement[bool]:
    brought_back = sa.exists().where(DoneElsewhere.attempt_id == Attempt.id)
    return sa.or_(sa.exists().where(WorkAnswer.attempt_id == Attempt.id), brought_back)


@kept
def _photos(viewer: Viewer, assignment_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Piece.attempt_id, Piece.id, Piece.name, StoredFile, Piece.recorded, adults_name(viewer),
            Piece.original_file_id.is_not(None), Piece.removed_at,
        )
        .join(StoredFile, StoredFile.id == Piece.stored_file_id)
        .join(Attempt, Attempt.id == Piece.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(Account, Account.id == Piece.added_by)
        .where(
            Piece.network_id == viewer.network_id,
            Attempt.assignment_id == assignment_id,
            free(viewer, "piece", Piece.id),
            sa.or_(Piece.removed_at.is_(None), Piece.withdrawn_by.is_not(None)),
        )
        .order_by(Piece.attempt_id, Piece.position, Piece.id)
    )  # fmt: skip


PhotoFile = tuple[StoredFile, str, uuid.UUID]


def photo_file(viewer: Viewer, attempt: sa.ColumnElement[bool], piece_id: uuid.UUID) -> PhotoFile | None:
    """Stored file, name and pupil of a piece whose attempt meets the condition that the caller's rules make."""
    work = aliased(Assignment)
    question = (
        sa.select(StoredFile, Piece.name, work.pupil_id)
        .join(Piece, Piece.stored_file_id == StoredFile.id)
        .join(Attempt, Attempt.id == Piece.attempt_id)
        .join(work, work.id == Attempt.assignment_id)
        .where(Piece.network_id == viewer.network_id, Piece.id == piece_id, Piece.removed_at.is_(None), attempt)
        .where(free(viewer, "piece", Piece.id))
    )
    handed_in = aliased(HandIn)
    question = question.where(
        sa.or_(
            ~there_is(handed_in, handed_in.attempt_id == Attempt.id),
            there_is(handed_in, handed_in.attempt_id == Attempt.id, free(viewer, "hand_in", handed_in.id)),
        )
    )
    found = db.session.execute(question).first()
    return (found[0], found[1], found[2]) if found else None
