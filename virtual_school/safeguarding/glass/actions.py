"""Opening a record without a link, ending it, and the one thing that is written through it."""

import datetime as dt

from virtual_school.core import audit, clock
from virtual_school.core.access import require
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Glass, Pupil
from virtual_school.pupils.naming import may_be_named
from virtual_school.safeguarding import changes
from virtual_school.safeguarding.glass import policy, queries
from virtual_school.safeguarding.glass.queries import Opened
from virtual_school.safeguarding.models import Concern


def break_glass(viewer: Viewer, pupil: Pupil, *, reason: str, about_staff: bool) -> Glass:
    """Open this record for some hours. The reason stands in the row, for those who are told; never in the audit."""
    require(policy.can_break(viewer))
    if viewer.account_id is None or viewer.organisation_id is None:
        raise NotVisible
    # Whoever must not meet a pupil does not read their address under a reason of their own.
    may_be_named(viewer, pupil.id, viewer.account_id)
    now = clock.now()
    row = Glass(
        pupil_id=pupil.id,
        account_id=viewer.account_id,
        organisation_id=viewer.organisation_id,
        reason=reason,
        about_staff=about_staff,
        opened_at=now,
        ends_at=now + dt.timedelta(hours=number("glass_hours")),
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "glass.broken", viewer, pupil_id=pupil.id, object_id=row.id, ends_at=row.ends_at, about_staff=about_staff
    )
    db.session.flush()
    return row


def end(viewer: Viewer, row: Glass) -> None:
    """Shut it before its time. Shut twice, or after it ended by itself, is shut once."""
    require(policy.can_break(viewer))
    if row.ended_at is not None or row.ends_at <= clock.now():
        return
    row.ended_at = clock.now()
    audit.record("glass.ended", viewer, pupil_id=row.pupil_id, object_id=row.id)
    db.session.flush()


def hand_over(viewer: Viewer, found: Opened, words: str) -> Concern:
    """A concern about this pupil; of the record nothing is copied into it. It goes where every concern goes.

    Where staff of the pupil's school are concerned it goes to the Virtual School's safeguarding lead, or stays with who
    opened the record: never to that school.
    """
    require(policy.can_hand_over(viewer, is_open=found.is_open))
    to = queries.virtual_school(viewer) if found.glass.about_staff else None
    if found.glass.about_staff and to is None:
        to = viewer.organisation_id
    about = ("glass", found.glass.id)
    return changes.raise_concern(
        viewer, pupil_id=found.pupil.id, about=about, copy=found.glass.reason, words=words, to=to
    )
