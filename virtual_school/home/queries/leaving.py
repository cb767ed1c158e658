"""What hangs on somebody who leaves, and what has lost its owner: pupils, work to answer, absences, families to tell.

Names of children are the Virtual School lead's to read. An administrator is given numbers.
"""

import datetime as dt
import enum
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account, Membership
from virtual_school.identity.queries import holders
from virtual_school.learning.models import CLOSED, Answerer, Assignment
from virtual_school.library.models import LessonRevision
from virtual_school.mentoring.models import MentorTask
from virtual_school.network.roles import ANSWERERS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Away, CareKind, CareLink, Enrolment, Pupil
from virtual_school.referrals.models import Decision, DecisionOutcome, Meeting

SOON = dt.timedelta(days=30)
MOST = 200
STAFF_CARE = {CareKind.MENTOR: Role.MENTOR, CareKind.KEY_ADULT: Role.KEY_ADULT}
STAFF_CARE |= {CareKind.SOCIAL_WORKER: Role.SOCIAL_WORKER}


class Thing(enum.Enum):
    """What can be handed to a named person."""

    MENTOR = "mentor"
    KEY_ADULT = "key_adult"
    SOCIAL_WORKER = "social_worker"
    ANSWER = "answer"
    AWAY = "away"
    TELL = "tell"


