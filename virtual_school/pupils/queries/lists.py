"""Lists of pupils."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock, text
from virtual_school.core.db import db, in_force
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Part, Pupil, Window


def reached(viewer: Viewer, part: Part) -> Statement:
    """The pupils whose `part` the viewer reaches, each with the name of the school of their main roll, by name."""
    question: Statement = (
        sa.select(Pupil, Organisation.name)
        .outerjoin(
            Enrolment,
            sa.and_(
                Enrolment.pupil_id == Pupil.id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
            ),
        )
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(Pupil.network_id == viewer.network_id, access.reach(viewer, part))
        .order_by(Pupil.sort_key, Pupil.id)
    )
    return question


@dataclass(frozen=True, slots=True)
class Listed:
    """A pupil in a list, in the words that this viewer has for them."""

    id: uuid.UUID
    name: str
    year: int
    school: str | None
    mentor: str | None


def listed(viewer: Viewer, named: str = "") -> Statement:
    """The pupils the viewer reaches, for `as_listed`; those whose name has these words in it."""
    question = reached(viewer, Part.IDENTITY)
    for word in text.sort_key(named).split():
        question = question.where(Pupil.sort_key.contains(word, autoescape=True))
    return question


def as_listed(viewer: Viewer) -> Callable[[Sequence[Any]], list[Listed]]:
    """Makes of a batch of `listed` what the page shows: with mentors, and first names alone through a window."""

    def gather(rows: Sequence[Any]) -> list[Listed]:
        ids = [pupil.id for pupil, _school in rows]
        mentors, outside = _mentors(ids), _through_windows_alone(viewer, ids)
        return [
            Listed(
                pupil.id,
                pupil.known_as if pupil.id in outside else pupil.initial,
                pupil.year,
                school,
                mentors.get(pupil.id),
            )
            for pupil, school in rows
        ]

    return gather


def _mentors(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    question = (
        sa.select(CareLink.pupil_id, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(CareLink.pupil_id.in_(ids), CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today()))
        .order_by(CareLink.starts_on, CareLink.id)
    )
    found: dict[uuid.UUID, str] = {}
    for pupil_id, name in db.session.execute(question):
        found[pupil_id] = f"{found[pupil_id]}, {name}" if pupil_id in found else name
    return found


def _through_windows_alone(viewer: Viewer, ids: list[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Which of these the viewer reaches by a window and by nothing else."""
    if viewer.role in access.SCHOOL_PARTS or viewer.role in access.OFFICE_PARTS:
        return frozenset()
    windows = sa.select(Window.pupil_id).where(Window.pupil_id.in_(ids), *access.windows_of(viewer))
    cared_for = sa.select(CareLink.pupil_id).where(
        CareLink.pupil_id.in_(ids), CareLink.account_id == viewer.account_id, in_force(CareLink, clock.today())
    )
    return frozenset(db.session.scalars(windows)) - frozenset(db.session.scalars(cared_for))


def children(viewer: Viewer) -> list[tuple[Pupil, str | None]]:
    """The children whose record a carer may see, each with their school."""
    return [(pupil, school) for pupil, school in db.session.execute(reached(viewer, Part.IDENTITY).limit(20))]
