"""An answer said aloud."""

import uuid

from virtual_school.core import files
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.files import Received
from virtual_school.learning import changes, policy
from virtual_school.learning.actions.remarking import while_it_waits
from virtual_school.learning.actions.typed import account_of
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import voice
from virtual_school.network.viewer import Viewer


def keep_voice(
    viewer: Viewer,
    *,
    assignment: Assignment,
    hand_in_id: uuid.UUID,
    has_answer: bool,
    sent: Received | uuid.UUID,
) -> None:
    """What was recorded in the page, or a file; in the place of what was said before. A repeat changes nothing."""
    while_it_waits(assignment, has_answer=has_answer)
    if isinstance(sent, uuid.UUID) and voice.is_there(sent):
        return
    before = voice.voice_to_change(viewer, hand_in_id)
    if before is not None:
        changes.remove_voice(viewer, assignment, before)
    if isinstance(sent, uuid.UUID):
        stored, name = files.claim(account_of(viewer), sent)
        heard = policy.can_be_heard(stored.media_type)
        if not heard:
            raise WrongState(heard.because)
        changes.keep_voice(viewer, assignment, hand_in_id, stored, name, sent)
    else:
        changes.keep_voice(viewer, assignment, hand_in_id, files.keep(sent), sent.name)


def word_voice(viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, words: str) -> None:
    """For whoever cannot hear it, or has no sound just now."""
    while_it_waits(assignment, has_answer=has_answer)
    row = voice.voice_to_change(viewer, hand_in_id)
    if row is None:
        raise NotVisible
    changes.word_voice(viewer, assignment, row, words)


def remove_voice(viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool) -> None:
    while_it_waits(assignment, has_answer=has_answer)
    row = voice.voice_to_change(viewer, hand_in_id)
    if row is not None:
        changes.remove_voice(viewer, assignment, row)
