"""Reads of how carers join."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.cards.queries import keyed
from virtual_school.pupils.age import born_since
from virtual_school.pupils.models import CareLink, Carer, Joining, Pupil


def code_digest(shown: bytes, code: str) -> bytes:
    """What is kept of a code: it belongs to one letter."""
    return keyed("joining", shown.hex(), code)


def still_open() -> list[sa.ColumnElement[bool]]:
    return [Joining.used_at.is_(None), Joining.ended_at.is_(None), Joining.expires_at > clock.real()]


def has_joined(carer_id: uuid.UUID) -> bool:
    """Whether the carer has a way in to this child already."""
    there = sa.exists().where(CareLink.carer_id == carer_id, in_force(CareLink, clock.today()))
    return db.session.scalar(sa.select(there)) or False


def joining(shown: bytes, *, lock: bool = False) -> tuple[Joining, Carer, Pupil] | None:
    """What a letter leads to, while it can still be used: not once they are no carer any more, or the pupil is 18."""
    question = (
        sa.select(Joining, Carer, Pupil)
        .join(Carer, Carer.id == Joining.carer_id)
        .join(Pupil, Pupil.id == Joining.pupil_id)
        .where(Joining.digest == shown, Carer.ended_at.is_(None), born_since(Pupil.date_of_birth), *still_open())
    )
    found = db.session.execute(question.with_for_update(of=Joining) if lock else question).first()
    return (found[0], found[1], found[2]) if found else None


def waiting(pupil_id: uuid.UUID) -> list[tuple[Joining, Carer]]:
    """Who was invited to this pupil and has not come yet, newest first."""
    question = (
        sa.select(Joining, Carer)
        .join(Carer, Carer.id == Joining.carer_id)
        .where(Joining.pupil_id == pupil_id, *still_open())
        .order_by(Joining.made_at.desc(), Joining.id.desc())
        .limit(20)
    )
    return [(row, carer) for row, carer in db.session.execute(question)]


def one_waiting(pupil_id: uuid.UUID, joining_id: uuid.UUID) -> Joining:
    found = db.session.scalar(sa.select(Joining).where(Joining.pupil_id == pupil_id, Joining.id == joining_id))
    if found is None:
        raise NotVisible
    return found
