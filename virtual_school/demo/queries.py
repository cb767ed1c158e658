"""Reads of a demonstration, for what its pages show beside every network's."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.pupils.models import Pupil


def named(name: str) -> uuid.UUID | None:
    """The pupil of this name whom the demonstration began with."""
    given, family = name.split()
    question = sa.select(Pupil.id).where(Pupil.given_name == given, Pupil.family_name == family)
    return db.session.scalar(question.order_by(Pupil.id).limit(1))
