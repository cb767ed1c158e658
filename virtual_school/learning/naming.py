"""Somebody else is named to answer a piece of work: audited and flushed, for packages above."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import WrongState
from virtual_school.learning import telling
from virtual_school.learning.changes import ABOUT, attempt_at_hand, lock, promising
from virtual_school.learning.models import Answerer, AssignmentState
from virtual_school.network.viewer import Viewer
from virtual_school.notices.changes import settle
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Basis, CareKind, CareLink, Part, Window


def name_answerer(
    by: Viewer,
    row: Answerer,
    *,
    account_id: uuid.UUID,
    organisation_id: uuid.UUID,
    because: str | None = None,
    on_behalf_of: uuid.UUID | None = None,
) -> Answerer:
    """In the place of the one who was named. Their window onto the work closes, and the next one's opens."""
    work = lock(row.assignment_id)
    if work.state in (AssignmentState.DONE, AssignmentState.WITHDRAWN):
        raise WrongState(_("This work waits for nobody any more."))
    row.ended_at, row.ended_by, row.because = clock.now(), by.account_id, because
    telling.withdrawn(work)
    settle(row.id)
    close_windows(by, row, because)
    named = Answerer(assignment_id=work.id, account_id=account_id, organisation_id=organisation_id)
    db.session.add(named)
    db.session.flush()
    telling.still_stuck(work)
    _attempt, waits = attempt_at_hand(work)
    if waits is not None and work.state is AssignmentState.HANDED_IN:
        telling.handed_in(work, waits.id)
        promising.begin_anew(work, waits.id)
    if not _is_mentor(account_id, work.pupil_id):
        pupils.open_window(
            by,
            pupil_id=work.pupil_id,
            account_id=account_id,
            organisation_id=organisation_id,
            parts={Part.WORK},
            purpose=_("Answers this piece of work"),
            basis=Basis.DUTY,
            about=(ABOUT, work.id),
            because=because,
            on_behalf_of=on_behalf_of,
        )
    audit.record(
        "answerer.named", by, pupil_id=work.pupil_id, object_id=named.id, because=because, account_id=account_id
    )
    db.session.flush()
    return named


def close_windows(by: Viewer, row: Answerer, because: str | None) -> None:
    """Whoever was named does not see the work any more."""
    onto_it = sa.select(Window).where(
        Window.about_kind == ABOUT,
        Window.about_id == row.assignment_id,
        Window.account_id == row.account_id,
        Window.ended_at.is_(None),
    )
    for window in db.session.scalars(onto_it).all():
        pupils.close_window(by, window, because)


def _is_mentor(account_id: uuid.UUID, pupil_id: uuid.UUID) -> bool:
    """A mentor reaches the work by the care link; everybody else by a window onto this piece alone.

    Who stands in for the mentor is let out when the mentor is back, and may have begun to answer: by a window too.
    """
    linked = sa.exists().where(
        CareLink.account_id == account_id,
        CareLink.pupil_id == pupil_id,
        CareLink.kind == CareKind.MENTOR,
        CareLink.stands_in_for.is_(None),
        in_force(CareLink, clock.today()),
    )
    return db.session.scalar(sa.select(linked)) or False
