"""Setting work and taking it back."""

import datetime as dt
import uuid
from typing import Any

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning import telling, using
from virtual_school.learning.changes.states import (
    ABOUT,
    move,
    still,
)
from virtual_school.learning.models import (
    Answerer,
    Assignment,
    AssignmentState,
)
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Basis, Part, Window


def set_work(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    revision_id: uuid.UUID,
    account_id: uuid.UUID,
    organisation_id: uuid.UUID,
    due_on: dt.date | None = None,
    when_ready: bool = False,
    choice_id: uuid.UUID | None = None,
    goal_key: uuid.UUID | None = None,
    through_window: bool = True,
    because: str | None = None,
) -> Assignment:
    """Set a posted revision to a pupil and name who answers; who does not reach the pupil gets a window onto it."""
    if by.account_id is None:
        raise WrongState(_("Work is set by a person."))
    suits: dict[str, Any] = {"due_on": due_on, "when_ready": when_ready, "choice_id": choice_id, "goal_key": goal_key}
    work = Assignment(pupil_id=pupil_id, revision_id=revision_id, set_by=by.account_id, set_at=clock.now(), **suits)
    db.session.add(work)
    db.session.flush()
    answerer = Answerer(assignment_id=work.id, account_id=account_id, organisation_id=organisation_id)
    db.session.add(answerer)
    db.session.flush()
    if through_window:
        _open_to(by, work, answerer, because)
    using.count(work, by)
    said = {"revision_id": revision_id, "answerer_id": answerer.id, **suits}
    audit.record("assignment.set", by, pupil_id=pupil_id, object_id=work.id, because=because, **said)
    audit.record("answerer.named", by, pupil_id=pupil_id, object_id=answerer.id, account_id=account_id)
    db.session.flush()
    return work


def _open_to(by: Viewer, work: Assignment, answerer: Answerer, because: str | None) -> None:
    """A window onto this one piece of work and nothing else of the pupil's."""
    pupils.open_window(
        by,
        pupil_id=work.pupil_id,
        account_id=answerer.account_id,
        organisation_id=answerer.organisation_id,
        parts={Part.WORK},
        purpose=_("Answers this piece of work"),
        basis=Basis.DUTY,
        about=(ABOUT, work.id),
        because=because,
    )


def withdraw(by: Viewer, assignment: Assignment, because: str) -> None:
    """Take work back: gone from every view, kept for the audit. Its windows close and nobody is named any more."""
    move(assignment, AssignmentState.WITHDRAWN)
    now = clock.now()
    assignment.withdrawn_at, assignment.withdrawn_by, assignment.withdrawn_because = now, by.account_id, because
    for answerer in db.session.scalars(still(Answerer).where(Answerer.assignment_id == assignment.id)):
        answerer.ended_at, answerer.ended_by, answerer.because = now, by.account_id, because
    onto_it = still(Window).where(Window.about_kind == ABOUT, Window.about_id == assignment.id)
    for window in db.session.scalars(onto_it).all():
        pupils.close_window(by, window, because)
    telling.withdrawn(assignment)
    using.take_back(assignment)
    audit.record("assignment.withdrawn", by, pupil_id=assignment.pupil_id, object_id=assignment.id, because=because)
    db.session.flush()