# Who may take a thing over: a holder of one of these roles.
TAKES: Mapping[Thing, frozenset[Role]] = {
    Thing.MENTOR: frozenset({Role.MENTOR}),
    Thing.KEY_ADULT: frozenset({Role.KEY_ADULT}),
    Thing.SOCIAL_WORKER: frozenset({Role.SOCIAL_WORKER}),
    Thing.ANSWER: ANSWERERS,
    Thing.AWAY: ANSWERERS,
    Thing.TELL: frozenset({Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.SENCO, Role.MENTOR}),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that hangs on somebody: which, of which pupil, and what it is in words."""

    thing: Thing
    id: uuid.UUID
    pupil: str
    words: str = ""
    until: dt.date | None = None


def of(account_id: uuid.UUID) -> dict[Thing, list[Held]]:
    """What hangs on an account today or will, by kind. The caller may read it, or counts it."""
    found: dict[Thing, list[Held]] = {thing: [] for thing in Thing}
    for ask in (_care, _answers, _away, _tells):
        for held in ask(account_id):
            found[held.thing].append(held)
    return found


def _care(account_id: uuid.UUID) -> list[Held]:
    tasks = sa.select(sa.func.count()).where(MentorTask.pupil_id == CareLink.pupil_id, MentorTask.done_at.is_(None))
    question = (
        sa.select(CareLink.kind, CareLink.id, Pupil, CareLink.ends_on, tasks.correlate(CareLink).scalar_subquery())
        .join(Pupil, Pupil.id == CareLink.pupil_id)
        .where(
            CareLink.account_id == account_id,
            CareLink.kind.in_(list(STAFF_CARE)),
            CareLink.stands_in_for.is_(None),
            *_still(CareLink),
        )
        .order_by(Pupil.sort_key, CareLink.id)
        .limit(MOST)
    )
    return [
        Held(Thing(kind.value), row_id, pupil.initial, str(count) if count and kind is CareKind.MENTOR else "", until)
        for kind, row_id, pupil, until, count in db.session.execute(question)
    ]


def _answers(account_id: uuid.UUID) -> list[Held]:
    question = (
        sa.select(Answerer.id, Pupil, LessonRevision.title)
        .join(Assignment, Assignment.id == Answerer.assignment_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .where(Answerer.account_id == account_id, Assignment.state.not_in(CLOSED), *_still(Answerer))
        .order_by(Pupil.sort_key, Answerer.id)
        .limit(MOST)
    )
    return [Held(Thing.ANSWER, row_id, pupil.initial, title) for row_id, pupil, title in db.session.execute(question)]


def _away(account_id: uuid.UUID) -> list[Held]:
    question = (
        sa.select(Away.id, Pupil, Away.ends_on)
        .join(Pupil, Pupil.id == Away.pupil_id)
        .where(Away.answers_id == account_id, *_still(Away))
        .order_by(Pupil.sort_key, Away.id)
        .limit(MOST)
    )
    return [Held(Thing.AWAY, row_id, pupil.initial, "", until) for row_id, pupil, until in db.session.execute(question)]


def _tells(account_id: uuid.UUID) -> list[Held]:
    question = (
        sa.select(Decision.id, Pupil)
        .join(Pupil, Pupil.id == Decision.pupil_id)
        .where(
            Decision.tells_id == account_id,
            Decision.told_at.is_(None),
            Decision.outcome != DecisionOutcome.NEED_MORE,
        )
        .order_by(Pupil.sort_key, Decision.id)
        .limit(MOST)
    )
    return [Held(Thing.TELL, row_id, pupil.initial) for row_id, pupil in db.session.execute(question)]


def meetings(account_id: uuid.UUID) -> list[dt.datetime]:
    """The panel meetings to come that they called: these stand, and somebody should know of them."""
    question = sa.select(Meeting.starts_at).where(
        Meeting.made_by == account_id, Meeting.closed_at.is_(None), Meeting.starts_at > clock.now()
    )
    return list(db.session.scalars(question.order_by(Meeting.starts_at).limit(50)))


def takers(viewer: Viewer, thing: Thing, but: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID, str]]:
    """Who may take it over: their account, the organisation that they act for, and both in words.

    Who answers for an absence is of the pupil's school.
    """
    at = _schools(but) if thing is Thing.AWAY else set()
    found: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID, str]] = {}
    for one in holders(viewer.network_id, TAKES[thing]):
        row = one.membership
        if row.account_id != but and row.organisation_id in (at or {row.organisation_id}):
            words = f"{one.name}, {one.organisation}"
            found.setdefault(row.account_id, (row.account_id, row.organisation_id, words))
    return list(found.values())


def places_of(viewer: Viewer, thing: Thing, account_id: uuid.UUID) -> set[uuid.UUID]:
    """Where somebody holds a role by which they may take a thing over."""
    held = holders(viewer.network_id, TAKES[thing])
    return {one.membership.organisation_id for one in held if one.membership.account_id == account_id}


def is_on_roll(pupil_id: uuid.UUID, places: set[uuid.UUID]) -> bool:
    roll = sa.exists().where(
        Enrolment.pupil_id == pupil_id, Enrolment.organisation_id.in_(places), in_force(Enrolment, clock.today())
    )
    return db.session.scalar(sa.select(roll)) or False


def _schools(account_id: uuid.UUID) -> set[uuid.UUID]:
    question = sa.select(Away.organisation_id).where(Away.answers_id == account_id, *_still(Away)).distinct()
    return set(db.session.scalars(question.limit(50)))


def _still(table: Any) -> list[sa.ColumnElement[bool]]:
    """In force, or still to begin."""
    return [table.ended_at.is_(None), sa.or_(table.ends_on.is_(None), table.ends_on >= clock.today())]


# What has no owner ----------------------------------------------------------------------------------------------------


def _works() -> sa.ColumnElement[bool]:
    """That an account holds a role today or will."""
    return sa.exists().where(Membership.account_id == Account.id, *_still(Membership))


def no_owner(viewer: Viewer) -> Statement:
    """Open accounts for which nothing stands: no role, no pupil, no child whose carer they are."""
    question: Statement = (
        sa.select(Account.id, Account.name, Account.email, Account.login_name)
        .where(
            Account.network_id == viewer.network_id,
            Account.closed_at.is_(None),
            # Found once, not asked of each of fifty thousand.
            Account.id.not_in(sa.select(Membership.account_id).where(*_still(Membership))),
            ~sa.exists().where(Pupil.account_id == Account.id),
            ~sa.exists().where(CareLink.account_id == Account.id, *_still(CareLink)),
        )
        .order_by(Account.sort_key, Account.id)
    )
    return question


def left_behind(viewer: Viewer) -> Statement:
    """Care links whose person can open nothing by them: their account is closed, or they hold no role any more."""
    question: Statement = (
        sa.select(Account.id, Account.name, sa.func.count(CareLink.id).label("links"))
        .join(CareLink, CareLink.account_id == Account.id)
        .where(
            Account.network_id == viewer.network_id,
            CareLink.kind.in_(list(STAFF_CARE)),
            *_still(CareLink),
            sa.or_(Account.closed_at.is_not(None), ~_works()),
        )
        .group_by(Account.id, Account.name, Account.sort_key)
        .order_by(Account.sort_key, Account.id)
    )
    return question


def ending(viewer: Viewer) -> Statement:
    """Links of mentors, key adults and social workers that end within thirty days, soonest first."""
    question: Statement = (
        sa.select(CareLink.kind, CareLink.ends_on, Account.id, Account.name, Pupil)
        .join(Account, Account.id == CareLink.account_id)
        .join(Pupil, Pupil.id == CareLink.pupil_id)
        .where(
            CareLink.network_id == viewer.network_id,
            CareLink.kind.in_(list(STAFF_CARE)),
            in_force(CareLink, clock.today()),
            CareLink.ends_on <= clock.today() + SOON,
        )
        .order_by(CareLink.ends_on, Pupil.sort_key, CareLink.id)
    )
    return question


def the_account(viewer: Viewer, account_id: uuid.UUID) -> Account:
    """Somebody who works here or did. A pupil's account has nothing to hand over."""
    works = sa.exists().where(Membership.account_id == Account.id, Membership.network_id == viewer.network_id)
    cares = sa.exists().where(CareLink.account_id == Account.id, CareLink.kind.in_(list(STAFF_CARE)))
    found = db.session.scalar(
        sa.select(Account).where(
            Account.id == account_id, Account.network_id == viewer.network_id, sa.or_(works, cares)
        )
    )
    if found is None:
        raise NotVisible
    return found


def first(statement: Statement, number: int) -> list[Any]:
    return list(db.session.execute(statement.limit(number)))
