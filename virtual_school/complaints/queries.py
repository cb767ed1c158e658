"""Complaints: for who made them, and for who has them. Nobody else finds any."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.complaints import access
from virtual_school.complaints.models import WAITS, Complaint, ComplaintState
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.access import stopped

PAGE = 50
NEW = "complaint:new"


def subject_of(complaint_id: uuid.UUID) -> str:
    return f"complaint:{complaint_id}"


def draft_of(viewer: Viewer, subject: str) -> Draft | None:
    return drafts.find(viewer.account_id, subject) if viewer.account_id else None


@dataclass(frozen=True, slots=True)
class Shown:
    """One complaint with the names of those around it."""

    complaint: Complaint
    made_by: str
    owner: str
    second: str | None
    pupil: str | None

    @property
    def is_overdue(self) -> bool:
        return self.complaint.state in WAITS and self.complaint.due_on < clock.today()

    @property
    def has_it(self) -> str:
        """Who has it now, by name."""
        return (self.second or self.owner) if self.complaint.state is ComplaintState.NOT_SATISFIED else self.owner


def _shown(viewer: Viewer) -> Statement:
    maker, owner, second = aliased(Account), aliased(Account), aliased(Account)
    question: Statement = (
        sa.select(Complaint, maker.name, owner.name, second.name, Pupil.known_as)
        .join(maker, maker.id == Complaint.made_by)
        .join(owner, owner.id == Complaint.owner_id)
        .outerjoin(second, second.id == Complaint.second_id)
        .outerjoin(Pupil, Pupil.id == Complaint.pupil_id)
        .where(Complaint.network_id == viewer.network_id)
    )
    return question


def mine(viewer: Viewer) -> list[Shown]:
    """What the viewer said was not right, the newest first."""
    question = _shown(viewer).where(access.made_by(viewer)).order_by(Complaint.made_at.desc(), Complaint.id.desc())
    return [Shown(*row) for row in db.session.execute(question.limit(PAGE))]


def to_answer(viewer: Viewer, page: int = 1, *, held: bool = False) -> tuple[list[Shown], bool]:
    """A page of what the viewer has, overdue first, then by the day; and whether there is more.

    About a pupil about whom everything is stopped nobody is reminded: those are found apart (`held`).
    """
    quiet = sa.and_(Complaint.pupil_id.is_not(None), stopped(Complaint.pupil_id))
    question = (
        _shown(viewer)
        .where(access.had_by(viewer), quiet if held else ~quiet)
        .order_by(Complaint.state.in_(WAITS).desc(), Complaint.due_on, Complaint.id)
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = [Shown(*row) for row in db.session.execute(question)]
    return found[:PAGE], len(found) > PAGE


def shown(viewer: Viewer, complaint_id: uuid.UUID) -> Shown:
    mine_or_had = sa.or_(access.made_by(viewer), access.had_by(viewer))
    row = db.session.execute(_shown(viewer).where(mine_or_had, Complaint.id == complaint_id)).first()
    if row is None:
        raise NotVisible
    return Shown(*row)


def to_change(viewer: Viewer, complaint_id: uuid.UUID) -> Complaint:
    """Held until the transaction ends, for who made it and for who has it."""
    question = (
        sa.select(Complaint)
        .where(
            Complaint.network_id == viewer.network_id,
            sa.or_(access.made_by(viewer), access.had_by(viewer)),
            Complaint.id == complaint_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def is_orphan(viewer: Viewer, complaint_id: uuid.UUID) -> bool:
    """Whether nobody has it any more."""
    question = sa.exists().where(
        Complaint.network_id == viewer.network_id, Complaint.id == complaint_id, access.nobody_has_it()
    )
    return db.session.scalar(sa.select(question)) or False
