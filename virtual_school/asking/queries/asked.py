"""What was asked for a pupil and what came of it, for whoever looks after them; and whom they may ask."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.asking.models import (
    STILL_ASKED,
    RequestState,
    ReturnLine,
    WorkReply,
    WorkRequest,
)
from virtual_school.asking.queries.away import HAS_COME_BACK, set_for
from virtual_school.asking.queries.teaching import is_out
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.models import UNCOUNTED, Assignment
from virtual_school.library.queries import posted_title
from virtual_school.network.models import Organisation, Term
from virtual_school.network.roles import ANSWERERS, ROLE_WORDS
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access, ways
from virtual_school.pupils.access import Access
from virtual_school.pupils.cover.queries import school_of
from virtual_school.pupils.models import Away, Part, Pupil
from virtual_school.pupils.queries import find
from virtual_school.pupils.whereabouts import KEPT, hides_places, place_name
from virtual_school.safeguarding.access import held

PAGE = 50


@dataclass(frozen=True, slots=True)
class Request:
    """One request with its answer, as whoever looks after the pupil reads it."""

    row: WorkRequest
    subject: str
    teacher: str | None
    asked_by: str
    reply: WorkReply | None = None
    by: str | None = None
    school: str | None = None
    file: StoredFile | None = None
    lesson: str | None = None

    @property
    def is_asked(self) -> bool:
        return self.row.state in STILL_ASKED

    @property
    def is_with_teacher(self) -> bool:
        return self.row.state is RequestState.WITH_TEACHER

    @property
    def waits_to_be_handed_on(self) -> bool:
        return self.reply is not None and self.reply.handed_on_at is None


def to_ask(viewer: Viewer, pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    """A pupil for whom the viewer may ask: whose work they reach; or, before the first day too, who will be away."""
    try:
        return find(viewer, pupil_id, Part.WORK)
    except NotVisible:
        found = db.session.scalar(sa.select(Pupil).where(Pupil.id == pupil_id, *_coming(viewer, Pupil.id)))
        if found is None or viewer.role is None:
            raise
        return found, ways.by_school(viewer.role)


def _coming(viewer: Viewer, pupil_id: Any) -> list[sa.ColumnElement[bool]]:
    """A pupil of the viewer's own school who will be away."""
    here = access.at_school(viewer, Part.WORK, pupil_id)
    return [Pupil.network_id == viewer.network_id, here, is_out(pupil_id)]


