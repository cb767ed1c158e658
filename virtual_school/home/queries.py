"""Reads of pages that mix packages."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db, in_force
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, AssignmentState
from virtual_school.network.models import Organisation
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Part, Pupil


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a pupil: what they are to them, and their name."""

    kind: CareKind
    name: str


def my_people(viewer: Viewer) -> list[Person]:
    """The people around the pupil who asks: mentor first, then the key adult. Carers know that they are theirs."""
    kinds = (CareKind.MENTOR, CareKind.KEY_ADULT, CareKind.SOCIAL_WORKER)
    question = (
        sa.select(CareLink.kind, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.pupil_id == viewer.pupil_id,
            CareLink.network_id == viewer.network_id,
            CareLink.kind.in_(kinds),
            in_force(CareLink, clock.today()),
        )
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(20)
    )
    people = [Person(kind, name) for kind, name in db.session.execute(question)]
    return sorted(people, key=lambda person: kinds.index(person.kind))


@dataclass(frozen=True, slots=True)
class Caseload:
    """One pupil of a mentor's, with how the work stands."""

    pupil: Pupil
    school: str | None
    open: int
    handed_in: int
    done: int


def caseload(viewer: Viewer) -> list[Caseload]:
    """The pupils a mentor answers for today, by name, with how much work is open, waits for an answer, is done."""
    return [Caseload(*row) for row in _caseload(viewer).execute()]


@kept
def _caseload(viewer: Viewer) -> Statement:
    def how_many(*states: AssignmentState) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((Assignment.state.in_(states), 1), else_=0)), 0)

    return (
        sa.select(
            Pupil,
            Organisation.name,
            how_many(AssignmentState.NOT_STARTED, AssignmentState.STARTED, AssignmentState.ANOTHER_GO),
            how_many(AssignmentState.HANDED_IN),
            how_many(AssignmentState.DONE),
        )
        .outerjoin(Assignment, Assignment.pupil_id == Pupil.id)
        .outerjoin(
            Enrolment,
            sa.and_(
                Enrolment.pupil_id == Pupil.id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
            ),
        )
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(Pupil.network_id == viewer.network_id, access.knows(viewer, Part.WORK))
        .group_by(Pupil.id, Organisation.id)
        .order_by(Pupil.sort_key, Pupil.id)
        .limit(50)
    )


CHANGES_A_PAGE = 50


# In which hats somebody is told by their role alone: a child, and who by their name would tell of one.
NOT_NAMED = frozenset({Role.PUPIL.value, Role.CARER.value})


@dataclass(frozen=True, slots=True)
class Change:
    """One event of the audit as the auditor sees it. Names no child: neither who did it nor what was written of one."""

    id: uuid.UUID
    at: dt.datetime
    event: str
    hat: str
    who: str | None
    because: str | None


def changes(viewer: Viewer, before: object | None) -> list[Change]:
    """The audit, newest first, a page by key: events older than `before`, each with who did it. No child is named."""
    question = (
        sa.select(AuditEvent, Account.name)
        .outerjoin(Account, Account.id == AuditEvent.account_id)
        .where(AuditEvent.network_id == viewer.network_id)
        .order_by(AuditEvent.id.desc())
        .limit(CHANGES_A_PAGE)
    )
    if before is not None:
        question = question.where(AuditEvent.id < before)
    return [_as_change(event, name) for event, name in db.session.execute(question)]


def _as_change(event: AuditEvent, name: str | None) -> Change:
    """Reasons are written freely, so one that was given for something about a pupil stays with the pupil."""
    who = str(ROLE_WORDS[Role(event.hat)]) if event.hat in NOT_NAMED else name
    because = event.because if event.pupil_id is None else None
    return Change(event.id, event.at, event.event, event.hat, who, because)
