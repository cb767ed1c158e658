"""Changes to a lesson's steps: added, changed, moved, taken away and put back."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.library.changes.index import index
from virtual_school.library.changes.questions import freeze_questions
from virtual_school.library.models import STEP_WORDS, Lesson, LessonRevision, Proof, RevisionStep, Step, StepKind

# As many as anybody reads on a phone, and so few that a page holds them all.
MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What a step says."""

    kind: StepKind
    title: str = ""
    text: str = ""
    url: str = ""
    resource_id: uuid.UUID | None = None
    alt: str = ""
    minutes: int | None = None
    proof: Proof | None = None


def add_step(lesson: Lesson, said: StepSaid, *, by: Actor, indexed: bool = True) -> Step:
    """One more step, after the last. Not `indexed` when the lesson is posted in the same transaction."""
    there = steps_of(lesson)
    if len(there) >= MOST_STEPS:
        raise WrongState(_("A lesson has at most %(most)d steps. Begin another lesson.", most=MOST_STEPS))
    step = Step(lesson_id=lesson.id, position=1 + max((one.position for one in there), default=0))
    _write(step, said)
    db.session.add(step)
    db.session.flush()
    audit.record("step.added", by, object_id=lesson.id, step_id=step.id, kind=step.kind)
    if indexed:
        index(lesson)
    return step


def step_says(step: Step) -> StepSaid:
    return StepSaid(**{name: getattr(step, name) for name in STEP_WORDS})


def change_step(lesson: Lesson, step: Step, said: StepSaid, *, by: Actor) -> None:
    if step_says(step) == said:
        return
    _write(step, said)
    db.session.flush()
    audit.record("step.changed", by, object_id=lesson.id, step_id=step.id)
    index(lesson)


def move_step(lesson: Lesson, step: Step, *, to: int, by: Actor) -> None:
    """Make it the step of that number, counted from one; beyond either end is the end. Nobody's form goes stale."""
    order = [one for one in steps_of(lesson) if one.id != step.id]
    order.insert(min(max(to, 1), len(order) + 1) - 1, step)
    moved = [(number, one) for number, one in enumerate(order, start=1) if one.position != number]
    for number, one in moved:
        change = sa.update(Step).where(Step.id == one.id, Step.network_id == lesson.network_id)
        db.session.execute(change.values(position=number), execution_options={"synchronize_session": "evaluate"})
    if moved:
        audit.record("step.moved", by, object_id=lesson.id, step_id=step.id, position=order.index(step) + 1)


def remove_step(lesson: Lesson, step: Step, *, by: Actor) -> None:
    """Take a step out of the lesson. What was posted keeps it; its row stays, with who took it out in the audit."""
    if step.removed_at is not None:
        return
    step.removed_at = clock.now()
    db.session.flush()
    audit.record("step.removed", by, object_id=lesson.id, step_id=step.id)
    index(lesson)


def put_step_back(lesson: Lesson, step: Step, *, by: Actor) -> None:
    """Undo `remove_step`."""
    if step.removed_at is None:
        return
    step.removed_at = None
    db.session.flush()
    audit.record("step.put_back", by, object_id=lesson.id, step_id=step.id)
    index(lesson)


def steps_of(lesson: Lesson) -> Sequence[Step]:
    """The lesson's steps that nobody has taken away, in order."""
    there = sa.select(Step).where(Step.lesson_id == lesson.id, Step.removed_at.is_(None))
    return db.session.scalars(there.order_by(Step.position, Step.id)).all()


def freeze_steps(lesson: Lesson, revision: LessonRevision) -> None:
    """Copies of the steps as they are now, counted from one, and of what they ask."""
    frozen = []
    for number, step in enumerate(steps_of(lesson), start=1):
        words = {name: getattr(step, name) for name in STEP_WORDS}
        frozen.append(RevisionStep(revision_id=revision.id, step_id=step.id, position=number, **words))
    db.session.add_all(frozen)
    db.session.flush()
    freeze_questions(frozen)


def _write(step: Step, said: StepSaid) -> None:
    for name, value in asdict(said).items():
        setattr(step, name, value)
