"""The windows of a panel's members onto what is before it: opened with a case, shut when it is over."""

import datetime as dt
import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.templating import day
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Basis, Part, Window
from virtual_school.referrals.models import Decision, Meeting, MeetingCase, PanelMember, Referral

ABOUT = "referral"


def held_on(meeting: Meeting) -> dt.date:
    """The day of a meeting, as a clock in England shows it."""
    return clock.local(meeting.starts_at).date()


def open_case(by: Viewer, meeting: Meeting, referral: Referral) -> None:
    """Open the referral to each member, until the meeting's day is over."""
    question = (
        sa.select(PanelMember)
        .where(PanelMember.panel_id == meeting.panel_id, in_force(PanelMember, clock.today()))
        .order_by(PanelMember.id)
    )
    for member in db.session.scalars(question).all():
        _open(by, member, meeting, referral)


def close_case(by: Viewer, referral_id: uuid.UUID, because: str | None) -> None:
    """Shut every window onto a referral."""
    question = sa.select(Window).where(
        Window.about_kind == ABOUT, Window.about_id == referral_id, Window.ended_at.is_(None)
    )
    _close(by, db.session.scalars(question.order_by(Window.id)).all(), because)


def open_what_is_listed(by: Viewer, member: PanelMember) -> None:
    """Somebody who joins a panel reads what lies before it."""
    if not member.in_force(clock.today()):
        return
    for meeting, referral in _listed(member.panel_id):
        _open(by, member, meeting, referral)


def close_what_is_listed(by: Viewer, member: PanelMember, because: str | None) -> None:
    """Of somebody who leaves; what another panel of theirs has listed stays open."""
    listed = [referral.id for _meeting, referral in _listed(member.panel_id)]
    question = sa.select(Window).where(
        Window.about_kind == ABOUT,
        Window.about_id.in_(listed),
        Window.account_id == member.account_id,
        Window.organisation_id == member.organisation_id,
        Window.ended_at.is_(None),
    )
    _close(by, db.session.scalars(question.order_by(Window.id)).all(), because)


def _listed(panel_id: uuid.UUID) -> list[tuple[Meeting, Referral]]:
    """What lies before a panel today or later and is not decided."""
    decided = sa.exists().where(Decision.case_id == MeetingCase.id)
    question = (
        sa.select(Meeting, Referral)
        .join(MeetingCase, MeetingCase.meeting_id == Meeting.id)
        .join(Referral, Referral.id == MeetingCase.referral_id)
        .where(Meeting.panel_id == panel_id, Meeting.closed_at.is_(None), MeetingCase.taken_off_at.is_(None), ~decided)
        .order_by(Meeting.starts_at, MeetingCase.position)
    )
    found = db.session.execute(question).all()
    return [(meeting, referral) for meeting, referral in found if held_on(meeting) >= clock.today()]


def _open(by: Viewer, member: PanelMember, meeting: Meeting, referral: Referral) -> None:
    pupils.open_window(
        by,
        pupil_id=referral.pupil_id,
        account_id=member.account_id,
        organisation_id=member.organisation_id,
        parts={Part.REFERRAL},
        purpose=_("To read it for the panel on %(day)s", day=day(meeting.starts_at)),
        basis=Basis.DUTY,
        about=(ABOUT, referral.id),
        ends_on=held_on(meeting),
        because=_("It is before the panel. The family was told beforehand who reads it."),
    )


def _close(by: Viewer, windows: Iterable[Window], because: str | None) -> None:
    for window in windows:
        pupils.close_window(by, window, because)
