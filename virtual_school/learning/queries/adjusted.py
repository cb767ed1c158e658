"""What made work fair when it was handed in, as it was kept then. Whose work it is was decided by the caller."""

import uuid
from collections.abc import Collection

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.learning.models import HandInAdjustment
from virtual_school.network.viewer import Viewer
from virtual_school.plans.queries import Adjusted


def frozen(viewer: Viewer, hand_in_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Adjusted]]:
    """By hand-in; those without any are not in it."""
    if not hand_in_ids:
        return {}
    row = HandInAdjustment
    question = (
        sa.select(row.hand_in_id, row.kind, row.percent, row.words)
        .where(row.network_id == viewer.network_id, row.hand_in_id.in_(hand_in_ids))
        .order_by(row.adjustment_id)
    )
    found: dict[uuid.UUID, list[Adjusted]] = {}
    for hand_in_id, kind, percent, words in db.session.execute(question):
        found.setdefault(hand_in_id, []).append(Adjusted(kind, percent, words))
    return found
