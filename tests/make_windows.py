"""Builders of windows that people granted: with what each rests on."""

import uuid
from typing import Any

from tests import make
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import (
    Basis,
    Duty,
    How,
    Part,
    Party,
    Pupil,
    Receiver,
    Window,
    WindowAgreement,
    WindowGrant,
    WindowHeldBack,
)


def granted(
    pupil: Pupil,
    account: Account,
    organisation: Organisation,
    by: Account,
    parts: tuple[Part, ...] = (Part.PLAN,),
    carers: tuple[uuid.UUID | None, ...] = (None,),
    receiver: Receiver = Receiver.AGENCY,
    **given: Any,
) -> Window:
    """A window on agreement; `carers` are who agreed, None for the pupil."""
    window = make.window(pupil, account, organisation, parts, opened_by=by.id, **given)
    db.session.add(WindowGrant(window_id=window.id, receiver=receiver, duty=None))
    for carer_id in carers:
        row = WindowAgreement(
            window_id=window.id,
            party=Party.PUPIL if carer_id is None else Party.CARER,
            carer_id=carer_id,
            how=How.IN_PERSON,
            agreed_on=clock.today(),
            until=window.ends_on,
            recorded_by=by.id,
            recorded_at=clock.now(),
        )
        db.session.add(row)
    db.session.flush()
    return window


def on_duty(
    pupil: Pupil,
    account: Account,
    organisation: Organisation,
    by: Account,
    parts: tuple[Part, ...] = (Part.ATTENDANCE,),
    duty: Duty = Duty.EHCP,
    receiver: Receiver = Receiver.SEN_OFFICE,
    **given: Any,
) -> Window:
    """A window on duty, shown to the family."""
    window = make.window(pupil, account, organisation, parts, basis=Basis.DUTY, opened_by=by.id, **given)
    db.session.add(WindowGrant(window_id=window.id, receiver=receiver, duty=duty))
    db.session.flush()
    return window


def held_back(window: Window, by: Account, **given: Any) -> WindowHeldBack:
    ordinary = {"because": "It is not safe at home.", "review_on": clock.today(), "held_at": clock.now()}
    row = WindowHeldBack(window_id=window.id, held_by=by.id, **(ordinary | given))
    db.session.add(row)
    db.session.flush()
    return row
