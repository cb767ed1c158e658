"""A paper, for whoever asked for it and for nobody else."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, network_id, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.queueing import dedup_key
from virtual_school.core.papers.models import Paper
from virtual_school.core.papers.registry import Asker

KEPT = dt.timedelta(days=1)


class PaperState(enum.Enum):
    """How far a paper is. `changed`: what it shows has become another since; `gone` is no state, but 404."""

    WAITING = "waiting"
    MADE = "made"
    CHANGED = "changed"
    REFUSED = "refused"


def find(viewer: Asker, paper_id: uuid.UUID) -> Paper:
    """The viewer's own paper, in the hat they asked in; `NotVisible` for everybody else, and after a day."""
    question = sa.select(Paper).where(
        Paper.network_id == network_id_in_force(),
        Paper.id == paper_id,
        Paper.account_id == viewer.account_id,
        Paper.hat == (viewer.hat.key if viewer.hat else ""),
        Paper.asked_at > clock.now() - KEPT,
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def stored_of(paper: Paper) -> StoredFile:
    found = db.session.get(StoredFile, paper.stored_file_id) if paper.stored_file_id else None
    if found is None:
        raise NotVisible
    return found


def is_given_up(paper: Paper) -> bool:
    """Whether the job that should make it has ended without it."""
    key = dedup_key("paper.make", network_id(), str(paper.id))
    question = sa.exists().where(Job.dedup_key == key, Job.state == JobState.GIVEN_UP)
    return db.session.scalar(sa.select(question)) or False


def to_make(paper_id: uuid.UUID, *, lock: bool = False) -> Paper | None:
    """The paper of a job, if there is still one to be made."""
    question = sa.select(Paper).where(Paper.id == paper_id, Paper.made_at.is_(None), Paper.refused.is_(None))
    return db.session.scalar(question.with_for_update() if lock else question)


def outlived(limit: int) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """Papers that are older than they are kept, each with its file."""
    question = (
        sa.select(Paper.id, Paper.stored_file_id)
        .where(Paper.network_id == network_id_in_force(), Paper.asked_at <= clock.now() - KEPT)
        .order_by(Paper.id)
        .limit(limit)
    )
    return [(paper, stored) for paper, stored in db.session.execute(question)]
