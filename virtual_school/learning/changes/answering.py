"""What whoever answers gives back, and takes back."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.assessment import changes as assessment
from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.learning import telling
from virtual_school.learning.changes.states import (
    ABOUT,
    move,
    still,
    subject_of_feedback,
    subject_of_praise,
)
from virtual_school.learning.models import (
    Assignment,
    AssignmentState,
    Feedback,
    Outcome,
)
from virtual_school.learning.showing import SHOWN_BY
from virtual_school.library.models import LessonRevision
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Window

# How long the window of who answered stays open once the work is done.
AFTER_DONE = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said beside the words: praise first of all, and whether the pupil can now do what the lesson is for."""

    praise: str = ""
    is_secure: bool | None = None
    # The moment at which several were returned together.
    at: dt.datetime | None = None


NOTHING_MORE = Judged()


def return_feedback(
    by: Viewer,
    assignment: Assignment,
    hand_in_id: uuid.UUID,
    text: str,
    outcome: Outcome,
    judged: Judged = NOTHING_MORE,
) -> Feedback:
    """Give a hand-in back with words, for another go or as done. The draft is spent."""
    if by.account_id is None:
        raise WrongState(_("Feedback is written by a person."))
    move(assignment, AssignmentState(outcome.value))
    made = Feedback(
        hand_in_id=hand_in_id,
        text=text,
        outcome=outcome,
        returned_by=by.account_id,
        returned_at=judged.at or clock.now(),
    )
    made.praise, made.is_secure = judged.praise.strip(), judged.is_secure
    db.session.add(made)
    db.session.flush()
    drafts.take(by.account_id, subject_of_feedback(hand_in_id))
    drafts.take(by.account_id, subject_of_praise(hand_in_id))
    telling.answered(assignment, hand_in_id)
    if made.praise:
        telling.praised(assignment, hand_in_id, by.account_id)
    if made.is_secure is not None:
        _say_what_it_shows(by, assignment, made)
    _let_windows_end(by, assignment, clock.today() + AFTER_DONE if outcome is Outcome.DONE else None)
    audit.record(
        "feedback.returned",
        by,
        pupil_id=assignment.pupil_id,
        object_id=assignment.id,
        feedback_id=made.id,
        outcome=outcome,
        is_secure=made.is_secure,
    )
    db.session.flush()
    return made


def _say_what_it_shows(by: Viewer, assignment: Assignment, feedback: Feedback) -> None:
    """Whether the pupil can now do what the lesson is for, by this feedback."""
    lesson = db.session.get_one(LessonRevision, assignment.revision_id)
    assessment.evidence(
        by,
        pupil_id=assignment.pupil_id,
        subject_id=lesson.subject_id,
        year=lesson.year,
        words=lesson.outcome,
        secure=bool(feedback.is_secure),
        source=(SHOWN_BY, feedback.id),
    )


def _let_windows_end(by: Viewer, assignment: Assignment, ends_on: dt.date | None) -> None:
    """When the work is done, whoever answered it through a window still sees her reply, for a fortnight."""
    onto_it = still(Window).where(Window.about_kind == ABOUT, Window.about_id == assignment.id)
    for window in db.session.scalars(onto_it).all():
        pupils.close_window_on(by, window, ends_on)


def undo_feedback(by: Viewer, assignment: Assignment, feedback: Feedback) -> None:
    """Take feedback back; its words are a draft again, so that nothing typed is lost."""
    feedback.undone_at = clock.now()
    move(assignment, AssignmentState.HANDED_IN)
    _let_windows_end(by, assignment, None)
    for subject, words in (
        (subject_of_feedback(feedback.hand_in_id), feedback.text),
        (subject_of_praise(feedback.hand_in_id), feedback.praise),
    ):
        if words:
            drafts.save(feedback.returned_by, subject, drafts.Save(f"undo-{feedback.id}", base=0, seq=0, text=words))
    assessment.withdraw_evidence(by, (SHOWN_BY, feedback.id), "Undone.")
    telling.undone(assignment, feedback.hand_in_id)
    audit.record("feedback.undone", by, pupil_id=assignment.pupil_id, object_id=assignment.id, feedback_id=feedback.id)
    db.session.flush()
