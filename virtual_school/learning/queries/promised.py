"""What the network promised to answer: what is due of it, what waits too long, what the pupil is told."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account, Membership, Off
from virtual_school.learning.models import (
    Answerer,
    AnswerGivenBack,
    AnswerPromise,
    Assignment,
    AssignmentState,
    Attempt,
    Feedback,
    HandIn,
)
from virtual_school.learning.queries.goes import Go
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach, there_is
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding.access import held, kept_from, stopped

BATCH = 200
_OVER = (AssignmentState.DONE, AssignmentState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Due:
    """A promise that something is to be done about, and of which work."""

    id: uuid.UUID
    assignment_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Late:
    """Work for which somebody else may have to be named. `gave_back`: why whoever was named cannot answer it."""

    assignment_id: uuid.UUID
    known_as: str
    family_name: str
    year: int
    title: str
    answerer: str
    organisation: str
    is_off: bool
    handed_in_at: dt.datetime | None
    gave_back: str | None

    @property
    def who(self) -> str:
        return f"{self.known_as} {self.family_name[:1]}."

    @property
    def words(self) -> str:
        """Why it stands here."""
        if self.gave_back is not None:
            return str(_("%(name)s cannot answer it: %(why)s", name=self.answerer, why=self.gave_back))
        if self.is_off:
            return str(_("%(name)s is away", name=self.answerer))
        return str(_("%(name)s has not answered in time", name=self.answerer))


def _waits() -> list[sa.ColumnElement[bool]]:
    """That a hand-in waits for an answer, and nothing holds it back."""
    return [
        Assignment.state == AssignmentState.HANDED_IN,
        ~sa.exists().where(Feedback.hand_in_id == HandIn.id, not_undone()),
        ~stopped(Assignment.pupil_id),
        ~held("hand_in", HandIn.id),
    ]


def _is_off(account_id: Any) -> sa.ColumnElement[bool]:
    return there_is(Off, Off.account_id == account_id, in_force(Off, clock.today()))


def _works(on: dt.date) -> sa.ColumnElement[bool]:
    """That whoever is named can answer: an account, a role where they answer, not given back, and not off on a day."""
    off = there_is(Off, Off.account_id == Answerer.account_id, in_force(Off, on))
    held_role = there_is(
        Membership,
        Membership.account_id == Answerer.account_id,
        Membership.organisation_id == Answerer.organisation_id,
        in_force(Membership, clock.today()),
    )
    has_account = there_is(Account, Account.id == Answerer.account_id, Account.closed_at.is_(None))
    return sa.and_(held_role, has_account, ~off, ~_given_back())


def _given_back() -> sa.ColumnElement[bool]:
    return there_is(AnswerGivenBack, AnswerGivenBack.answerer_id == Answerer.id)


def _named() -> list[sa.ColumnElement[bool]]:
    return [Answerer.assignment_id == Assignment.id, in_force(Answerer, clock.today())]


def is_there(assignment_id: uuid.UUID, on: dt.date) -> bool:
    """Whether whoever is named today can answer on a day."""
    found = sa.exists().where(Answerer.assignment_id == assignment_id, in_force(Answerer, clock.today()), _works(on))
    return bool(db.session.scalar(sa.select(found)))


def _open(now: dt.datetime) -> sa.Select[*tuple[Any, ...]]:
    """Promises of which something may be due: near their end, or whose answerer is not there."""
    reminded = sa.and_(AnswerPromise.remind_at <= now, AnswerPromise.reminded_at.is_(None))
    gone = ~sa.exists().where(*_named(), _works(clock.today())).correlate(Assignment)
    return (
        sa.select(AnswerPromise.id, Assignment.id)
        .join(HandIn, HandIn.id == AnswerPromise.hand_in_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(AnswerPromise.network_id == network_id_in_force(), AnswerPromise.passed_on_at.is_(None), *_waits())
        .where(sa.or_(reminded, AnswerPromise.due_at <= now, gone))
    )


def to_look_at(promise_id: uuid.UUID) -> Due | None:
    found = db.session.execute(_open(clock.now()).where(AnswerPromise.id == promise_id)).first()
    return Due(*found) if found else None


def due(after: uuid.UUID | None = None) -> list[uuid.UUID]:
    """Promises to look at now, in batches by their ids."""
    question = _open(clock.now())
    if after is not None:
        question = question.where(AnswerPromise.id > after)
    return [row[0] for row in db.session.execute(question.order_by(AnswerPromise.id).limit(BATCH))]


def leads(pupil_id: uuid.UUID) -> list[uuid.UUID]:
    """Who leads the Virtual School, and is not kept from the pupil."""
    question = (
        sa.select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == network_id_in_force(),
            Membership.role == Role.VIRTUAL_SCHOOL_LEAD,
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            ~kept_from(Account.id, pupil_id),
        )
        .distinct()
        .order_by(Account.id)
        .limit(20)
    )
    return list(db.session.scalars(question))


def _late(viewer: Viewer, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Assignment.id, Pupil.known_as, Pupil.family_name, Pupil.year, LessonRevision.title, Account.name,
            Organisation.name, _is_off(Answerer.account_id), *columns,
        )
        .select_from(Assignment)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Answerer, sa.and_(*_named()))
        .join(Account, Account.id == Answerer.account_id)
        .join(Organisation, Organisation.id == Answerer.organisation_id)
        .where(Assignment.network_id == viewer.network_id, reach(viewer, Part.WORK, Assignment.pupil_id))
    )  # fmt: skip


def waits_too_long(viewer: Viewer) -> list[Late]:
    """What was promised and not kept, longest first; then what was given back before it was handed in."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return []
    why = sa.select(AnswerGivenBack.because).where(AnswerGivenBack.answerer_id == Answerer.id).scalar_subquery()
    waiting = (
        _late(viewer, HandIn.arrived_at, why)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .join(AnswerPromise, AnswerPromise.hand_in_id == HandIn.id)
        .where(*_waits(), AnswerPromise.passed_on_at.is_not(None))
        .order_by(HandIn.arrived_at, HandIn.id)
        .limit(BATCH)
    )
    states = (*_OVER, AssignmentState.HANDED_IN)
    returned = (
        _late(viewer, sa.literal(None, sa.DateTime(timezone=True)), why)
        .where(Assignment.state.not_in(states), _given_back(), ~stopped(Assignment.pupil_id))
        .order_by(Assignment.set_at, Assignment.id)
        .limit(BATCH)
    )
    return [Late(*row) for question in (waiting, returned) for row in db.session.execute(question)]


@dataclass(frozen=True, slots=True)
class ByWhen:
    """What the pupil is told: the day by which it is answered; or that it takes longer, and who has been told."""

    due_at: dt.datetime
    is_late: bool


def by_when(viewer: Viewer, go: Go | None) -> ByWhen | None:
    """Of a go that the caller has found for the viewer, while it waits for an answer."""
    if go is None or go.hand_in_id is None or go.feedback_id is not None:
        return None
    found = _by_when(viewer, go.hand_in_id).execute().first()
    return ByWhen(found[0], found[1] is not None or found[0] < clock.now()) if found else None


@kept
def _by_when(viewer: Viewer, hand_in_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(AnswerPromise.due_at, AnswerPromise.passed_on_at).where(
        AnswerPromise.network_id == viewer.network_id, AnswerPromise.hand_in_id == hand_in_id
    )
