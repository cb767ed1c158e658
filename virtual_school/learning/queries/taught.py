"""A pupil's work for who teaches them its subject at their own school: to read, and nothing else.

This package knows no classes; the one above that does says who teaches whom what.
"""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, HandIn
from virtual_school.learning.queries import goes as all_goes
from virtual_school.learning.queries.goes import PhotoFile, photo_file
from virtual_school.learning.queries.one import Work, as_described, describing
from virtual_school.learning.queries.teaching import taught
from virtual_school.learning.queries.voice import VoiceFile, voice_of
from virtual_school.network.viewer import Viewer


def to_read(viewer: Viewer, pupil_id: uuid.UUID) -> list[sa.ColumnElement[bool]]:
    """That work is this pupil's, in a subject that the viewer teaches them, and was not taken back."""
    return [
        Assignment.network_id == viewer.network_id,
        Assignment.pupil_id == pupil_id,
        Assignment.state != AssignmentState.WITHDRAWN,
        taught(viewer),
    ]


def one(viewer: Viewer, pupil_id: uuid.UUID, assignment_id: uuid.UUID) -> Work:
    """One piece of work with every go that was handed in and what came back. What is being written is the pupil's."""
    columns, _more = as_described(_one(viewer, pupil_id, assignment_id).execute().first())
    handed_in = [go for go in all_goes.goes(viewer, assignment_id) if go.hand_in_id is not None]
    return Work(*(*columns, handed_in))


@kept
def _one(viewer: Viewer, pupil_id: uuid.UUID, assignment_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return describing([*to_read(viewer, pupil_id), Assignment.id == assignment_id])


def photo(viewer: Viewer, pupil_id: uuid.UUID, assignment_id: uuid.UUID, piece_id: uuid.UUID) -> PhotoFile:
    """A photo or file that was handed in with it."""
    theirs = (
        sa.exists()
        .where(*to_read(viewer, pupil_id), Assignment.id == assignment_id, Attempt.assignment_id == Assignment.id)
        .correlate(Attempt)
    )
    found = photo_file(viewer, sa.and_(theirs, sa.exists().where(HandIn.attempt_id == Attempt.id)), piece_id)
    if found is None:
        raise NotVisible
    return found


def voice(viewer: Viewer, pupil_id: uuid.UUID, assignment_id: uuid.UUID, voice_id: uuid.UUID) -> VoiceFile:
    """What came back said aloud."""
    return voice_of(viewer, voice_id, *to_read(viewer, pupil_id), Assignment.id == assignment_id)
