"""What was promised of an answer is looked at: a reminder near its end, then it goes to whoever leads."""

import uuid

from virtual_school.core import audit, clock
from virtual_school.core.audit import Actor
from virtual_school.core.db import db
from virtual_school.learning import telling
from virtual_school.learning.changes import lock
from virtual_school.learning.models import AnswerPromise
from virtual_school.learning.queries import promised


def look(by: Actor, promise_id: uuid.UUID) -> None:
    """What is due of one promise. Done twice it is done once: what was answered meanwhile waits for nobody."""
    waits = promised.to_look_at(promise_id)
    if waits is None:
        return
    work = lock(waits.assignment_id)
    promise = db.session.get_one(AnswerPromise, promise_id, populate_existing=True, with_for_update=True)
    if promise.passed_on_at is not None or promised.to_look_at(promise_id) is None:
        return
    now = clock.now()
    if now >= promise.due_at or not promised.is_there(work.id, clock.local(promise.due_at).date()):
        promise.passed_on_at = now
        telling.passed_on(work, promise.hand_in_id, promised.leads(work.pupil_id))
        audit.record("answer.passed_on", by, pupil_id=work.pupil_id, object_id=work.id, hand_in_id=promise.hand_in_id)
    elif now >= promise.remind_at and promise.reminded_at is None:
        promise.reminded_at = now
        telling.nearly_late(work, promise.hand_in_id)
    db.session.flush()
