"""The first version of a plan, and a new one of what was agreed."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import uuid7
from virtual_school.network.viewer import Viewer
from virtual_school.plans.changes.goals import goals_in
from virtual_school.plans.changes.states import in_state, person
from virtual_school.plans.models import Goal, Plan, PlanState, PlanVersion, PlanWords
from virtual_school.timetable import changes as timetable
from virtual_school.timetable.models import WeekPattern

# What of the pupil's words, and of a goal, stands in the next version too.
WORDS = ("question", "text", "for_school", "for_parent", "judged_with", "position", "source_id")
GOAL = ("key", "position", "words", "measure", "by_on", "with_whom", "met_on")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The pupil's own words as they come into a plan: the question, what they said, and who may read it."""

    question: str
    text: str
    for_school: bool
    for_parent: bool
    source_id: uuid.UUID | None = None
    judged_with: str | None = None


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
        judged_with=one.judged_with,
        position=position,
        # One and the same in every version, so that what holds the words back in one does in all.
        source_id=one.source_id or uuid7(),
    )


def begin_version(by: Viewer, agreed: PlanVersion, *, because: str) -> PlanVersion:
    """A new version of what was agreed, to be changed and agreed anew; the agreed one runs until then.

    The caller holds the agreed version, so that of two who begin one at once only one does.
    """
    in_state(agreed, PlanState.AGREED)
    newest = sa.select(PlanVersion).where(PlanVersion.plan_id == agreed.plan_id).order_by(PlanVersion.number.desc())
    last = db.session.scalars(newest.limit(1)).one()
    if last.id != agreed.id:
        raise WrongState(_("A new version is being written already."))
    week = timetable.copy_week(by, db.session.get_one(WeekPattern, agreed.pattern_id))
    version = PlanVersion(
        plan_id=agreed.plan_id,
        pupil_id=agreed.pupil_id,
        number=agreed.number + 1,
        pattern_id=week.id,
        review_on=agreed.review_on,
        because=because,
        made_by=person(by),
        made_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    _copy(agreed, version)
    audit.record(
        "plan.version_begun",
        by,
        pupil_id=version.pupil_id,
        object_id=version.id,
        number=version.number,
        copied_from=agreed.id,
    )
    db.session.flush()
    return version


def _copy(agreed: PlanVersion, version: PlanVersion) -> None:
    """The pupil's words, whole, and the goals under the same keys, so that what was rated goes on with them."""
    own = {"plan_version_id": version.id, "pupil_id": version.pupil_id}
    said = sa.select(PlanWords).where(PlanWords.plan_version_id == agreed.id).order_by(PlanWords.position)
    for one in db.session.scalars(said).all():
        db.session.add(PlanWords(**own, **{name: getattr(one, name) for name in WORDS}))
    for goal in goals_in(agreed.id):
        db.session.add(Goal(**own, **{name: getattr(goal, name) for name in GOAL}))
    db.session.flush()


def set_review(by: Viewer, version: PlanVersion, review_on: dt.date) -> None:
    """The day on which the plan is looked at again. The caller holds the version."""
    in_state(version, PlanState.DRAFT)
    version.review_on = review_on
    changed = audit.changes(version, ("review_on",))
    if changed:
        audit.record("plan.dates_set", by, pupil_id=version.pupil_id, object_id=version.id, changes=changed)
    db.session.flush()
