"""Who is told that a pupil will not come: whoever would ring about them, and the place that expects them."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance.absences import policy, spans
from virtual_school.attendance.models import Absence
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Account, Membership
from virtual_school.network.roles import Role
from virtual_school.notices.following import Told, may_tell
from virtual_school.notices.models import Because
from virtual_school.pupils.access import there_is
from virtual_school.pupils.cover import who_answers
from virtual_school.pupils.models import (
    MAIN_ROLL,
    CareKind,
    CareLink,
    Enrolment,
    Part,
    Pupil,
    Window,
    WindowPart,
)
from virtual_school.pupils.whereabouts import names_not
from virtual_school.safeguarding.access import kept_apart
from virtual_school.timetable import queries as timetable

REPORTED, CHANGED = "absence.reported", "absence.changed"

# Where a school has no attendance officer: it must never lie where nobody looks.
AT_SCHOOL = (Role.ATTENDANCE_OFFICER, Role.HEAD_OF_YEAR, Role.HEADTEACHER)

# By one of these somebody at the place knows already when the pupil comes.
KNOWS_THE_DAY = (Part.WEEK, Part.ATTENDANCE)

ROLE_OF = {CareKind.MENTOR: Role.MENTOR, CareKind.KEY_ADULT: Role.KEY_ADULT}

Whom = list[tuple[uuid.UUID, Because]]


def to_tell(row: Absence) -> Whom:
    """Each with why they are told."""
    return [*_who_answers(row.pupil_id), *_at_school(row.pupil_id), *_at_places(row)]


def _who_answers(pupil_id: uuid.UUID) -> Whom:
    """The mentors; while theirs is off, whoever answers instead. A link without its role is told nothing."""
    now = who_answers(pupil_id, clock.now())
    if now.off_name and now.account_id:
        return [(now.account_id, Because.COVER if now.is_cover else Because.KEY_ADULT)]
    return [(account_id, Because.MENTOR) for account_id in _by_care(pupil_id, CareKind.MENTOR)]


def _by_care(pupil_id: uuid.UUID, *kinds: CareKind) -> list[uuid.UUID]:
    question = (
        sa.select(CareLink.account_id)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.pupil_id == pupil_id,
            CareLink.kind.in_(kinds),
            in_force(CareLink, clock.today()),
            Account.closed_at.is_(None),
            sa.or_(*(sa.and_(CareLink.kind == kind, _holds(ROLE_OF[kind])) for kind in kinds)),
            ~kept_apart(CareLink.pupil_id, CareLink.account_id),
        )
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(20)
    )
    return list(db.session.scalars(question))


def _holds(role: Role) -> sa.ColumnElement[bool]:
    return there_is(
        Membership,
        Membership.account_id == CareLink.account_id,
        Membership.role == role,
        in_force(Membership, clock.today()),
    )


def _at_school(pupil_id: uuid.UUID) -> Whom:
    """The attendance officers of the school on whose main roll they are; else the head of year, else the head."""
    today = clock.today()
    question = (
        sa.select(Membership.role, Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .join(Enrolment, Enrolment.organisation_id == Membership.organisation_id)
        .join(Pupil, Pupil.id == Enrolment.pupil_id)
        .where(
            Enrolment.pupil_id == pupil_id,
            Enrolment.status.in_(MAIN_ROLL),
            in_force(Enrolment, today),
            Membership.network_id == Pupil.network_id,
            Membership.role.in_(AT_SCHOOL),
            sa.or_(Membership.year.is_(None), Membership.year == Pupil.year),
            in_force(Membership, today),
            Account.closed_at.is_(None),
        )
        .order_by(Membership.starts_on, Membership.id)
        .limit(50)
    )
    rows: Sequence[Any] = db.session.execute(question).all()
    for role in AT_SCHOOL:
        held = [account_id for held, account_id in rows if held is role]
        if held:
            return [(account_id, Because.SCHOOL) for account_id in held]
    return []


def _at_places(row: Absence) -> Whom:
    """Those at the places that expect them in these sessions to whom a window is open, and who may know where they are.

    A window onto one thing, as another school's marker has it, is none. A place without one has its register.
    """
    places = _places(row)
    if not places:
        return []
    question = (
        sa.select(Window.account_id)
        .join(Account, Account.id == Window.account_id)
        .where(
            Window.pupil_id == row.pupil_id,
            Window.organisation_id.in_(places),
            Window.about_kind.is_(None),
            Window.carer_id.is_(None),
            in_force(Window, clock.today()),
            there_is(WindowPart, WindowPart.window_id == Window.id, WindowPart.part.in_(KNOWS_THE_DAY)),
            there_is(
                Membership,
                Membership.account_id == Window.account_id,
                Membership.organisation_id == Window.organisation_id,
                Membership.role.in_(policy.AT_PLACES),
                in_force(Membership, clock.today()),
            ),
            Account.closed_at.is_(None),
            ~names_not(Window.pupil_id, Window.account_id),
            ~kept_apart(Window.pupil_id, Window.account_id),
        )
        .order_by(Window.starts_on, Window.id)
        .limit(20)
    )
    return [(account_id, Because.PLACE) for account_id in db.session.scalars(question)]


def _places(row: Absence) -> list[uuid.UUID]:
    span = spans.of(row)
    told = set(span.halves())
    days: Iterable[Any] = timetable.unveiled([row.pupil_id], row.starts_on, row.ends_on)[row.pupil_id]
    found = {
        half.slot.place_id
        for day in days
        for half in day.halves
        if (day.on, half.session) in told and half.slot is not None and half.slot.place_id is not None
    }
    return sorted(found)


@may_tell
def while_it_holds(told: Told) -> Sending:
    """Nothing leaves of what was withdrawn, nor to somebody who does not answer for the pupil any more."""
    if told.kind not in (REPORTED, CHANGED) or told.object_id is None:
        return Sending.YES
    row = db.session.get(Absence, told.object_id)
    if row is None or (told.kind == REPORTED and row.withdrawn_at is not None):
        return Sending.NEVER
    by_care = _by_care(row.pupil_id, CareKind.MENTOR, CareKind.KEY_ADULT)
    others = [account_id for account_id, _because in (*_at_school(row.pupil_id), *_at_places(row))]
    return Sending.YES if told.account_id in {*by_care, *others} else Sending.NEVER
