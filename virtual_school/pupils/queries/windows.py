"""The windows open to somebody outside."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Part, Pupil, Window
from virtual_school.pupils.queries.around import parts_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A window as its holder sees it: never more of the pupil than its parts allow."""

    window: Window
    pupil_id: uuid.UUID
    first_name: str
    year: int | None
    school: str | None
    parts: tuple[Part, ...]


def open_to(viewer: Viewer) -> list[Opened]:
    """The windows open to the viewer today, in the hat they wear, by the pupil's first name."""
    return _opened(viewer, _open(viewer).order_by(Pupil.known_as, Window.id).limit(200))


def window(viewer: Viewer, window_id: uuid.UUID) -> Opened:
    """One of them; `NotVisible` for any other, and for one that was closed."""
    found = _opened(viewer, _open(viewer).where(Window.id == window_id))
    if not found:
        raise NotVisible
    return found[0]


def _open(viewer: Viewer) -> Statement:
    main_roll = sa.and_(
        Enrolment.pupil_id == Pupil.id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
    )
    question: Statement = (
        sa.select(Window, Pupil.id, Pupil.known_as, Pupil.year, Organisation.name)
        .join(Pupil, Pupil.id == Window.pupil_id)
        .outerjoin(Enrolment, main_roll)
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(*access.windows_of(viewer), Window.about_kind.is_(None), Pupil.network_id == viewer.network_id)
    )
    return question


def _opened(viewer: Viewer, question: Statement) -> list[Opened]:
    if viewer.role not in access.WINDOW_ROLES:
        return []
    rows = db.session.execute(question).all()
    parts = parts_of([row[0].id for row in rows])
    found = []
    for looked_through, pupil_id, first_name, year, school in rows:
        own = tuple(parts[looked_through.id])
        named = Part.IDENTITY in own
        found.append(
            Opened(looked_through, pupil_id, first_name, year if named else None, school if named else None, own)
        )
    return found
