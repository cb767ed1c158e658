"""Who is asked to take part, what they said, and what is shared. Its caller has found the pupil first."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.pupils import access
from virtual_school.pupils.models import Carer, Party, Programme, SharingNote, TakePart

Asked = tuple[Party, uuid.UUID | None]


def carers_to_ask(pupil_id: uuid.UUID) -> list[Carer]:
    """The carers whose yes is asked: a parent in law or who lives with the pupil, and whom no order limits.

    None once the pupil is eighteen: they answer for themselves.
    """
    question = (
        sa.select(Carer)
        .where(
            Carer.pupil_id == pupil_id,
            sa.or_(Carer.parent_in_law.is_(True), Carer.lives_with.is_(True)),
            Carer.order_in_force.is_(None),
            Carer.ended_at.is_(None),
            access.under_age(Carer.pupil_id),
        )
        .order_by(Carer.contact_order, Carer.id)
        .limit(20)
    )
    return list(db.session.scalars(question))


def take_part_of(pupil_id: uuid.UUID) -> dict[Asked, TakePart]:
    """The latest answer of each party to 'will you take part?'."""
    question = sa.select(TakePart).where(TakePart.pupil_id == pupil_id).order_by(TakePart.given_at, TakePart.id)
    return {(said.party, said.carer_id): said for said in db.session.scalars(question)}


def sharing_about(kind: str, about_id: uuid.UUID) -> Sequence[SharingNote]:
    """What is shared for one thing, in the order in which it was noted."""
    question = sa.select(SharingNote).where(SharingNote.about_kind == kind, SharingNote.about_id == about_id)
    return db.session.scalars(question.order_by(SharingNote.made_at, SharingNote.id).limit(50)).all()


def sharing_note(kind: str, about_id: uuid.UUID, note_id: uuid.UUID) -> SharingNote:
    """One of them; `NotVisible` for any other."""
    same = (SharingNote.id == note_id, SharingNote.about_kind == kind, SharingNote.about_id == about_id)
    found = db.session.scalar(sa.select(SharingNote).where(*same))
    if found is None:
        raise NotVisible
    return found


def programme_of(pupil_id: uuid.UUID) -> Programme | None:
    """The pupil's time in the Virtual School that runs today."""
    question = sa.select(Programme).where(Programme.pupil_id == pupil_id, in_force(Programme, clock.today()))
    return db.session.scalar(question.order_by(Programme.starts_on, Programme.id).limit(1))
