"""Lists of pupils."""

import uuid
from collections.abc import Sequence
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
from virtual_school.pupils.age import born_since
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Part, Pupil
from virtual_school.pupils.quiet import is_quiet
from virtual_school.pupils.whereabouts import place_name


def reached(viewer: Viewer, part: Part) -> Statement:
    """The pupils whose `part` the viewer reaches, each with the name of the school of their main roll, by name.

    No school of those whose whereabouts are kept from the viewer.
    """
    question: Statement = (
        sa.select(Pupil, place_name(viewer, Pupil.id, Organisation.name).label("school"))
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


def listed(viewer: Viewer, named: str = "", *, stopped: bool = False) -> Statement:
    """The pupils the viewer reaches, for `as_listed`; those whose name, as it is shown to them, has these words in it.

    Those about whom everything is stopped are found by name, or where they are asked for; else no list has them.
    Whom they reach through a window alone is found and sorted by first name: where she stands would tell the other.
    """
    knows = access.knows(viewer, Part.IDENTITY)
    name: Any = Pupil.sort_key
    if viewer.role not in access.OFFICE_PARTS:
        name = sa.case((knows, Pupil.sort_key), else_=sa.func.lower(Pupil.known_as))
    question = reached(viewer, Part.IDENTITY).add_columns(knows).order_by(None).order_by(name, Pupil.id)
    if stopped or not named.strip():
        question = question.where(is_quiet(Pupil.id) if stopped else ~is_quiet(Pupil.id))
    for word in text.sort_key(named).split():
        question = question.where(name.contains(word, autoescape=True))
    return question


def as_listed(rows: Sequence[Any]) -> list[Listed]:
    """A batch of `listed` as the page shows it: with mentors, and first names alone through a window."""
    mentors = _mentors([pupil.id for pupil, _school, _knows in rows])
    return [
        Listed(pupil.id, pupil.initial if knows else pupil.known_as, pupil.year, school, mentors.get(pupil.id))
        for pupil, school, knows in rows
    ]


def _mentors(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    question = (
        sa.select(CareLink.pupil_id, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.pupil_id.in_(ids),
            CareLink.kind == CareKind.MENTOR,
            CareLink.stands_in_for.is_(None),
            in_force(CareLink, clock.today()),
        )
        .order_by(CareLink.starts_on, CareLink.id)
    )
    found: dict[uuid.UUID, str] = {}
    for pupil_id, name in db.session.execute(question):
        found[pupil_id] = f"{found[pupil_id]}, {name}" if pupil_id in found else name
    return found


def came_of_age(viewer: Viewer) -> dict[uuid.UUID, str]:
    """Those who were a carer's to see until they were eighteen, by the name on every page."""
    question = (
        sa.select(Pupil.id, Pupil.known_as)
        .join(CareLink, CareLink.pupil_id == Pupil.id)
        .where(
            CareLink.account_id == viewer.account_id,
            CareLink.network_id == viewer.network_id,
            CareLink.kind == CareKind.CARER,
            CareLink.may_see_record.is_(True),
            in_force(CareLink, clock.today()),
            ~born_since(Pupil.date_of_birth),
        )
        .order_by(Pupil.sort_key, Pupil.id)
        .limit(20)
    )
    return {row.id: row.known_as for row in db.session.execute(question)}


def children(viewer: Viewer) -> list[tuple[Pupil, str | None]]:
    """The children whose record a carer may see, each with their school where the carer may know where they are."""
    question = reached(viewer, Part.IDENTITY).add_columns(access.reach(viewer, Part.WHEREABOUTS)).limit(20)
    return [(pupil, school if where else None) for pupil, school, where in db.session.execute(question)]
