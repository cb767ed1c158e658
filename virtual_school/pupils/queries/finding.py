"""One pupil, from the viewer's side."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import in_force, is_writing
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access, looking, ways, without_link, words
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareLink, Glass, Part, Pupil, Window, WindowPart
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS, hides_places


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
        raise Refused(words.where_is_kept() if _is_told_of_it(viewer, opened, part) else opened.purpose)
    if opened.relation is Relation.GLASS and is_writing():
        raise Refused(_("You opened this record without a link: you can read it, and hand over a concern."))
    looking.remember(pupil_id, part, opened)
    return found[0][0], opened


def _is_told_of_it(viewer: Viewer, opened: Access, part: Part) -> bool:
    """That there is something in confidence is told to staff who are linked to the pupil, and to nobody outside."""
    linked = viewer.is_staff and opened.relation is not Relation.WINDOW
    return opened.withheld and part in WHEREABOUTS_PARTS and linked


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
        .add_columns(
            at_school.label("at_school"),
            _glass(viewer).label("glass"),
            hides_places(viewer, Pupil.id).label("withheld"),
        )
    )


def _glass(viewer: Viewer) -> sa.ColumnElement[Any]:
    """Until when the viewer has this record open without a link."""
    if viewer.role is not Role.SAFEGUARDING_LEAD:
        return sa.null()
    until = sa.select(sa.func.max(Glass.ends_at)).where(Glass.pupil_id == Pupil.id, *without_link.opened_by(viewer))
    return until.correlate(Pupil).scalar_subquery()


def _access(viewer: Viewer, rows: Sequence[Any]) -> Access | None:
    """What their relation opens, less what is kept in confidence."""
    opened = _relation(viewer, rows)
    if opened is None or not rows[0].withheld:
        return opened
    return replace(opened, parts=opened.parts - WHEREABOUTS_PARTS, withheld=True)


def _relation(viewer: Viewer, rows: Sequence[Any]) -> Access | None:
    if not rows or viewer.account_id is None or viewer.role is None:
        return None
    pupil, link, _window, _part, at_school, glass, _withheld = rows[0]
    if viewer.role is Role.PUPIL:
        return access.by_self() if viewer.pupil_id == pupil.id else None
    windows = [(row[2], row[3]) for row in rows if row[2] is not None and row[3] is not None]
    nearest = _nearest(viewer.role, pupil, link, at_school, glass)
    if nearest is not None:
        most = access.CARER_WINDOW_PARTS if viewer.role is Role.CARER else access.ALL
        return replace(nearest, parts=nearest.parts | {part for _window, part in windows} & most)
    if windows:
        by_carer = viewer.role is Role.CARER
        return ways.by_carers_windows(windows, pupil) if by_carer else ways.by_windows(windows)
    return ways.by_office(viewer.role) if viewer.role in access.OFFICE_PARTS else None


def _nearest(role: Role, pupil: Pupil, link: CareLink | None, at_school: bool, glass: Any) -> Access | None:
    """By care, else by the school, else by a record opened without a link."""
    if link is not None:
        return ways.by_care(link, pupil)
    if at_school:
        return ways.by_school(role)
    return _by_glass(glass) if glass is not None else None


def _by_glass(ends_at: dt.datetime) -> Access:
    at = clock.local(ends_at)
    purpose = _("You opened this record without a link, until %(time)s.", time=at.strftime("%H:%M"))
    return Access(Relation.GLASS, without_link.PARTS, purpose, at.date())


def name_for(pupil: Pupil, opened: Access) -> str:
    """What this viewer calls the pupil: through a window the first name alone, else 'Ellie M.'."""
    return pupil.known_as if opened.relation is Relation.WINDOW else pupil.initial
