"""The blueprint of every page of panels, and the notes they leave."""

import uuid

from flask import Blueprint

from virtual_school.core.notes import note
from virtual_school.network.viewer import viewer

bp = Blueprint("panels", __name__)


def looked(pupil_id: uuid.UUID, page: str, object_id: uuid.UUID | None = None) -> None:
    """Remember that staff opened a pupil's pack or what was decided, each time."""
    if viewer.is_staff:
        note("pupil.viewed", account_id=viewer.account_id, pupil_id=pupil_id, object_id=object_id, page=page)


def then(location: str, made: object) -> str:
    """What a form that creates went to, after it made something."""
    return location
