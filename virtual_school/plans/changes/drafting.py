"""The first version of a plan, and a new one of what was agreed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.plans.changes.states import person
from virtual_school.plans.models import Plan, PlanVersion, PlanWords
from virtual_school.timetable.models import WeekPattern


@dataclass(frozen=True, slots=True)
class Quoted:
    """The pupil's own words as they come into a plan: the question, what they said, and who may read it."""

    question: str
    text: str
    for_school: bool
    for_parent: bool
    source_id: uuid.UUID | None = None


def draft_plan(
    by: Viewer, *, pupil_id: uuid.UUID, programme_id: uuid.UUID, words: Sequence[Quoted], pattern: WeekPattern
) -> PlanVersion:
    """Begin the plan of a programme: its first version carries what the pupil said, and a week to be laid out."""
    plan = Plan(pupil_id=pupil_id, programme_id=programme_id, made_at=clock.now())
    db.session.add(plan)
    db.session.flush()
    version = PlanVersion(
        plan_id=plan.id,
        pupil_id=pupil_id,
        number=1,
        pattern_id=pattern.id,
        made_by=person(by),
        made_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    db.session.add_all(_words(version, position, one) for position, one in enumerate(words, 1))
    audit.record("plan.drafted", by, pupil_id=pupil_id, object_id=version.id, plan_id=plan.id, number=1)
    db.session.flush()
    return version


def _words(version: PlanVersion, position: int, one: Quoted) -> PlanWords:
    return PlanWords(
        plan_version_id=version.id,
        pupil_id=version.pupil_id,
        question=one.question,
        text=one.text,
        for_school=one.for_school,
        for_parent=one.for_parent,
        position=position,
        source_id=one.source_id,
    )
