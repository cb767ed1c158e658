"""Windows that people grant: for whom and on what basis, who agreed, prolonged, held back from the family."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.changes.windows import open_window
from virtual_school.pupils.models import (
    Basis,
    Carer,
    Duty,
    How,
    Party,
    Receiver,
    Window,
    WindowAgreement,
    WindowGrant,
    WindowHeldBack,
    WindowProlonged,
)
from virtual_school.pupils.naming import may_be_named


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who of the family said yes (None: the pupil themself), how and when."""

    carers: tuple[uuid.UUID | None, ...]
    how: How
    on: dt.date


def grant_window(
    by: Viewer,
    *,
    receiver: Receiver,
    duty: Duty | None = None,
    agreed: Agreed | None = None,
    review_on: dt.date | None = None,
    **window: Any,
) -> Window:
    """Open a window and write down what it rests on. With `review_on` it begins held back from the family."""
    basis: Basis = window["basis"]
    if (basis is Basis.DUTY) != (duty is not None):
        raise WrongState(_("Say which duty it is, or who agreed: one of the two."))
    if basis is Basis.AGREEMENT and (agreed is None or not agreed.carers):
        raise WrongState(_("Say who agreed."))
    dated.lock_pupil(window["pupil_id"])
    if (receiver is Receiver.PARENT) != (window.get("carer_id") is not None):
        raise ValueError("another parent's window names the carer, and no other does")
    if receiver is Receiver.PARENT:
        _may_be_let_in(window["pupil_id"], window["carer_id"], agreed)
    row = open_window(by, **window)
    db.session.add(WindowGrant(window_id=row.id, receiver=receiver, duty=duty))
    audit.record("window.granted", by, pupil_id=row.pupil_id, object_id=row.id, receiver=receiver, duty=duty)
    if agreed is not None and basis is Basis.AGREEMENT:
        _agree(by, row, agreed)
    if review_on is not None:
        hold_back_window(by, row, because=None, review_on=review_on)
    db.session.flush()
    return row


def _may_be_let_in(pupil_id: uuid.UUID, carer_id: uuid.UUID, agreed: Agreed | None) -> None:
    """A parent or carer from another household, whom no order limits; and nobody agrees to their own."""
    carer = db.session.get(Carer, carer_id)
    if carer is None or carer.pupil_id != pupil_id or carer.ended_at is not None or carer.lives_with:
        raise WrongState(_("Nothing is opened to this parent or carer."))
    if carer.order_in_force:
        raise WrongState(_("A court’s order limits them: nothing is opened to them."))
    if agreed is not None and carer_id in agreed.carers:
        raise WrongState(_("Whoever looks through it does not agree to it themself."))


def _agree(by: Viewer, window: Window, agreed: Agreed) -> None:
    if by.account_id is None or window.ends_on is None:
        raise ValueError("an agreement is written down by a person, and has a last day")
    if agreed.on > clock.today():
        raise WrongState(_("This day has not come yet. Say it when they have agreed."))
    _are_carers(window.pupil_id, {carer for carer in agreed.carers if carer is not None})
    for carer_id in dict.fromkeys(agreed.carers):
        party = Party.PUPIL if carer_id is None else Party.CARER
        row = WindowAgreement(
            window_id=window.id,
            party=party,
            carer_id=carer_id,
            how=agreed.how,
            agreed_on=agreed.on,
            until=window.ends_on,
            recorded_by=by.account_id,
            recorded_at=clock.now(),
        )
        db.session.add(row)
        audit.record(
            "window.agreed", by, pupil_id=window.pupil_id, object_id=window.id, until=window.ends_on,
            party=party, carer_id=carer_id, how=agreed.how, agreed_on=agreed.on,
        )  # fmt: skip


def _are_carers(pupil_id: uuid.UUID, carers: Iterable[uuid.UUID]) -> None:
    wanted = set(carers)
    question = sa.select(Carer.id).where(Carer.pupil_id == pupil_id, Carer.id.in_(wanted), Carer.ended_at.is_(None))
    if wanted and set(db.session.scalars(question)) != wanted:
        raise WrongState(_("This is no carer of this pupil."))


def prolong_window(by: Viewer, window: Window, *, ends_on: dt.date, because: str, agreed: Agreed | None = None) -> None:
    """Let a window run until a later day, for a reason. One on agreement is agreed anew; one that ended stays ended.

    Its parts, its purpose and who looks through it stay as they are: for anything else another is opened.
    """
    db.session.refresh(window, with_for_update=True)
    before = window.ends_on
    if window.ended_at is not None or before is None or before < clock.today() or window.about_kind is not None:
        raise WrongState(_("This window has ended. Open a new one."))
    if ends_on <= before:
        raise WrongState(_("It runs until then already. Choose a later day, or close it."))
    if window.basis is Basis.AGREEMENT and (agreed is None or not agreed.carers):
        raise WrongState(_("Say who agreed."))
    if by.account_id is None:
        raise ValueError("a window is prolonged by a person: `by` needs an account")
    may_be_named(by, window.pupil_id, window.account_id)
    window.ends_on = ends_on
    row = WindowProlonged(
        window_id=window.id,
        before=before,
        until=ends_on,
        because=because,
        prolonged_by=by.account_id,
        prolonged_at=clock.now(),
    )
    db.session.add(row)
    audit.record(
        "window.prolonged", by, because=because, pupil_id=window.pupil_id, object_id=window.id,
        account_id=window.account_id, before=before, until=ends_on,
    )  # fmt: skip
    if agreed is not None and window.basis is Basis.AGREEMENT:
        _agree(by, window, agreed)
    db.session.flush()


def hold_back_window(by: Viewer, window: Window, *, because: str | None, review_on: dt.date) -> None:
    """Do not show the family a window on duty; looked at again on a day. Held again, the new reason and day hold."""
    if window.basis is not Basis.DUTY:
        raise WrongState(_("The family agreed to this and can end it, so they see it. Close it instead."))
    if by.account_id is None:
        raise ValueError("it is held back by a person: `by` needs an account")
    if review_on < clock.today():
        raise WrongState(_("Choose a day that is still to come."))
    _end_holding(by, window, because)
    row = WindowHeldBack(
        window_id=window.id, because=because, review_on=review_on, held_by=by.account_id, held_at=clock.now()
    )
    db.session.add(row)
    # The reason is its safeguarding lead's alone, and auditors read the audit: it stays in the row.
    audit.record("window.held_back", by, pupil_id=window.pupil_id, object_id=window.id, review_on=review_on)
    db.session.flush()


def show_window(by: Viewer, window: Window, because: str | None = None) -> None:
    """It is safe that the family sees it. Said twice is said once."""
    if _end_holding(by, window, because):
        audit.record("window.shown", by, pupil_id=window.pupil_id, object_id=window.id)
        db.session.flush()


def _end_holding(by: Viewer, window: Window, because: str | None) -> bool:
    db.session.refresh(window, with_for_update=True)
    held = db.session.scalar(
        sa.select(WindowHeldBack).where(WindowHeldBack.window_id == window.id, WindowHeldBack.ended_at.is_(None))
    )
    if held is None:
        return False
    held.ended_at, held.ended_by, held.ended_because = clock.now(), by.account_id, because
    db.session.flush()
    return True
