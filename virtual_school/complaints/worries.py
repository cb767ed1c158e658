"""What tells of harm in a complaint: handed over by whoever has it, as everywhere."""

import uuid

from virtual_school.complaints import policy, queries
from virtual_school.complaints.changes import place_of
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def complaint(viewer: Viewer, complaint_id: uuid.UUID) -> Thing:
    """One that the viewer has now, about a pupil. No look is noted: the log would tell whom it is about."""
    found = queries.shown(viewer, complaint_id)
    said = found.complaint
    if said.pupil_id is None or not policy.can_hand_over(viewer, said):
        raise NotVisible
    words = "\n\n".join(filter(None, (said.happened, said.wish, said.not_satisfied)))
    by = said.said_by or found.made_by
    back = place_of(complaint_id)
    return Thing(said.pupil_id, words, found.pupil or "", back, Part.MESSAGES, by=by, is_noted=False)


worried.kind("complaint", find=complaint)
