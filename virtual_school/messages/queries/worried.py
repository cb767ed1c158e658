"""What an adult who sits in a thread may be worried about: a message in it, with what came with it."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.messages import policy
from virtual_school.messages.models import MessageFile
from virtual_school.messages.queries.one import opened
from virtual_school.messages.queries.page import latest
from virtual_school.messages.queries.page import message as one_message
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def message(viewer: Viewer, message_id: uuid.UUID) -> Thing:
    """From then on only its writer finds it, until it is let go on."""
    if not viewer.is_any(*policy.STAFF_WRITERS):
        raise NotVisible
    found = one_message(viewer, message_id)
    thread = opened(viewer, found.thread_id)
    by = next((one.by for one in latest(viewer, thread)[0] if one.id == message_id), "")
    question = (
        sa.select(MessageFile.stored_file_id, MessageFile.name)
        .where(MessageFile.message_id == message_id)
        .order_by(MessageFile.position, MessageFile.id)
    )
    files = tuple((stored_id, name) for stored_id, name in db.session.execute(question))
    copy = found.text or ", ".join(name for _id, name in files)
    return Thing(thread.pupil_id, copy, thread.pupil, f"/messages/{thread.id}", Part.MESSAGES, by=by, files=files)


worried.kind("message", find=message)
