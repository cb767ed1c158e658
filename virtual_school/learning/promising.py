"""What was promised of an answer is looked at: a reminder near its end; who stands in has it; else who leads."""

import uuid
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning import naming, telling
from virtual_school.learning.changes import lock
from virtual_school.learning.models import AnswerPromise, Assignment, PassedOn
from virtual_school.learning.queries import promised, standing
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.naming import may_be_named


def look(by: Viewer, promise_id: uuid.UUID) -> None:
    """What is due of one promise. Done twice it is done once: what was answered meanwhile waits for nobody."""
    waits = promised.to_look_at(promise_id)
    if waits is None:
        return
    work = lock(waits.assignment_id)
    promise = db.session.get_one(AnswerPromise, promise_id, populate_existing=True, with_for_update=True)
    if promise.passed_on_at is not None or promised.to_look_at(promise_id) is None:
        return
    now, on = clock.now(), clock.local(promise.due_at).date()
    because = standing.why_not(work, promise.hand_in_id, on)
    if now >= promise.due_at:
        _pass_on(by, work, promise, because or PassedOn.LATE)
    elif because is PassedOn.AWAY and (cover := standing.cover(work, on)) is not None:
        if cover.starts_on <= clock.today() and not _is_covered(by, work, cover):
            _pass_on(by, work, promise, because)
    elif because is not None:
        _pass_on(by, work, promise, because)
    elif now >= promise.remind_at and promise.reminded_at is None:
        promise.reminded_at = now
        telling.nearly_late(work, promise.hand_in_id)
    db.session.flush()


def _pass_on(by: Viewer, work: Assignment, promise: AnswerPromise, because: PassedOn) -> None:
    """To whoever leads the Virtual School; and who set it is told, for they may name somebody else too."""
    promise.passed_on_at, promise.passed_because = clock.now(), because
    if because is PassedOn.GONE:
        for row in standing.all_named(work):
            naming.close_windows(by, row, _("They are not there any more."))
    telling.passed_on(work, promise.hand_in_id, promised.leads(work.pupil_id), promised.setter(work))
    said: dict[str, Any] = {"hand_in_id": promise.hand_in_id, "why": because}
    audit.record("answer.passed_on", by, pupil_id=work.pupil_id, object_id=work.id, **said)


def _is_covered(by: Viewer, work: Assignment, cover: standing.Cover) -> bool:
    """Who stands in answers it, in two school days from now. False where they must not be named beside the pupil."""
    try:
        may_be_named(by, work.pupil_id, cover.account_id)
    except WrongState:
        return False
    naming.name_answerer(
        by,
        standing.all_named(work)[0],
        account_id=cover.account_id,
        organisation_id=cover.organisation_id,
        because=_("Stands in while whoever was named is away"),
        on_behalf_of=cover.named_by,
    )
    return True
