"""Asking for a paper: a row and a job, in the transaction of whoever asks."""

import uuid

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.jobs import queue
from virtual_school.core.papers.models import Paper
from virtual_school.core.papers.registry import KINDS, Asker


def ask(viewer: Asker, kind: str, about_id: uuid.UUID) -> Paper:
    """Let a paper be made for the viewer, in the hat they wear now. What they may see is asked when it is made."""
    if viewer.account_id is None or viewer.hat is None or kind not in KINDS:
        raise NotVisible
    paper = Paper(account_id=viewer.account_id, hat=viewer.hat.key, kind=kind, about_id=about_id, asked_at=clock.now())
    db.session.add(paper)
    db.session.flush()
    payload = {"paper_id": paper.id, "hat": viewer.hat.key}
    queue("paper.make", payload, dedup=str(paper.id), acts_for=viewer.account_id)
    return paper