def reached(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer looks after the pupil of a request."""
    coming = sa.and_(access.at_school(viewer, Part.WORK, WorkRequest.pupil_id), is_out(WorkRequest.pupil_id))
    return sa.or_(access.knows(viewer, Part.WORK, WorkRequest.pupil_id), coming)


def _requests(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    teacher, asker, replier = aliased(Account), aliased(Account), aliased(Account)
    there = sa.and_(
        WorkReply.request_id == WorkRequest.id, WorkReply.taken_back_at.is_(None), ~held("work_reply", WorkReply.id)
    )
    hides = hides_places(viewer, WorkRequest.pupil_id)
    # The library says where somebody teaches: a name of the pupil's own school is as good as the school.
    theirs = sa.case((sa.and_(hides, WorkRequest.teacher_id.is_not(None)), KEPT), else_=teacher.name)
    by, school = (
        sa.case((sa.and_(hides, WorkReply.is_own), KEPT), else_=name) for name in (replier.name, Organisation.name)
    )
    return (
        sa.select(WorkRequest, Term.words, theirs, asker.name, WorkReply, by, school)
        .add_columns(StoredFile, posted_title(WorkReply.lesson_id))
        .join(Term, Term.id == WorkRequest.subject_id)
        .join(asker, asker.id == WorkRequest.asked_by)
        .outerjoin(teacher, teacher.id == WorkRequest.teacher_id)
        .outerjoin(WorkReply, there)
        .outerjoin(replier, replier.id == WorkReply.account_id)
        .outerjoin(Organisation, Organisation.id == WorkReply.organisation_id)
        .outerjoin(StoredFile, StoredFile.id == WorkReply.stored_file_id)
        .where(
            WorkRequest.network_id == viewer.network_id,
            sa.or_(~held("work_request", WorkRequest.id), WorkRequest.asked_by == viewer.account_id),
        )
    )


def of_pupil(viewer: Viewer, pupil_id: uuid.UUID) -> list[Request]:
    """The latest first. What was withdrawn is in no list."""
    question = _requests(viewer).where(
        WorkRequest.pupil_id == pupil_id, WorkRequest.state != RequestState.WITHDRAWN, reached(viewer)
    )
    question = question.order_by(WorkRequest.asked_at.desc(), WorkRequest.id.desc()).limit(PAGE)
    return [Request(*row) for row in db.session.execute(question)]


def one(viewer: Viewer, request_id: uuid.UUID) -> Request:
    found = db.session.execute(_requests(viewer).where(WorkRequest.id == request_id, reached(viewer))).first()
    if found is None:
        raise NotVisible
    return Request(*found)


@dataclass(frozen=True, slots=True)
class SentFile:
    """The file of an answer, for whoever looks after the pupil, and for who sent it."""

    stored: StoredFile
    name: str
    pupil_id: uuid.UUID
    is_mine: bool
    of_own_teacher: bool

    @property
    def says_whose(self) -> bool:
        """A teacher of the network who opens what they sent learns of no pupil: it is no look at one."""
        return self.of_own_teacher or not self.is_mine


def reply_file(viewer: Viewer, reply_id: uuid.UUID) -> SentFile:
    question = (
        sa.select(
            StoredFile,
            WorkReply.name,
            WorkRequest.pupil_id,
            WorkReply.account_id == viewer.account_id,
            WorkReply.is_own,
        )
        .join(WorkReply, WorkReply.stored_file_id == StoredFile.id)
        .join(WorkRequest, WorkRequest.id == WorkReply.request_id)
        .where(
            WorkReply.network_id == viewer.network_id,
            WorkReply.id == reply_id,
            WorkReply.taken_back_at.is_(None),
            sa.or_(
                sa.and_(reached(viewer), ~held("work_reply", WorkReply.id)),
                sa.and_(WorkReply.account_id == viewer.account_id, WorkReply.organisation_id == viewer.organisation_id),
            ),
        )
    )
    found = db.session.execute(question).first()
    if found is None or found[1] is None:
        raise NotVisible
    return SentFile(found[0], found[1], found[2], found[3], found[4])


def school_for(pupil_id: uuid.UUID) -> uuid.UUID | None:
    """Whose teachers are the pupil's own: the school of their main roll."""
    return school_of(pupil_id, clock.today())


def school_name(organisation_id: uuid.UUID) -> str:
    return db.session.get_one(Organisation, organisation_id).name


def teachers_at(viewer: Viewer, organisation_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Who at this school may be asked: account, and name with what they are there."""
    question = (
        sa.select(Account.id, Account.name, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == viewer.network_id,
            Membership.organisation_id == organisation_id,
            Membership.role.in_(sorted(ANSWERERS, key=lambda role: role.value)),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Account.sort_key, Account.id, Membership.id)
        .limit(500)
    )
    people: dict[uuid.UUID, str] = {}
    for account_id, name, role in db.session.execute(question):
        people.setdefault(account_id, f"{name}, {str(ROLE_WORDS[role]).lower()}")
    return list(people.items())


def reads_lines(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer reads what a teacher wrote for a pupil's return: with the work, before the first day too."""
    here = access.at_school(viewer, Part.WORK, ReturnLine.pupil_id)
    return sa.or_(access.knows(viewer, Part.WORK, ReturnLine.pupil_id), here)


def lines_of(viewer: Viewer, away_id: uuid.UUID) -> list[tuple[uuid.UUID, str, str]]:
    """What teachers wrote for the day on which this absence is over: id, who, the line."""
    question = (
        sa.select(ReturnLine.id, place_name(viewer, ReturnLine.pupil_id, Account.name), ReturnLine.words)
        .join(Account, Account.id == ReturnLine.account_id)
        .where(
            ReturnLine.network_id == viewer.network_id,
            ReturnLine.away_id == away_id,
            reads_lines(viewer),
            ~held("return_line", ReturnLine.id),
        )
        .order_by(ReturnLine.written_at, ReturnLine.id)
        .limit(50)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(question)]


def came_back(viewer: Viewer, away: Away) -> tuple[int, int]:
    """How much the pupil had to do while away, and how much of it came back: for whoever sees their work."""
    column = Assignment.pupil_id
    question = sa.select(sa.func.count(), sa.func.count().filter(Assignment.state.in_(HAS_COME_BACK))).where(
        Assignment.network_id == viewer.network_id,
        column == away.pupil_id,
        Assignment.state.not_in(UNCOUNTED),
        *set_for(away),
        sa.or_(access.knows(viewer, Part.WORK, column), access.at_school(viewer, Part.WORK, column)),
    )
    row = db.session.execute(question).one()
    return row[0], row[1]
