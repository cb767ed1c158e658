"""Words that somebody keeps to use again: their own, and nobody else's to read."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.learning.models import BankComment
from virtual_school.learning.policy import MOST_KEPT
from virtual_school.network.viewer import Viewer


def _own(viewer: Viewer) -> sa.Select[BankComment]:
    return sa.select(BankComment).where(
        BankComment.network_id == viewer.network_id,
        BankComment.account_id == viewer.account_id,
        BankComment.removed_at.is_(None),
    )


def bank(viewer: Viewer) -> list[BankComment]:
    """In the order in which they were kept, so that each stays where its reader looks for it."""
    return list(db.session.scalars(_own(viewer).order_by(BankComment.id).limit(MOST_KEPT)))


def kept_words(viewer: Viewer, comment_id: uuid.UUID) -> BankComment:
    found = db.session.scalar(_own(viewer).where(BankComment.id == comment_id))
    if found is None:
        raise NotVisible
    return found


def to_change(viewer: Viewer, comment_id: uuid.UUID) -> BankComment:
    """The same, held."""
    question = _own(viewer).where(BankComment.id == comment_id).with_for_update()
    found = db.session.scalar(question, execution_options={"populate_existing": True})
    if found is None:
        raise NotVisible
    return found
