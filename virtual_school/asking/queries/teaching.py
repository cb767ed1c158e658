"""Who teaches whom what: a pupil's own teachers, who teaches a subject in the network, and whom each of them reaches.

Nothing else in the records says who teaches a pupil. It is said by whoever looks after the pupil when work is asked
for, and holds for the next time; it opens the pupil to that teacher only while the pupil is away or on a programme.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.asking.models import STILL_ASKED, SubjectTeacher, Teaches, WorkRequest
from virtual_school.assessment.queries.classes import also_reads as reads_marks
from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.queries.teaching import also_reads as reads_work
from virtual_school.library.models import Lesson, LessonState
from virtual_school.network.models import Term
from virtual_school.network.roles import ANSWERERS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import in_our_care, there_is
from virtual_school.pupils.models import Away, Enrolment, Programme, Pupil
from virtual_school.pupils.whereabouts import PupilId
from virtual_school.safeguarding.access import kept_from

# Whom the network is asked: those who teach. Mentors and leads ask.
TEACHERS = (Role.TEACHER, Role.COLLEGE_TUTOR)

MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Taught:
    """That a pupil is taught a subject by somebody at their school."""

    id: uuid.UUID
    subject_id: uuid.UUID
    subject: str
    account_id: uuid.UUID
    teacher: str


def taught(pupil_id: uuid.UUID, organisation_id: uuid.UUID) -> list[Taught]:
    """The pupil's own teachers at this school who are there still, by subject."""
    question = (
        sa.select(SubjectTeacher.id, Term.id, Term.words, Account.id, Account.name)
        .join(Term, Term.id == SubjectTeacher.subject_id)
        .join(Account, Account.id == SubjectTeacher.account_id)
        .where(
            SubjectTeacher.network_id == network_id_in_force(),
            SubjectTeacher.pupil_id == pupil_id,
            SubjectTeacher.organisation_id == organisation_id,
            in_force(SubjectTeacher, clock.today()),
            Account.closed_at.is_(None),
            _works(SubjectTeacher.account_id, SubjectTeacher.organisation_id),
        )
        .order_by(Term.sort_key, SubjectTeacher.id)
        .limit(50)
    )
    return [Taught(*row) for row in db.session.execute(question)]


def _works(account_id: Any, organisation_id: Any) -> sa.ColumnElement[bool]:
    roles = sorted(ANSWERERS, key=lambda role: role.value)
    return there_is(
        Membership,
        Membership.account_id == account_id,
        Membership.organisation_id == organisation_id,
        Membership.role.in_(roles),
        in_force(Membership, clock.today()),
    )


def my_subjects(viewer: Viewer) -> set[uuid.UUID]:
    """What the viewer said that they teach, in the hat they wear."""
    question = sa.select(Teaches.subject_id).where(*_said(viewer.account_id, viewer.organisation_id))
    return set(db.session.scalars(question.order_by(Teaches.subject_id).limit(200)))


def _said(account_id: Any, organisation_id: Any) -> list[sa.ColumnElement[bool]]:
    return [
        Teaches.network_id == network_id_in_force(),
        Teaches.account_id == account_id,
        Teaches.organisation_id == organisation_id,
        in_force(Teaches, clock.today()),
    ]


