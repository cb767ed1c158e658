"""The blueprint that all pages of this package share, and the note that each of them leaves."""

import uuid

from flask import Blueprint

from virtual_school.core.notes import note
from virtual_school.network.viewer import viewer

bp = Blueprint("learning", __name__)


def looked(pupil_id: uuid.UUID, page: str, object_id: uuid.UUID | None = None) -> None:
    """Remember that staff opened a page of a pupil's work, each time. Its photos are noted with it."""
    if viewer.is_staff:
        note("pupil.viewed", account_id=viewer.account_id, pupil_id=pupil_id, object_id=object_id, page=page)
