"""Versions of a plan: the one in force, the ones a viewer may look at, and one held for changing."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.network.viewer import Viewer
from virtual_school.plans import policy
from virtual_school.plans.models import Goal, Plan, PlanState, PlanVersion
from virtual_school.pupils.access import Access, reach
from virtual_school.pupils.models import Part, Programme, Pupil
from virtual_school.pupils.queries import find
from virtual_school.timetable.models import WeekPattern

OPEN = (PlanState.DRAFT, PlanState.PROPOSED)


def plan_in_force(pupil_id: uuid.UUID) -> PlanVersion | None:
    """The agreed version of the plan of the pupil's programme, while that programme is in force."""
    question = (
        sa.select(PlanVersion)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(
            PlanVersion.pupil_id == pupil_id,
            PlanVersion.state == PlanState.AGREED,
            in_force(Programme, clock.today()),
        )
        .order_by(PlanVersion.agreed_at.desc(), PlanVersion.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of the pupil's latest plan that this viewer may look at, newest first."""

    every: tuple[PlanVersion, ...]
    is_over: bool

    @property
    def newest(self) -> PlanVersion | None:
        return self.every[0] if self.every else None

    @property
    def open(self) -> PlanVersion | None:
        return self.newest if self.newest and self.newest.state in OPEN else None

    @property
    def agreed(self) -> PlanVersion | None:
        return next((one for one in self.every if one.state is PlanState.AGREED), None)

    def numbered(self, number: int) -> PlanVersion:
        found = next((one for one in self.every if one.number == number), None)
        if found is None:
            raise NotVisible
        return found

    def before(self, version: PlanVersion) -> PlanVersion | None:
        """The version that this one was copied from: always the one agreed before it."""
        return next((one for one in self.every if one.number == version.number - 1), None)


def versions_of(pupil_id: uuid.UUID, access: Access) -> Versions:
    """The versions of the plan of the pupil's latest programme. The caller has found the pupil with `Part.PLAN`."""
    latest = (
        sa.select(Plan.id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(Plan.pupil_id == pupil_id)
        .order_by(Programme.starts_on.desc(), Plan.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    question = (
        sa.select(PlanVersion, Programme)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .join(Programme, Programme.id == Plan.programme_id)
        .where(PlanVersion.pupil_id == pupil_id, Plan.id == latest)
        .order_by(PlanVersion.number.desc())
        .limit(100)
    )
    if not policy.sees_draft(access):
        question = question.where(PlanVersion.state != PlanState.DRAFT)
    rows = db.session.execute(question).all()
    programme: Programme | None = rows[0][1] if rows else None
    over = programme is not None and _is_over(programme)
    return Versions(tuple(row[0] for row in rows), over)


def _is_over(programme: Programme) -> bool:
    return programme.ended_at is not None or (programme.ends_on is not None and programme.ends_on < clock.today())


@dataclass(frozen=True, slots=True)
class Held:
    """One version with its pupil and how the viewer reaches them."""

    version: PlanVersion
    pupil: Pupil
    access: Access


def version(viewer: Viewer, version_id: uuid.UUID, *, lock: bool = False) -> Held:
    """A version that the viewer reaches; with `lock` it and its week are held until the end of the transaction, anew.

    `NotVisible` for any other, and for a carer while it is still being written.
    """
    question: Statement = sa.select(PlanVersion).where(
        PlanVersion.id == version_id,
        PlanVersion.network_id == viewer.network_id,
        reach(viewer, Part.PLAN, PlanVersion.pupil_id),
    )
    if lock:
        question = question.with_for_update()
    found = db.session.scalar(question, execution_options={"populate_existing": lock})
    if found is None:
        raise NotVisible
    if lock:
        week = sa.select(WeekPattern).where(WeekPattern.id == found.pattern_id).with_for_update()
        db.session.scalar(week, execution_options={"populate_existing": True})
    pupil, access = find(viewer, found.pupil_id, Part.PLAN)
    # Whoever was asked once is still told that nobody is being asked now.
    if found.proposed_at is None and not policy.sees_draft(access):
        raise NotVisible
    return Held(found, pupil, access)


def goal(version: PlanVersion, key: uuid.UUID) -> Goal:
    """A goal of this version by its key; `NotVisible` for any other."""
    found = db.session.scalar(sa.select(Goal).where(Goal.plan_version_id == version.id, Goal.key == key))
    if found is None:
        raise NotVisible
    return found
