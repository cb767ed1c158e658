"""One meeting, what is before it, and one case at it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import opened, there_is
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.whereabouts import place_name
from virtual_school.referrals.models import (
    Decision,
    DecisionMember,
    DecisionOutcome,
    Discussion,
    Meeting,
    MeetingCase,
    Panel,
    Referral,
    ReferralState,
)
from virtual_school.referrals.queries.panel import sits
from virtual_school.safeguarding.access import stopped

# How long the clerk reads a pack after the decision.
CLERK_READS = dt.timedelta(days=28)
# The minutes of what one decided oneself are there to the end of the meeting's day, whenever it began.
A_DAY = dt.timedelta(days=1)

ABOUT = "referral"


def reads_pack(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer reads this referral's pack: the lead, the clerk in its time, a member through their window."""
    if viewer.account_id is None:
        return sa.false()
    if viewer.role is Role.VIRTUAL_SCHOOL_LEAD:
        return sa.true()
    if viewer.role is Role.PANEL_CLERK:
        lately = aliased(Decision)
        return sa.or_(
            Referral.state.in_((ReferralState.READY, ReferralState.LISTED)),
            there_is(lately, lately.referral_id == Referral.id, lately.decided_at > clock.now() - CLERK_READS),
        )
    if viewer.role is Role.PANEL_MEMBER:
        return opened(viewer, ABOUT, Referral.id, Part.REFERRAL)
    return sa.false()


