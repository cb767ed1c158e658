"""Windows: the only way in for somebody outside."""

import datetime as dt
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Basis, Part, Window, WindowPart
from virtual_school.pupils.naming import may_be_named


def open_window(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    account_id: uuid.UUID,
    organisation_id: uuid.UUID,
    parts: Iterable[Part],
    purpose: str,
    basis: Basis,
    about: tuple[str, uuid.UUID] | None = None,
    carer_id: uuid.UUID | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    because: str | None = None,
    on_behalf_of: uuid.UUID | None = None,
) -> Window:
    """Open parts of one pupil's record to somebody outside, until a day; or one thing of it (`about`: kind, id).

    A job opens one on behalf of whoever decided it before: who named the one that stands in.
    """
    chosen = sorted(set(parts), key=lambda part: part.value)
    starts_on = starts_on or clock.today()
    dated.in_order(starts_on, ends_on)
    if not chosen:
        raise WrongState(_("Choose at least one part to open."))
    if ends_on is None and about is None:
        raise WrongState(_("Say until when it is open."))
    opened_by = by.account_id or on_behalf_of
    if opened_by is None:
        raise ValueError("a window is opened by a person: `by` needs an account")
    may_be_named(by, pupil_id, account_id)
    window = Window(
        pupil_id=pupil_id,
        account_id=account_id,
        organisation_id=organisation_id,
        purpose=purpose,
        basis=basis,
        about_kind=about[0] if about else None,
        about_id=about[1] if about else None,
        carer_id=carer_id,
        opened_by=opened_by,
        starts_on=starts_on,
        ends_on=ends_on,
        because=because,
    )
    db.session.add(window)
    db.session.flush()
    db.session.add_all(WindowPart(window_id=window.id, part=part) for part in chosen)
    audit.record(
        "window.opened",
        by,
        pupil_id=pupil_id,
        object_id=window.id,
        because=because,
        account_id=account_id,
        parts=chosen,
        basis=basis,
    )
    db.session.flush()
    return window


def close_window(by: Viewer, window: Window, because: str | None = None) -> None:
    """Close a window at once: the next request finds nothing behind it. Closed twice is closed once."""
    if not dated.end(by, window, because):
        return
    audit.record(
        "window.closed",
        by,
        pupil_id=window.pupil_id,
        object_id=window.id,
        because=because,
        account_id=window.account_id,
    )
    db.session.flush()


def close_window_on(by: Viewer, window: Window, ends_on: dt.date | None) -> None:
    """Let a window end by itself on a day; None takes that back. One that was closed stays closed."""
    if window.ended_at is not None or window.ends_on == ends_on:
        return
    dated.in_order(window.starts_on, ends_on)
    window.ends_on = ends_on
    audit.record(
        "window.ends",
        by,
        pupil_id=window.pupil_id,
        object_id=window.id,
        account_id=window.account_id,
        ends_on=ends_on,
    )
    db.session.flush()
