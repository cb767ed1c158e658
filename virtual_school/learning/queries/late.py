"""What waits longer than was promised, or whose answerer cannot answer it: for whoever leads the Virtual School."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.learning.models import (
    CLOSED,
    Answerer,
    AnswerGivenBack,
    AnswerPromise,
    Assignment,
    AssignmentState,
    Attempt,
    HandIn,
    PassedOn,
)
from virtual_school.learning.queries.promised import BATCH, waits
from virtual_school.learning.queries.standing import given_back, is_here, is_off
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach
from virtual_school.pupils.models import CareKind, CareLink, Part, Pupil
from virtual_school.safeguarding.access import kept_from, stopped


@dataclass(frozen=True, slots=True)
class Late:
    """Work for which somebody else may have to be named. `gave_back`: why whoever was named cannot answer it."""

    assignment_id: uuid.UUID
    pupil_id: uuid.UUID
    known_as: str
    family_name: str
    year: int
    title: str
    answerer_id: uuid.UUID
    answerer: str
    organisation: str
    is_off: bool
    handed_in_at: dt.datetime | None
    because: PassedOn
    gave_back: str | None

    @property
    def who(self) -> str:
        return f"{self.known_as} {self.family_name[:1]}."

    @property
    def words(self) -> str:
        """Why it stands here."""
        if self.gave_back is not None:
            return str(_("%(name)s cannot answer it: %(why)s", name=self.answerer, why=self.gave_back))
        if self.because is PassedOn.GONE:
            return str(_("%(name)s is not there any more to answer it", name=self.answerer))
        if self.is_off or self.because is PassedOn.AWAY:
            return str(_("%(name)s is away", name=self.answerer))
        if self.because is PassedOn.SAID_UNTIL:
            return str(_("It came after the last day until which %(name)s said yes", name=self.answerer))
        return str(_("%(name)s has not answered in time", name=self.answerer))


def _late(viewer: Viewer, handed_in_at: Any, because: Any) -> sa.Select[*tuple[Any, ...]]:
    """Each with the last who was named for it, whether or not they are there."""
    latest = (
        sa.select(Answerer.id)
        .where(Answerer.assignment_id == Assignment.id, in_force(Answerer, clock.today()))
        .order_by(Answerer.starts_on.desc(), Answerer.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    why = sa.select(AnswerGivenBack.because).where(AnswerGivenBack.answerer_id == Answerer.id).scalar_subquery()
    return (
        sa.select(
            Assignment.id, Pupil.id, Pupil.known_as, Pupil.family_name, Pupil.year, LessonRevision.title, Account.id,
            Account.name, Organisation.name, is_off(Answerer.account_id), handed_in_at, because, why,
        )
        .select_from(Assignment)
        .join(Pupil, Pupil.id == Assignment.pupil_id)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .join(Answerer, Answerer.id == latest)
        .join(Account, Account.id == Answerer.account_id)
        .join(Organisation, Organisation.id == Answerer.organisation_id)
        .where(Assignment.network_id == viewer.network_id, reach(viewer, Part.WORK, Assignment.pupil_id))
    )  # fmt: skip


def waits_too_long(viewer: Viewer) -> list[Late]:
    """What was promised and not kept, longest first; then what nobody will answer once it is handed in."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return []
    waiting = (
        _late(viewer, HandIn.arrived_at, AnswerPromise.passed_because)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .join(AnswerPromise, AnswerPromise.hand_in_id == HandIn.id)
        .where(*waits(), AnswerPromise.passed_on_at.is_not(None))
        .order_by(HandIn.arrived_at, HandIn.id)
        .limit(BATCH)
    )
    gone = sa.case((given_back(), PassedOn.GAVE_BACK.value), else_=PassedOn.GONE.value)
    because = sa.type_coerce(gone, AnswerPromise.passed_because.type)
    not_yet = (
        _late(viewer, sa.literal(None, sa.DateTime(timezone=True)), because)
        .where(Assignment.state.not_in((*CLOSED, AssignmentState.HANDED_IN)))
        .where(sa.or_(given_back(), ~is_here()), ~stopped(Assignment.pupil_id))
        .order_by(Assignment.set_at, Assignment.id)
        .limit(BATCH)
    )
    return [Late(*row) for question in (waiting, not_yet) for row in db.session.execute(question)]


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who can be given it by one press: a membership of theirs, and their name."""

    key: str
    name: str


def takers(viewer: Viewer, rows: Collection[Late]) -> dict[uuid.UUID, Taker]:
    """For each, the pupil's mentor, or who stands in for them; not who had it, nor who is off. One query."""
    question = (
        sa.select(CareLink.pupil_id, Membership.id, Account.id, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .join(Membership, sa.and_(Membership.account_id == Account.id, Membership.role == Role.MENTOR))
        .where(
            CareLink.network_id == viewer.network_id,
            CareLink.pupil_id.in_({one.pupil_id for one in rows}),
            CareLink.kind == CareKind.MENTOR,
            in_force(CareLink, clock.today()),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            ~is_off(Account.id),
            ~kept_from(Account.id, CareLink.pupil_id),
        )
        .order_by(CareLink.stands_in_for.is_not(None), CareLink.starts_on, CareLink.id, Membership.id)
        .limit(2 * BATCH)
    )
    found = db.session.execute(question).all() if rows else []
    ready: dict[uuid.UUID, Taker] = {}
    for one in rows:
        for pupil_id, membership_id, account_id, name in found:
            if pupil_id == one.pupil_id and account_id != one.answerer_id:
                ready.setdefault(one.assignment_id, Taker(str(membership_id), name))
    return ready