def reads_case(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The same for a case at a meeting; and who decided it sees what was decided while the meeting's day lasts."""
    if viewer.role is not Role.PANEL_MEMBER:
        return sa.and_(sits(viewer, Meeting.panel_id), reads_pack(viewer))
    row, by_me = aliased(Decision), aliased(DecisionMember)
    decided = there_is(
        row,
        row.case_id == MeetingCase.id,
        row.decided_at > clock.now() - A_DAY,
        there_is(by_me, by_me.decision_id == row.id, by_me.account_id == viewer.account_id),
    )
    return sa.and_(sits(viewer, Meeting.panel_id), sa.or_(reads_pack(viewer), decided))


@dataclass(frozen=True, slots=True)
class Listed:
    """One case on a meeting's list: no more of the pupil than first name, year and school."""

    id: uuid.UUID
    referral_id: uuid.UUID
    first_name: str
    year: int
    school: str
    outcome: DecisionOutcome | None


def meeting(viewer: Viewer, meeting_id: uuid.UUID, *, lock: bool = False) -> tuple[Meeting, Panel]:
    """A meeting that the viewer sees, with its panel."""
    question = (
        sa.select(Meeting, Panel)
        .join(Panel, Panel.id == Meeting.panel_id)
        .where(Meeting.id == meeting_id, Meeting.network_id == viewer.network_id, sits(viewer, Meeting.panel_id))
    )
    if lock:
        question = question.with_for_update(of=Meeting).execution_options(populate_existing=True)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found[0], found[1]


def agenda(viewer: Viewer, meeting_id: uuid.UUID) -> list[Listed]:
    """What is before a meeting, in its order, as far as the viewer reads it. One query."""
    return [Listed(*row) for row in _agenda(viewer, meeting_id).execute()]


@kept
def _agenda(viewer: Viewer, meeting_id: uuid.UUID) -> Statement:
    school = place_name(viewer, Pupil.id, Organisation.name)
    question: Statement = (
        sa.select(MeetingCase.id, MeetingCase.referral_id, Pupil.known_as, Pupil.year, school, Decision.outcome)
        .join(Meeting, Meeting.id == MeetingCase.meeting_id)
        .join(Referral, Referral.id == MeetingCase.referral_id)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Decision, Decision.case_id == MeetingCase.id)
        .where(
            MeetingCase.network_id == viewer.network_id,
            MeetingCase.meeting_id == meeting_id,
            MeetingCase.taken_off_at.is_(None),
            reads_case(viewer),
        )
        .order_by(MeetingCase.position, MeetingCase.id)
        .limit(100)
    )
    return question


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that is ready and before no meeting."""

    id: uuid.UUID
    first_name: str
    year: int
    school: str
    since: dt.datetime


def ready(viewer: Viewer, most: int = 100) -> list[Waiting]:
    """What is ready for a panel, longest waiting first: for clerk and lead."""
    if viewer.role not in (Role.PANEL_CLERK, Role.VIRTUAL_SCHOOL_LEAD):
        return []
    return [Waiting(*row) for row in _ready(viewer, most).execute()]


@kept
def _ready(viewer: Viewer, most: int) -> Statement:
    since = sa.func.coalesce(Referral.looked_at, Referral.opened_at)
    question: Statement = (
        sa.select(Referral.id, Pupil.known_as, Pupil.year, place_name(viewer, Pupil.id, Organisation.name), since)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.network_id == viewer.network_id, Referral.state == ReferralState.READY)
        .where(~stopped(Referral.pupil_id))
        .order_by(since, Referral.id)
        .limit(most)
    )
    return question


def to_list(viewer: Viewer, referral_id: uuid.UUID) -> Referral:
    """A referral that the viewer may put before a meeting, whatever has become of it meanwhile."""
    question = sa.select(Referral).where(
        Referral.id == referral_id, Referral.network_id == viewer.network_id, reads_pack(viewer)
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """A case at a meeting, with what its pages say of it."""

    row: MeetingCase
    referral: Referral
    meeting: Meeting
    panel: Panel
    first_name: str
    year: int
    school: str
    decision: Decision | None
    # Through the window, still: who decided sees the decision and no more of the pack.
    opens_pack: bool


def case(viewer: Viewer, case_id: uuid.UUID, *, of: uuid.UUID | None = None, lock: bool = False) -> Case:
    """A case that the viewer reads, of this meeting. `lock` holds meeting and referral: one decides after the other."""
    question: Any = (
        sa.select(
            MeetingCase, Referral, Meeting, Panel, Pupil.known_as, Pupil.year,
            place_name(viewer, Pupil.id, Organisation.name), Decision, reads_pack(viewer),
        )
        .join(Meeting, Meeting.id == MeetingCase.meeting_id)
        .join(Panel, Panel.id == Meeting.panel_id)
        .join(Referral, Referral.id == MeetingCase.referral_id)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Decision, Decision.case_id == MeetingCase.id)
        .where(
            MeetingCase.id == case_id, MeetingCase.network_id == viewer.network_id,
            MeetingCase.taken_off_at.is_(None), reads_case(viewer),
            sa.true() if of is None else MeetingCase.meeting_id == of,
        )
    )  # fmt: skip
    if lock:
        _hold(case_id)
        question = question.execution_options(populate_existing=True)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return Case(*found)


def _hold(case_id: uuid.UUID) -> None:
    """Meeting first, then referral: the order in which everything that changes them takes them."""
    meeting_id = sa.select(MeetingCase.meeting_id).where(MeetingCase.id == case_id).scalar_subquery()
    referral_id = sa.select(MeetingCase.referral_id).where(MeetingCase.id == case_id).scalar_subquery()
    db.session.execute(sa.select(Meeting.id).where(Meeting.id == meeting_id).with_for_update())
    db.session.execute(sa.select(Referral.id).where(Referral.id == referral_id).with_for_update())


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the minutes."""

    words: str
    by: str
    at: dt.datetime


def minutes(case_id: uuid.UUID) -> Sequence[Said]:
    """What was said of a case, in its order. The caller has found the case."""
    question = (
        sa.select(Discussion.words, Account.name, Discussion.at)
        .join(Account, Account.id == Discussion.account_id)
        .where(Discussion.case_id == case_id)
        .order_by(Discussion.at, Discussion.id)
        .limit(200)
    )
    return [Said(*row) for row in db.session.execute(question)]
