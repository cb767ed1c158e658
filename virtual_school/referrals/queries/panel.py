"""Panels, who sits on them, and their meetings."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareLink, Enrolment
from virtual_school.pupils.whereabouts import PupilId
from virtual_school.referrals.models import Meeting, MeetingCase, MeetingMember, Panel, PanelMember, Referral
from virtual_school.referrals.policy.panel import OFFICES, Room, Seat

AHEAD = dt.timedelta(days=366)
BACK = dt.timedelta(days=60)


def sits(viewer: Viewer, panel_id: PupilId) -> sa.ColumnElement[bool]:
    """That the viewer sits on the panel today, for the organisation whose hat they wear. Lead and clerk see each."""
    if viewer.account_id is None:
        return sa.false()
    if viewer.role in OFFICES:
        return sa.true()
    if viewer.role is not Role.PANEL_MEMBER:
        return sa.false()
    member = aliased(PanelMember)
    return there_is(
        member,
        member.panel_id == panel_id,
        member.account_id == viewer.account_id,
        member.organisation_id == viewer.organisation_id,
        in_force(member, clock.today()),
    )


def on_list(viewer: Viewer, panel_id: PupilId, whole: bool) -> sa.ColumnElement[bool]:
    """That a panel is on the viewer's list. A network has many: a clerk's has those of whose meetings they made one.

    Who has made none yet has each on it, and so has everybody who asks for the whole.
    """
    if whole or viewer.role is not Role.PANEL_CLERK:
        return sits(viewer, panel_id)
    theirs, one = aliased(Meeting), aliased(Meeting)
    made = there_is(theirs, theirs.panel_id == panel_id, theirs.made_by == viewer.account_id)
    return sa.and_(sits(viewer, panel_id), sa.or_(made, ~there_is(one, one.made_by == viewer.account_id)))


def has_more(viewer: Viewer) -> bool:
    """Whether the viewer sees panels that are not on their list."""
    return viewer.role is Role.PANEL_CLERK and bool(_more(viewer).scalar())


@kept
def _more(viewer: Viewer) -> Statement:
    others = sa.exists().where(Panel.network_id == viewer.network_id, ~on_list(viewer, Panel.id, False))
    return sa.select(others)


def panels(viewer: Viewer, *, whole: bool) -> Sequence[Panel]:
    """The panels on the viewer's list, by name."""
    question = sa.select(Panel).where(Panel.network_id == viewer.network_id, on_list(viewer, Panel.id, whole))
    return db.session.scalars(question.order_by(Panel.name, Panel.id).limit(50)).all()


def panel(viewer: Viewer, panel_id: uuid.UUID) -> Panel:
    question = sa.select(Panel).where(
        Panel.id == panel_id, Panel.network_id == viewer.network_id, sits(viewer, Panel.id)
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits on a panel."""

    row: PanelMember
    name: str
    organisation: str


def members(panel_id: uuid.UUID) -> list[Member]:
    """Who sits on a panel today: the chair first, then by name."""
    question = (
        sa.select(PanelMember, Account.name, Organisation.name)
        .join(Account, Account.id == PanelMember.account_id)
        .join(Organisation, Organisation.id == PanelMember.organisation_id)
        .where(PanelMember.panel_id == panel_id, in_force(PanelMember, clock.today()))
        .order_by(PanelMember.chairs.desc(), Account.sort_key, PanelMember.id)
        .limit(100)
    )
    return [Member(*row) for row in db.session.execute(question)]


def member(panel_id: uuid.UUID, row_id: uuid.UUID) -> PanelMember:
    question = sa.select(PanelMember).where(PanelMember.id == row_id, PanelMember.panel_id == panel_id)
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting in a list, with how many cases are before it."""

    id: uuid.UUID
    panel: str
    starts_at: dt.datetime
    place: str
    closed_at: dt.datetime | None
    cases: int


def meetings(viewer: Viewer, *, whole: bool) -> list[Held]:
    """The meetings to come, the next one first; then those that were closed, the last one first. One query."""
    found = [Held(*row) for row in _meetings(viewer, whole).execute()]
    closed = [one for one in found if one.closed_at is not None]
    return [one for one in found if one.closed_at is None] + closed[::-1]


@kept
def _meetings(viewer: Viewer, whole: bool) -> Statement:
    cases = (
        sa.select(sa.func.count(MeetingCase.id))
        .where(MeetingCase.meeting_id == Meeting.id, MeetingCase.taken_off_at.is_(None))
        .correlate(Meeting)
        .scalar_subquery()
    )
    question: Statement = (
        sa.select(Meeting.id, Panel.name, Meeting.starts_at, Meeting.place, Meeting.closed_at, cases)
        .join(Panel, Panel.id == Meeting.panel_id)
        .where(
            Meeting.network_id == viewer.network_id,
            on_list(viewer, Meeting.panel_id, whole),
            Meeting.starts_at > clock.now() - BACK,
            Meeting.starts_at < clock.now() + AHEAD,
        )
        .order_by(Meeting.closed_at.is_not(None), Meeting.starts_at, Meeting.id)
        .limit(50)
    )
    return question


def room(panel: Panel, meeting_id: uuid.UUID, referral: Referral | None = None) -> Room:
    """Everybody on the panel, who of them is at the meeting, and who has a tie to this referral's pupil. One query."""
    tied = _tied(referral) if referral is not None else sa.false()
    question = (
        sa.select(
            PanelMember.account_id, Account.name, Organisation.name, PanelMember.chairs,
            MeetingMember.came_at, MeetingMember.left_at, tied,
        )
        .join(Account, Account.id == PanelMember.account_id)
        .join(Organisation, Organisation.id == PanelMember.organisation_id)
        .outerjoin(
            MeetingMember,
            sa.and_(MeetingMember.account_id == PanelMember.account_id, MeetingMember.meeting_id == meeting_id),
        )
        .where(PanelMember.panel_id == panel.id, in_force(PanelMember, clock.today()))
        .order_by(PanelMember.chairs.desc(), Account.sort_key, PanelMember.id)
        .limit(100)
    )  # fmt: skip
    return Room(panel.quorum, tuple(Seat(*row) for row in db.session.execute(question)))


def _tied(referral: Referral) -> Any:
    """That a member belongs to the pupil's school, in any hat, or is somebody around the pupil."""
    today = clock.today()
    roll, role, link = aliased(Enrolment), aliased(Membership), aliased(CareLink)

    def of_the_school(organisation_id: PupilId) -> sa.ColumnElement[bool]:
        on_roll = there_is(
            roll, roll.pupil_id == referral.pupil_id, roll.organisation_id == organisation_id, in_force(roll, today)
        )
        return sa.or_(organisation_id == referral.organisation_id, on_roll)

    return sa.or_(
        of_the_school(PanelMember.organisation_id),
        there_is(
            role,
            role.account_id == PanelMember.account_id,
            of_the_school(role.organisation_id),
            in_force(role, today),
        ),
        there_is(
            link,
            link.account_id == PanelMember.account_id,
            link.pupil_id == referral.pupil_id,
            in_force(link, today),
        ),
    )
