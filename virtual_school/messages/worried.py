"""'I'm worried about this', beside a message: how one is found by an adult who reads it, with what came along."""

import uuid

from virtual_school.messages import queries
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def message(viewer: Viewer, message_id: uuid.UUID) -> Thing:
    """Of who sits in the thread, or reads it by a look that lasts."""
    found = queries.to_worry(viewer, message_id)
    back = f"/messages/{found.thread_id}" if found.sits else "/messages/oversight"
    copy = found.text or ", ".join(name for _stored, name in found.files)
    return Thing(found.pupil_id, copy, found.pupil, back, Part.MESSAGES, by=found.by, files=found.files)


worried.kind("message", find=message)
