"""One pupil, from the viewer's side."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareLink, Part, Pupil, Window, WindowPart


def find(viewer: Viewer, pupil_id: uuid.UUID, part: Part) -> tuple[Pupil, Access]:
    """The pupil and by what relation the viewer reaches them, in one query.

    Raises `NotVisible` when no relation reaches the pupil at all, `Refused` with the reason when one does but not to
    this part.
    """
    found = _found(viewer, pupil_id).execute().all()
    opened = _access(viewer, found)
    if opened is None:
        raise NotVisible
    if not opened.opens(part):
        raise Refused(opened.purpose)
    return found[0][0], opened


@kept
def _found(viewer: Viewer, pupil_id: uuid.UUID) -> Statement:
    return _with_relation(viewer).where(Pupil.id == pupil_id)


def _with_relation(viewer: Viewer) -> Statement:
    """Pupils of the network beside what could link the viewer to each: a care link, a roll, windows."""
    today = clock.today()
    kind = access.CARE_ROLES.get(viewer.role) if viewer.role else None
    question: Statement = sa.select(Pupil, CareLink, Window, WindowPart.part).where(
        Pupil.network_id == viewer.network_id
    )
    care = sa.and_(
        CareLink.pupil_id == Pupil.id,
        CareLink.account_id == viewer.account_id,
        CareLink.kind == kind if kind else sa.false(),
        in_force(CareLink, today),
    )
    windows = sa.and_(
        Window.pupil_id == Pupil.id,
        Window.about_kind.is_(None),
        *access.windows_of(viewer),
        sa.true() if viewer.role in access.WINDOW_ROLES else sa.false(),
    )
    at_school: sa.ColumnElement[bool] = sa.false()
    if viewer.role in access.SCHOOL_PARTS:
        at_school = sa.and_(access.on_own_roll(viewer, Pupil.id), access.in_our_care(Pupil.id))
    return (
        question.select_from(Pupil)
        .outerjoin(CareLink, care)
        .outerjoin(Window, windows)
        .outerjoin(WindowPart, WindowPart.window_id == Window.id)
        .add_columns(at_school.label("at_school"))
    )


def _access(viewer: Viewer, rows: Sequence[Any]) -> Access | None:
    if not rows or viewer.account_id is None or viewer.role is None:
        return None
    pupil, link, _window, _part, at_school = rows[0]
    if viewer.role is Role.PUPIL:
        return access.by_self() if viewer.pupil_id == pupil.id else None
    windows = [(row[2], row[3]) for row in rows if row[2] is not None and row[3] is not None]
    nearest = access.by_care(link, pupil) if link is not None else access.by_school(viewer.role) if at_school else None
    if nearest is not None:
        return replace(nearest, parts=nearest.parts | {part for _window, part in windows})
    if windows:
        return access.by_windows(windows)
    return access.by_office(viewer.role) if viewer.role in access.OFFICE_PARTS else None


def name_for(pupil: Pupil, opened: Access) -> str:
    """What this viewer calls the pupil: through a window the first name alone, else 'Ellie M.'."""
    return pupil.known_as if opened.relation is Relation.WINDOW else pupil.initial
