"""Records opened without a link: whose they are, and who is told."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.core.text import sort_key
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import on_own_roll, reach, there_is
from virtual_school.pupils.models import Glass, Part, Pupil
from virtual_school.pupils.without_link import opened_by

# How long it stands where somebody is told of it.
TOLD_FOR = dt.timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that was opened without a link, as somebody reads it who opened it or is told."""

    glass: Glass
    pupil: Pupil
    by: str
    organisation: str

    @property
    def is_open(self) -> bool:
        return self.glass.ended_at is None and self.glass.ends_at > clock.now()


def own(viewer: Viewer) -> list[Opened]:
    """What the viewer opened themself, the newest first."""
    mine = [Glass.account_id == viewer.account_id, Glass.organisation_id == viewer.organisation_id]
    return _rows(_opened(viewer).where(*mine))


def own_open(viewer: Viewer, glass_id: uuid.UUID) -> Opened:
    """One that is open to the viewer now; `NotVisible` for every other, and once its time is over."""
    found = _rows(_opened(viewer).where(*opened_by(viewer), Glass.id == glass_id))
    if not found:
        raise NotVisible
    return found[0]


def own_to_end(viewer: Viewer, glass_id: uuid.UUID) -> Glass:
    question = sa.select(Glass).where(
        Glass.network_id == viewer.network_id,
        Glass.id == glass_id,
        Glass.account_id == viewer.account_id,
        Glass.organisation_id == viewer.organisation_id,
    )
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise NotVisible
    return found


def told(viewer: Viewer) -> list[Opened]:
    """What the viewer is told of: all of the network for its Virtual School's safeguarding lead; for whoever leads
    the Virtual School what that one opened, and all where there is none; for a school's lead what concerns their own
    pupils, unless the reason concerns the school's staff.
    """
    return _rows(_opened(viewer).where(_is_told(viewer), Glass.account_id != viewer.account_id))


def _is_told(viewer: Viewer) -> sa.ColumnElement[bool]:
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return sa.or_(~_has_another_lead(viewer), Organisation.kind == OrganisationKind.VIRTUAL_SCHOOL)
    if not viewer.is_any(Role.SAFEGUARDING_LEAD) or viewer.organisation_id is None:
        return sa.false()
    if _is_virtual_school(viewer.organisation_id):
        return sa.true()
    return sa.and_(on_own_roll(viewer, Glass.pupil_id), Glass.about_staff.is_(False))


def _is_virtual_school(organisation_id: uuid.UUID) -> bool:
    found = db.session.get(Organisation, organisation_id)
    return found is not None and found.kind is OrganisationKind.VIRTUAL_SCHOOL


def _has_another_lead(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the Virtual School has a safeguarding lead besides whoever opened it, in whichever of their hats."""
    member, place = aliased(Membership), aliased(Organisation)
    return there_is(
        member,
        member.network_id == viewer.network_id,
        member.role == Role.SAFEGUARDING_LEAD,
        member.account_id != Glass.account_id,
        in_force(member, clock.today()),
        there_is(place, place.id == member.organisation_id, place.kind == OrganisationKind.VIRTUAL_SCHOOL),
    )


def _opened(viewer: Viewer) -> Statement:
    question: Statement = (
        sa.select(Glass, Pupil, Account.name, Organisation.name)
        .join(Pupil, Pupil.id == Glass.pupil_id)
        .join(Account, Account.id == Glass.account_id)
        .join(Organisation, Organisation.id == Glass.organisation_id)
        .where(Glass.network_id == viewer.network_id, Glass.opened_at > clock.now() - TOLD_FOR)
        .order_by(Glass.opened_at.desc(), Glass.id.desc())
        .limit(50)
    )
    return question


def _rows(question: Statement) -> list[Opened]:
    return [Opened(*row) for row in db.session.execute(question)]


def virtual_school(viewer: Viewer) -> uuid.UUID | None:
    """The Virtual School, where it has a safeguarding lead: whom a concern about a school's staff is handed to."""
    question = (
        sa.select(Organisation.id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.network_id == viewer.network_id,
            Membership.role == Role.SAFEGUARDING_LEAD,
            in_force(Membership, clock.today()),
            Organisation.kind == OrganisationKind.VIRTUAL_SCHOOL,
        )
        .limit(1)
    )
    found: uuid.UUID | None = db.session.scalar(question)
    return found


def reaches(viewer: Viewer, pupil_id: uuid.UUID) -> bool:
    """Whether the viewer reads what is kept of this pupil's safety already, by whatever way."""
    theirs = sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id, Pupil.id == pupil_id)
    return db.session.scalar(theirs.where(reach(viewer, Part.SAFEGUARDING))) is not None


def pupil_called(viewer: Viewer, name: str, born: dt.date) -> Pupil | None:
    """The one pupil of the network with this whole name and date of birth; None for nobody, and for two."""
    question = sa.select(Pupil).where(Pupil.network_id == viewer.network_id, Pupil.date_of_birth == born).limit(200)
    key = sort_key(name)
    found = [one for one in db.session.scalars(question) if key in _names(one)]
    return found[0] if len(found) == 1 else None


def _names(pupil: Pupil) -> set[str]:
    return {sort_key(f"{first} {pupil.family_name}") for first in (pupil.given_name, pupil.known_as)}
