"""What waits for the one who was named to answer it, and what they returned lately."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement, listed
from virtual_school.core.saving.models import Draft
from virtual_school.learning.changes import ABOUT, subject_of_feedback, subject_of_praise
from virtual_school.learning.models import (
    Answerer,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
    Reply,
    WorkRemark,
)
from virtual_school.learning.policy import Returned
from virtual_school.learning.queries.goes import Go, PhotoFile, free, goes, noted, photo_file
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.learning.queries.one import Work, Written, as_described, describing
from virtual_school.library.models import LessonRevision
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, opened, reach
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.access import held, stopped

PAGE = 50
LATELY = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the pile. `who` is a first name to a marker of another school, 'Ellie M.' to those who know her."""

    hand_in_id: uuid.UUID
    arrived_at: dt.datetime
    number: int
    title: str
    who: str
    year: int


@dataclass(frozen=True, slots=True)
class Lately:
    """One hand-in that the viewer returned in the last days."""

    hand_in_id: uuid.UUID
    title: str
    who: str
    state: AssignmentState
    returned_at: dt.datetime
    has_reply: bool
    read_at: dt.datetime | None = None
    remarks: int = 0
    seen_to: int = 0


@dataclass(frozen=True, slots=True)
class ToAnswer(Work):
    """One hand-in as the page of who answers it shows it."""

    hand_in_id: uuid.UUID
    pupil_id: uuid.UUID
    who: str
    year: int
    # What the viewer had said before they took it back.
    was_secure: bool | None

    @property
    def go(self) -> Go:
        return next(go for go in self.goes if go.hand_in_id == self.hand_in_id)

    @property
    def earlier(self) -> list[Go]:
        return [go for go in reversed(self.goes) if go.number < self.go.number]

    @property
    def is_waiting(self) -> bool:
        return self.state is AssignmentState.HANDED_IN and self.go.feedback_id is None