def is_taught(viewer: Viewer, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the viewer teaches the pupil in the hat they wear: at the school on whose roll the pupil is today."""
    row = aliased(SubjectTeacher)
    return sa.and_(
        there_is(
            row,
            row.pupil_id == pupil_id,
            row.account_id == viewer.account_id,
            row.organisation_id == viewer.organisation_id,
            in_force(row, clock.today()),
        ),
        on_roll(viewer.organisation_id, pupil_id),
        ~kept_from(viewer.account_id, pupil_id),
    )


@reads_work
@reads_marks
def in_own_subject(viewer: Viewer, pupil_id: PupilId, subject_id: Any) -> sa.ColumnElement[bool] | None:
    """That the viewer teaches the pupil this subject, while the pupil is the Virtual School's too."""
    if viewer.role not in ANSWERERS:
        return None
    row = aliased(SubjectTeacher)
    taught_it = there_is(
        row,
        row.pupil_id == pupil_id,
        row.subject_id == subject_id,
        row.account_id == viewer.account_id,
        row.organisation_id == viewer.organisation_id,
        in_force(row, clock.today()),
    )
    here = (on_roll(viewer.organisation_id, pupil_id), in_our_care(pupil_id))
    return sa.and_(taught_it, *here, ~kept_from(viewer.account_id, pupil_id))


def taught_pupil(viewer: Viewer, pupil_id: uuid.UUID) -> Pupil:
    """A pupil whom the viewer teaches at their own school."""
    question = sa.select(Pupil).where(
        Pupil.network_id == viewer.network_id, Pupil.id == pupil_id, is_taught(viewer, Pupil.id)
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def on_roll(organisation_id: Any, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    roll = aliased(Enrolment)
    return there_is(
        roll, roll.pupil_id == pupil_id, roll.organisation_id == organisation_id, in_force(roll, clock.today())
    )


def is_out(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is away, will be, or is on a programme: a reason to ask for work at all."""
    today, away, time = clock.today(), aliased(Away), aliased(Programme)
    return sa.or_(
        there_is(away, away.pupil_id == pupil_id, away.ended_at.is_(None), away.ends_on >= today),
        there_is(time, time.pupil_id == pupil_id, in_force(time, today)),
    )


def own_request(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """The requests that the viewer is asked as a pupil's own teacher."""
    if viewer.role not in ANSWERERS:
        return [sa.false()]
    return [
        WorkRequest.network_id == viewer.network_id,
        WorkRequest.teacher_id == viewer.account_id,
        WorkRequest.organisation_id == viewer.organisation_id,
        on_roll(viewer.organisation_id, WorkRequest.pupil_id),
        ~kept_from(viewer.account_id, WorkRequest.pupil_id),
    ]


def network_request(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """The requests that went on to the network, in the subjects that the viewer teaches."""
    if viewer.role not in TEACHERS or viewer.account_id is None:
        return [sa.false()]
    said = sa.select(Teaches.subject_id).where(*_said(viewer.account_id, viewer.organisation_id))
    posted = sa.select(Lesson.subject_id).where(
        Lesson.network_id == viewer.network_id,
        Lesson.author_id == viewer.account_id,
        Lesson.organisation_id == viewer.organisation_id,
        Lesson.state == LessonState.POSTED,
    )
    return [
        WorkRequest.network_id == viewer.network_id,
        WorkRequest.passed_on_at.is_not(None),
        sa.or_(WorkRequest.teacher_id.is_(None), WorkRequest.teacher_id != viewer.account_id),
        sa.or_(WorkRequest.subject_id.in_(said), WorkRequest.subject_id.in_(posted)),
        ~kept_from(viewer.account_id, WorkRequest.pupil_id),
    ]


def who_teaches(subject_id: uuid.UUID, pupil_id: uuid.UUID) -> list[uuid.UUID]:
    """The accounts that the network's request goes to: who said that they teach it, and who posted a lesson of it."""
    said = there_is(
        Teaches,
        Teaches.account_id == Membership.account_id,
        Teaches.organisation_id == Membership.organisation_id,
        Teaches.subject_id == subject_id,
        in_force(Teaches, clock.today()),
    )
    posted = there_is(
        Lesson,
        Lesson.author_id == Membership.account_id,
        Lesson.organisation_id == Membership.organisation_id,
        Lesson.subject_id == subject_id,
        Lesson.state == LessonState.POSTED,
    )
    question = (
        sa.select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == network_id_in_force(),
            Membership.role.in_(TEACHERS),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            sa.or_(said, posted),
            ~kept_from(Account.id, sa.literal(pupil_id, WorkRequest.pupil_id.type)),
        )
        .distinct()
        .order_by(Account.id)
        .limit(MOST_TOLD)
    )
    return list(db.session.scalars(question))


def still_needs() -> sa.ColumnElement[bool]:
    """That the pupil of a request is still without lessons: away or about to be, on a programme, or with a mentor."""
    return sa.or_(is_out(WorkRequest.pupil_id), in_our_care(WorkRequest.pupil_id))


def is_still_needed(request: WorkRequest) -> bool:
    question = sa.select(WorkRequest.id).where(WorkRequest.id == request.id, still_needs())
    return db.session.scalar(question) is not None


def needless(away_id: uuid.UUID) -> list[uuid.UUID]:
    """What is still asked for a pupil whose absence is over, and who needs it no more."""
    question = (
        sa.select(WorkRequest.id)
        .join(Away, Away.pupil_id == WorkRequest.pupil_id)
        .where(Away.id == away_id, WorkRequest.state.in_(STILL_ASKED), ~still_needs())
        .order_by(WorkRequest.id)
        .limit(50)
    )
    return list(db.session.scalars(question))
