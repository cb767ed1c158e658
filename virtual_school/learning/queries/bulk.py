"""The pile as one list to answer on one page, or in a spreadsheet: the oldest that wait, with what is typed of each."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.core.saving.models import Draft
from virtual_school.learning.changes import subject_of_feedback, subject_of_praise
from virtual_school.learning.models import Assignment, Feedback, HandIn
from virtual_school.learning.policy import Returned
from virtual_school.learning.queries.pile import Waiting, as_waiting, pile_statement, to_return, to_undo
from virtual_school.network.viewer import Viewer

# On one page; what is beyond it comes when these are answered.
MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One hand-in of the list, with the viewer's own drafts and how far each is."""

    number: int
    waiting: Waiting
    praise: str
    praise_version: int
    text: str
    text_version: int

    @property
    def id(self) -> uuid.UUID:
        return self.waiting.hand_in_id


def oldest(viewer: Viewer) -> Statement:
    """The rows of the list: of these, however often it is asked while somebody works through them."""
    first = db.session.execute(pile_statement(viewer).limit(MOST)).all()
    return pile_statement(viewer).where(HandIn.id.in_([row[0] for row in first]))


def as_lines(viewer: Viewer, rows: Sequence[Any]) -> list[Line]:
    waiting = as_waiting(rows)
    typed = _typed(viewer, [one.hand_in_id for one in waiting])
    found = []
    for number, one in enumerate(waiting, start=1):
        praise = typed.get(subject_of_praise(one.hand_in_id), ("", 0))
        text = typed.get(subject_of_feedback(one.hand_in_id), ("", 0))
        found.append(Line(number, one, *praise, *text))
    return found


def lines(viewer: Viewer) -> list[Line]:
    return as_lines(viewer, db.session.execute(pile_statement(viewer).limit(MOST)).all())


def _typed(viewer: Viewer, hand_ins: list[uuid.UUID]) -> dict[str, tuple[str, int]]:
    subjects = [make(one) for one in hand_ins for make in (subject_of_praise, subject_of_feedback)]
    question = sa.select(Draft.subject, Draft.text, Draft.version).where(
        Draft.network_id == viewer.network_id, Draft.account_id == viewer.account_id, Draft.subject.in_(subjects)
    )
    return {subject: (text, version) for subject, text, version in db.session.execute(question)}


def to_return_each(viewer: Viewer, hand_ins: Sequence[uuid.UUID]) -> list[tuple[uuid.UUID, Assignment, bool]]:
    """Each held, in one order for everybody; `NotVisible` where one is not the viewer's to answer."""
    return [(one, *to_return(viewer, one)) for one in sorted(hand_ins)]


def to_undo_each(viewer: Viewer, at: dt.datetime) -> list[tuple[Assignment, Feedback, Returned]]:
    """All that the viewer returned in one go, held."""
    question = (
        sa.select(Feedback.id)
        .where(
            Feedback.network_id == viewer.network_id,
            Feedback.returned_by == viewer.account_id,
            Feedback.returned_at == at,
            Feedback.undone_at.is_(None),
        )
        .order_by(Feedback.hand_in_id)
        .limit(MOST)
    )
    found = [to_undo(viewer, feedback_id) for feedback_id in db.session.scalars(question).all()]
    if not found:
        raise NotVisible
    return found
