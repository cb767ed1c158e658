"""The work of one pupil, for those who reach it: mentor, lead, school, key adult, carer; and what came back lately."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.templating import moment
from virtual_school.learning.models import (
    OPEN_TO_WRITE,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
    Piece,
    Reply,
    WrittenDown,
)
from virtual_school.learning.queries.goes import PhotoFile, free, goes, noted, photo_file
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.learning.queries.mine import in_order, to_choose
from virtual_school.learning.queries.one import Work, answerer_name, as_described, describing
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Term
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows, reach
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.access import stopped

PAGE = 50
LATELY = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Set:
    """One piece of work in an adult's list of a pupil's work."""

    id: uuid.UUID
    state: AssignmentState
    set_at: dt.datetime
    due_on: dt.date | None
    title: str
    subject: str
    answerer: str | None
    when_ready: bool = False
    is_choice: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TO_WRITE


@dataclass(frozen=True, slots=True)
class CameBack:
    """Something that moved: handed in, returned or answered, with when."""

    assignment_id: uuid.UUID
    pupil_id: uuid.UUID
    pupil: str
    title: str
    state: AssignmentState
    handed_in_at: dt.datetime
    returned_at: dt.datetime | None
    read_at: dt.datetime | None
    has_reply: bool

    @property
    def url(self) -> str:
        return f"/assignments/{self.assignment_id}"

    @property
    def at(self) -> dt.datetime:
        return self.returned_at or self.handed_in_at

    @property
    def words(self) -> str:
        """What has happened with it, last thing first."""
        if self.returned_at is None:
            return str(_("Handed in %(when)s", when=moment(self.handed_in_at)))
        came = _("Feedback %(when)s", when=moment(self.returned_at))
        if self.has_reply:
            return str(_("%(came)s, answered", came=came))
        return str(_("%(came)s, read", came=came) if self.read_at else _("%(came)s, not read yet", came=came))


def visible(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That the viewer reaches the work of the pupil whose it is, and that it was not taken back."""
    return [
        Assignment.network_id == viewer.network_id,
        Assignment.state != AssignmentState.WITHDRAWN,
        reach(viewer, Part.WORK, Assignment.pupil_id),
    ]


def work_of(viewer: Viewer, pupil_id: uuid.UUID, page: int = 1) -> tuple[list[Set], bool]:
    """A page of what was set to a pupil, in the order in which they see it, and whether there is more."""
    question = (
        sa.select(
            Assignment.id,
            Assignment.state,
            Assignment.set_at,
            Assignment.due_on,
            LessonRevision.title,
            Term.words,
            answerer_name(),
            Assignment.when_ready,
            to_choose(),
        )
        .select_from(Assignment)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Term, Term.id == LessonRevision.subject_id)
        .where(*visible(viewer), Assignment.pupil_id == pupil_id)
        .order_by(*in_order(), Assignment.set_at.desc(), Assignment.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = [Set(*row) for row in db.session.execute(question)]
    return found[:PAGE], len(found) > PAGE


def pupil_of(viewer: Viewer, assignment_id: uuid.UUID) -> uuid.UUID:
    """Whose a piece of work is, for someone who reaches it."""
    question = sa.select(Assignment.pupil_id).where(*visible(viewer), Assignment.id == assignment_id)
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def one(viewer: Viewer, assignment_id: uuid.UUID) -> Work:
    """One piece of work with every go that was handed in. What she has not handed in stays hers."""
    columns, _more = as_described(_one(viewer, assignment_id).execute().first())
    handed_in = [go for go in goes(viewer, assignment_id) if go.hand_in_id is not None]
    return Work(*(*columns, handed_in))


@kept
def _one(viewer: Viewer, assignment_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return describing([*visible(viewer), Assignment.id == assignment_id])


def photo(viewer: Viewer, assignment_id: uuid.UUID, piece_id: uuid.UUID) -> PhotoFile:
    """A photo that was handed in, for someone who reaches the pupil's work."""
    theirs = (
        sa.exists()
        .where(*visible(viewer), Assignment.id == assignment_id, Attempt.assignment_id == Assignment.id)
        .correlate(Attempt)
    )
    found = photo_file(viewer, sa.and_(theirs, sa.exists().where(HandIn.attempt_id == Attempt.id)), piece_id)
    if found is None:
        raise NotVisible
    return found


def piece_to_withdraw(viewer: Viewer, assignment_id: uuid.UUID, piece_id: uuid.UUID, *, lock: bool) -> Piece:
    """A photo that was handed in with work that the viewer reaches; held, to take it away."""
    question = (
        sa.select(Piece)
        .join(Attempt, Attempt.id == Piece.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            *visible(viewer),
            Assignment.id == assignment_id,
            Piece.id == piece_id,
            Piece.removed_at.is_(None),
            sa.exists().where(HandIn.attempt_id == Attempt.id),
        )
    )
    found = db.session.scalar(question.with_for_update(of=Piece) if lock else question)
    if found is None:
        raise NotVisible
    return found


def own_written_down(viewer: Viewer, assignment_id: uuid.UUID, written_id: uuid.UUID, *, lock: bool) -> WrittenDown:
    """What the viewer wrote down for a pupil whose work they reach; held, to take it away."""
    question = (
        sa.select(WrittenDown)
        .join(Attempt, Attempt.id == WrittenDown.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            *visible(viewer),
            Assignment.id == assignment_id,
            WrittenDown.id == written_id,
            WrittenDown.account_id == viewer.account_id,
            WrittenDown.removed_at.is_(None),
        )
    )
    found = db.session.scalar(question.with_for_update(of=WrittenDown) if lock else question)
    if found is None:
        raise NotVisible
    return found


def to_change(viewer: Viewer, assignment_id: uuid.UUID) -> Assignment:
    """A piece of work that the viewer reaches, held."""
    question = sa.select(Assignment).where(*visible(viewer), Assignment.id == assignment_id).with_for_update()
    found = db.session.scalars(question, execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotVisible
    return found


def came_back(viewer: Viewer) -> list[CameBack]:
    """What pupils whom the viewer knows handed in, or were given back, of late, newest first. One query."""
    return [
        CameBack(work_id, pupil_id, f"{known_as} {family[:1]}.", *rest)
        for work_id, pupil_id, known_as, family, *rest in _came_back(viewer).execute()
    ]


@kept
def _came_back(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    replied = sa.exists().where(Reply.feedback_id == Feedback.id)
    at = sa.func.coalesce(Feedback.returned_at, HandIn.arrived_at)
    return (
        sa.select(
            Assignment.id, Pupil.id, Pupil.known_as, Pupil.family_name, LessonRevision.title, Assignment.state,
            HandIn.arrived_at, Feedback.returned_at, noted(viewer, "feedback.read", Feedback.id), replied,
        )
        .select_from(HandIn)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .outerjoin(Feedback, sa.and_(Feedback.hand_in_id == HandIn.id, not_undone()))
        .where(*visible(viewer), knows(viewer, Part.WORK, Assignment.pupil_id))
        .where(HandIn.arrived_at > clock.now() - 2 * LATELY, at > clock.now() - LATELY)
        .where(~stopped(Assignment.pupil_id), free(viewer, "hand_in", HandIn.id))
        .order_by(at.desc(), HandIn.id.desc())
        .limit(10)
    )  # fmt: skip
