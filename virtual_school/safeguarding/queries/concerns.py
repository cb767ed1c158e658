"""Concerns: for who they are handed to, and, as far as that they were handed over and seen, for who raised them."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access as pupils
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding import access
from virtual_school.safeguarding.models import Concern

PAGE = 50


def is_held(kind: str, about_id: uuid.UUID) -> bool:
    """Whether a concern about this thing is not released."""
    question = sa.exists().where(
        Concern.about_kind == kind, Concern.about_id == about_id, Concern.released_at.is_(None)
    )
    return db.session.scalar(sa.select(question)) or False


# For the safeguarding lead ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handed:
    """A concern as whoever it is handed to sees it."""

    concern: Concern
    pupil: Pupil
    school: str | None
    raised_by: str
    seen_by: str | None
    released_by: str | None


def handed(viewer: Viewer, page: int = 1) -> tuple[list[Handed], bool]:
    """A page of what was handed to the viewer, and whether there is more: not seen first, then held, then released."""
    rank = sa.case((Concern.seen_at.is_(None), 0), (Concern.released_at.is_(None), 1), else_=2)
    question = (
        _handed(viewer)
        .order_by(rank, Concern.raised_at.desc(), Concern.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    found = [Handed(*row) for row in db.session.execute(question)]
    return found[:PAGE], len(found) > PAGE


def handed_one(viewer: Viewer, concern_id: uuid.UUID) -> Handed:
    """One of them; `NotVisible` for any other, who raised it included."""
    row = db.session.execute(_handed(viewer).where(Concern.id == concern_id)).first()
    if row is None:
        raise NotVisible
    return Handed(*row)


def to_change(viewer: Viewer, concern_id: uuid.UUID) -> Concern:
    found = db.session.scalar(sa.select(Concern).where(*_theirs(viewer), Concern.id == concern_id))
    if found is None:
        raise NotVisible
    return found


def unseen(viewer: Viewer) -> int:
    """How many were handed to the viewer and not seen yet."""
    question = sa.select(sa.func.count()).select_from(Concern).where(*_theirs(viewer), Concern.seen_at.is_(None))
    return db.session.scalar(question) or 0


def _theirs(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [Concern.network_id == viewer.network_id, access.handed_to(viewer)]


def _handed(viewer: Viewer) -> Statement:
    raiser, seer, releaser = aliased(Account), aliased(Account), aliased(Account)
    question: Statement = (
        sa.select(Concern, Pupil, Organisation.name, raiser.name, seer.name, releaser.name)
        .join(Pupil, Pupil.id == Concern.pupil_id)
        .join(raiser, raiser.id == Concern.raised_by)
        .outerjoin(Organisation, Organisation.id == Concern.organisation_id)
        .outerjoin(seer, seer.id == Concern.seen_by)
        .outerjoin(releaser, releaser.id == Concern.released_by)
        .where(*_theirs(viewer))
    )
    return question


# For who raised it --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Raised:
    """A concern as who raised it sees it: that it was handed over, to whom, and seen. Nothing of what came of it."""

    id: uuid.UUID
    raised_at: dt.datetime
    pupil: str | None
    school: str | None
    seen_by: str | None
    seen_at: dt.datetime | None


def raised(viewer: Viewer) -> list[Raised]:
    """What the viewer handed over, newest first. The pupil is named while the viewer knows them."""
    question = _raised(viewer).order_by(Concern.raised_at.desc(), Concern.id.desc()).limit(PAGE)
    return [_as_raised(*row) for row in db.session.execute(question)]


def raised_one(viewer: Viewer, concern_id: uuid.UUID) -> Raised:
    row = db.session.execute(_raised(viewer).where(Concern.id == concern_id)).first()
    if row is None:
        raise NotVisible
    return _as_raised(*row)


def _raised(viewer: Viewer) -> Statement:
    seer = aliased(Account)
    question: Statement = (
        sa.select(
            Concern.id,
            Concern.raised_at,
            Pupil.known_as,
            Organisation.name,
            seer.name,
            Concern.seen_at,
            pupils.reach(viewer, Part.IDENTITY),
        )
        .join(Pupil, Pupil.id == Concern.pupil_id)
        .outerjoin(Organisation, Organisation.id == Concern.organisation_id)
        .outerjoin(seer, seer.id == Concern.seen_by)
        .where(Concern.network_id == viewer.network_id, Concern.raised_by == viewer.account_id)
    )
    return question


def _as_raised(
    found: uuid.UUID,
    raised_at: dt.datetime,
    first_name: str,
    school: str | None,
    seen_by: str | None,
    seen_at: dt.datetime | None,
    reaches: bool,
) -> Raised:
    return Raised(found, raised_at, first_name if reaches else None, school, seen_by, seen_at)
