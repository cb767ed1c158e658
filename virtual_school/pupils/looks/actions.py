"""What a safeguarding lead does with the looks that a family is shown: the policy is asked once, then it is done."""

import datetime as dt
import uuid

from virtual_school.core import audit, clock
from virtual_school.core.access import require
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looks import policy
from virtual_school.pupils.models import HeldBack, Pupil


def hold_back(
    viewer: Viewer,
    opened: Access,
    pupil: Pupil,
    *,
    account_id: uuid.UUID | None,
    from_pupil: bool,
    reason: str,
    review_on: dt.date,
) -> HeldBack:
    """Hold back somebody's looks, or everybody's. The reason stands in the row alone, never in the audit."""
    require(policy.can_hold_back(viewer, opened))
    if viewer.account_id is None:
        raise NotVisible
    row = HeldBack(
        pupil_id=pupil.id,
        account_id=account_id,
        from_pupil=from_pupil,
        reason=reason,
        review_on=review_on,
        set_by=viewer.account_id,
        set_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "looks.held_back",
        viewer,
        pupil_id=pupil.id,
        object_id=row.id,
        account_id=account_id,
        organisation_id=None,
        from_pupil=from_pupil,
        review_on=review_on,
    )
    db.session.flush()
    return row


def let_go(viewer: Viewer, opened: Access, row: HeldBack) -> None:
    """The family is shown these looks again, as they were. Twice is once."""
    require(policy.can_hold_back(viewer, opened))
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by = clock.now(), viewer.account_id
    audit.record("looks.let_go", viewer, pupil_id=row.pupil_id, object_id=row.id)
    db.session.flush()