def named(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That the viewer was named to answer the work, in the hat they wear, and still reaches it."""
    return [
        Assignment.network_id == viewer.network_id,
        Assignment.state != AssignmentState.WITHDRAWN,
        *_is_answerer(viewer),
        sa.or_(reach(viewer, Part.WORK, Assignment.pupil_id), opened(viewer, ABOUT, Assignment.id, Part.WORK)),
    ]


def _is_answerer(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [
        Answerer.assignment_id == Assignment.id,
        Answerer.account_id == viewer.account_id,
        Answerer.organisation_id == viewer.organisation_id,
        in_force(Answerer, clock.today()),
    ]


def _knows(viewer: Viewer) -> sa.ColumnElement[bool]:
    return knows(viewer, Part.WORK, Assignment.pupil_id)


def _who(knows: bool, known_as: str, family_name: str) -> str:
    return f"{known_as} {family_name[:1]}." if knows else known_as


def _unanswered() -> list[sa.ColumnElement[bool]]:
    answered = sa.exists().where(Feedback.hand_in_id == HandIn.id, not_undone())
    is_free = ~held("hand_in", HandIn.id)
    return [Assignment.state == AssignmentState.HANDED_IN, ~answered, ~stopped(Assignment.pupil_id), is_free]


def pile_statement(viewer: Viewer) -> Statement:
    """What waits for the viewer, oldest first."""
    return (
        sa.select(
            HandIn.id, HandIn.arrived_at, Attempt.number, LessonRevision.title, Pupil.known_as, Pupil.family_name,
            Pupil.year, _knows(viewer).label("knows"),
        )
        .select_from(Assignment)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .join(Answerer, Answerer.assignment_id == Assignment.id)
        .where(*named(viewer), *_unanswered())
        .order_by(HandIn.arrived_at, HandIn.id)
    )  # fmt: skip


def as_waiting(rows: Sequence[Any]) -> list[Waiting]:
    return [
        Waiting(hand_in, arrived, number, title, _who(knows, known_as, family), year)
        for hand_in, arrived, number, title, known_as, family, year, knows in rows
    ]


the_pile = listed(pile_statement)


def waiting(viewer: Viewer) -> list[Waiting]:
    """The first page of what waits for the viewer, in one query."""
    return as_waiting(the_pile(viewer).paged(1).execute().all())


def waiting_count(viewer: Viewer) -> int:
    """How many hand-ins wait for the viewer."""
    question = (
        sa.select(sa.func.count(HandIn.id))
        .select_from(Assignment)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .join(Answerer, Answerer.assignment_id == Assignment.id)
        .where(*named(viewer), *_unanswered())
    )
    return db.session.scalar(question) or 0


def lately(viewer: Viewer) -> list[Lately]:
    """What the viewer returned in the last fortnight, newest first."""
    return [
        Lately(hand_in, title, _who(knows, known_as, family), AssignmentState(outcome.value), at, *did)
        for hand_in, title, outcome, at, known_as, family, knows, *did in _lately(viewer).execute()
    ]


@kept
def _lately(viewer: Viewer) -> Any:
    replied = sa.exists().where(Reply.feedback_id == Feedback.id, free(viewer, "reply", Reply.id))
    mine = (WorkRemark.hand_in_id == HandIn.id, WorkRemark.account_id == viewer.account_id)
    said = sa.select(sa.func.count(WorkRemark.id)).where(*mine, WorkRemark.removed_at.is_(None)).correlate(HandIn)
    return (
        sa.select(
            HandIn.id, LessonRevision.title, Feedback.outcome, Feedback.returned_at,
            Pupil.known_as, Pupil.family_name, _knows(viewer).label("knows"),
            replied, noted(viewer, "feedback.read", Feedback.id),
            said.scalar_subquery(), said.where(WorkRemark.acted_at.is_not(None)).scalar_subquery(),
        )
        .select_from(Feedback)
        .join(HandIn, HandIn.id == Feedback.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .join(Answerer, Answerer.assignment_id == Assignment.id)
        .where(
            *named(viewer), not_undone(), Feedback.returned_by == viewer.account_id,
            Feedback.returned_at > clock.now() - LATELY, ~stopped(Assignment.pupil_id),
            free(viewer, "hand_in", HandIn.id),
        )
        .order_by(Feedback.returned_at.desc(), Feedback.id.desc())
        .limit(10)
    )  # fmt: skip


def _one(viewer: Viewer, hand_in_id: uuid.UUID) -> list[sa.ColumnElement[bool]]:
    """That a hand-in is one that the viewer was named to answer."""
    go = aliased(Attempt)
    of_the_hand_in = sa.select(go.assignment_id).join(HandIn, HandIn.attempt_id == go.id).where(HandIn.id == hand_in_id)
    of_the_hand_in = of_the_hand_in.where(~held("hand_in", HandIn.id))
    answerer = sa.exists().where(*named(viewer)).correlate(Assignment)
    return [Assignment.id == of_the_hand_in.scalar_subquery(), answerer]


def to_answer(viewer: Viewer, hand_in_id: uuid.UUID) -> ToAnswer:
    """One hand-in that the viewer was named to answer, with every go before it. Three queries."""
    columns, more = as_described(_to_answer(viewer, hand_in_id).execute().first())
    pupil_id, known_as, family_name, year, knows, was_secure = more
    who = _who(knows, known_as, family_name)
    return ToAnswer(*(*columns, goes(viewer, columns[0]), hand_in_id, pupil_id, who, year, was_secure))


@kept
def _to_answer(viewer: Viewer, hand_in_id: uuid.UUID) -> Any:
    condition = [Pupil.id == Assignment.pupil_id, *_one(viewer, hand_in_id)]
    about = (Pupil.id, Pupil.known_as, Pupil.family_name, Pupil.year, _knows(viewer).label("knows"))
    return describing(condition, *about, _was_secure(viewer, hand_in_id))


def _was_secure(viewer: Viewer, hand_in_id: uuid.UUID) -> sa.ScalarSelect[bool | None]:
    mine = (Feedback.hand_in_id == hand_in_id, Feedback.returned_by == viewer.account_id)
    taken_back = sa.select(Feedback.is_secure).where(*mine, Feedback.undone_at.is_not(None))
    return taken_back.order_by(Feedback.undone_at.desc(), Feedback.id.desc()).limit(1).scalar_subquery()


def feedback_written(viewer: Viewer, hand_in_id: uuid.UUID) -> tuple[Written, Written]:
    """The viewer's draft of the feedback on a hand-in, and of the praise before it."""
    subjects = (subject_of_feedback(hand_in_id), subject_of_praise(hand_in_id))
    found = {subject: Written(*row) for subject, *row in _drafts(viewer, *subjects).execute()}
    none = Written("", 0, None)
    return found.get(subjects[0], none), found.get(subjects[1], none)


@kept
def _drafts(viewer: Viewer, first: str, second: str) -> Statement:
    return sa.select(Draft.subject, Draft.text, Draft.version, Draft.saved_at).where(
        Draft.network_id == viewer.network_id,
        Draft.account_id == viewer.account_id,
        sa.or_(Draft.subject == first, Draft.subject == second),
    )


def to_return(viewer: Viewer, hand_in_id: uuid.UUID) -> tuple[Assignment, bool]:
    """The work of a hand-in that the viewer was named to answer, held; and whether the hand-in has an answer."""
    question = sa.select(Assignment).where(*_one(viewer, hand_in_id)).with_for_update(of=Assignment)
    found = db.session.scalars(question, execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotVisible
    answered = sa.select(sa.exists().where(Feedback.hand_in_id == hand_in_id, not_undone()))
    return found, bool(db.session.scalar(answered))


def to_undo(viewer: Viewer, feedback_id: uuid.UUID) -> tuple[Assignment, Feedback, Returned]:
    """Feedback on work that the viewer was named to answer, with the work held; and what has become of it."""
    hand_in_id = db.session.scalar(
        sa.select(Feedback.hand_in_id).where(Feedback.network_id == viewer.network_id, Feedback.id == feedback_id)
    )
    if hand_in_id is None:
        raise NotVisible
    assignment, _answered = to_return(viewer, hand_in_id)
    later = sa.exists().where(
        Attempt.assignment_id == assignment.id,
        Attempt.number
        > sa.select(Attempt.number)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .where(HandIn.id == hand_in_id)
        .scalar_subquery(),
    )
    replied = sa.exists().where(Reply.feedback_id == feedback_id)
    moved_on = sa.or_(later, replied, Feedback.praise_told_at.is_not(None))
    question = sa.select(Feedback, noted(viewer, "feedback.read", Feedback.id), moved_on)
    feedback, read_at, has_moved_on = db.session.execute(question.where(Feedback.id == feedback_id)).one()
    returned = Returned(
        feedback.returned_by, feedback.returned_at, read_at is not None, has_moved_on, feedback.undone_at is not None
    )
    return assignment, feedback, returned


def photo_to_answer(viewer: Viewer, hand_in_id: uuid.UUID, piece_id: uuid.UUID) -> PhotoFile:
    """A photo of a hand-in that the viewer was named to answer, or of a go before it that was handed in."""
    mine = sa.exists().where(*_one(viewer, hand_in_id), Attempt.assignment_id == Assignment.id).correlate(Attempt)
    handed_in = sa.exists().where(HandIn.attempt_id == Attempt.id)
    found = photo_file(viewer, sa.and_(mine, handed_in), piece_id)
    if found is None:
        raise NotVisible
    return found
