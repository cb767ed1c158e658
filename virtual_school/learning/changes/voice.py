"""An answer said aloud: kept in the place of the one before, put into words, taken away before it is returned."""

import uuid

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.files import StoredFile
from virtual_school.learning.models import Assignment, FeedbackVoice
from virtual_school.network.viewer import Viewer


def keep_voice(
    by: Viewer,
    assignment: Assignment,
    hand_in_id: uuid.UUID,
    stored: StoredFile,
    name: str,
    voice_id: uuid.UUID | None = None,
) -> FeedbackVoice:
    if by.account_id is None:
        raise WrongState(_("Feedback is written by a person."))
    made = FeedbackVoice(
        hand_in_id=hand_in_id, account_id=by.account_id, stored_file_id=stored.id, name=name, kept_at=clock.now()
    )
    if voice_id is not None:
        made.id = voice_id
    db.session.add(made)
    db.session.flush()
    audit.record("voice.kept", by, pupil_id=assignment.pupil_id, object_id=assignment.id, voice_id=made.id)
    db.session.flush()
    return made


def word_voice(by: Viewer, assignment: Assignment, row: FeedbackVoice, words: str) -> None:
    row.words = words
    audit.record("voice.worded", by, pupil_id=assignment.pupil_id, object_id=assignment.id, voice_id=row.id)
    db.session.flush()


def remove_voice(by: Viewer, assignment: Assignment, row: FeedbackVoice) -> None:
    row.removed_at = clock.now()
    audit.record("voice.removed", by, pupil_id=assignment.pupil_id, object_id=assignment.id, voice_id=row.id)
    db.session.flush()
