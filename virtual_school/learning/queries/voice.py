"""An answer said aloud: its writer's alone until it is returned, then for all who read the answer."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import FileState, StoredFile
from virtual_school.learning.models import Assignment, Attempt, Feedback, FeedbackVoice, HandIn
from virtual_school.learning.queries.goes import free_feedback, in_force, of_feedback
from virtual_school.learning.queries.one import own
from virtual_school.learning.queries.pile import named
from virtual_school.learning.queries.record import visible
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding.access import held

# Stored file, the name it is sent under, and the pupil whose work it answers.
VoiceFile = tuple[StoredFile, str, uuid.UUID]


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """What somebody has said for an answer that they are writing."""

    id: uuid.UUID
    name: str
    words: str
    state: FileState
    size: int


def _mine(viewer: Viewer, hand_in_id: uuid.UUID) -> list[sa.ColumnElement[bool]]:
    return [
        FeedbackVoice.network_id == viewer.network_id,
        FeedbackVoice.hand_in_id == hand_in_id,
        FeedbackVoice.account_id == viewer.account_id,
        FeedbackVoice.removed_at.is_(None),
    ]


def own_voice(viewer: Viewer, hand_in_id: uuid.UUID) -> OwnVoice | None:
    """The viewer's own recording for a hand-in that they answer."""
    columns = (FeedbackVoice.id, FeedbackVoice.name, FeedbackVoice.words, StoredFile.state, StoredFile.shown_size)
    question = sa.select(*columns).join(StoredFile, StoredFile.id == FeedbackVoice.stored_file_id)
    found = db.session.execute(question.where(*_mine(viewer, hand_in_id))).first()
    return OwnVoice(*found) if found else None


def voice_to_change(viewer: Viewer, hand_in_id: uuid.UUID) -> FeedbackVoice | None:
    """The same, held: whose work is held by the caller."""
    return db.session.scalar(sa.select(FeedbackVoice).where(*_mine(viewer, hand_in_id)).with_for_update())


def is_there(upload_id: uuid.UUID) -> bool:
    """Whether this upload was taken before: an answer that got lost is asked for again."""
    return db.session.get(FeedbackVoice, upload_id) is not None


def _file(viewer: Viewer, voice_id: uuid.UUID, *conditions: sa.ColumnElement[bool]) -> VoiceFile:
    """Of feedback that came back, or one's own."""
    question = (
        sa.select(StoredFile, FeedbackVoice.name, Assignment.pupil_id)
        .join(FeedbackVoice, FeedbackVoice.stored_file_id == StoredFile.id)
        .join(HandIn, HandIn.id == FeedbackVoice.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(Feedback, sa.and_(of_feedback(), in_force(), free_feedback(viewer)))
        .where(
            FeedbackVoice.network_id == viewer.network_id,
            FeedbackVoice.id == voice_id,
            FeedbackVoice.removed_at.is_(None),
            sa.true() if viewer.is_pupil else ~held("hand_in", HandIn.id),
            *conditions,
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found[0], found[1], found[2]


def voice_of(viewer: Viewer, voice_id: uuid.UUID, *conditions: sa.ColumnElement[bool]) -> VoiceFile:
    """Of feedback that came back, on work that meets the condition that the caller's rules make."""
    return _file(viewer, voice_id, *conditions, Feedback.id.is_not(None))


def my_voice(viewer: Viewer, assignment_id: uuid.UUID, voice_id: uuid.UUID) -> VoiceFile:
    """For the pupil, on their own work."""
    return voice_of(viewer, voice_id, *own(viewer), Assignment.id == assignment_id)


def voice_on_record(viewer: Viewer, assignment_id: uuid.UUID, voice_id: uuid.UUID) -> VoiceFile:
    """For those who reach the pupil's work."""
    return voice_of(viewer, voice_id, *visible(viewer), Assignment.id == assignment_id)


def voice_to_answer(viewer: Viewer, hand_in_id: uuid.UUID, voice_id: uuid.UUID) -> VoiceFile:
    """For whoever was named to answer: their own before it is returned too, and those of the goes before."""
    go = sa.select(Attempt.assignment_id).join(HandIn, HandIn.attempt_id == Attempt.id)
    work = go.where(HandIn.id == hand_in_id).correlate(None).scalar_subquery()
    is_named = sa.exists().where(*named(viewer)).correlate(Assignment)
    own_or_back = sa.or_(FeedbackVoice.account_id == viewer.account_id, Feedback.id.is_not(None))
    return _file(viewer, voice_id, is_named, Assignment.id == work, own_or_back)
