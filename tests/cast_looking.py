"""A record opened without a link whose time is over, and a look that is held back, about each pupil in the cast."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.pupils.models import Glass, HeldBack, Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """In the network that has a safeguarding lead; in the other the identifiers name nothing."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    lead = casting.accounts.get("safeguarding_lead")
    if lead is None:
        casting.side.ids |= {f"glass of {key}": uuid.uuid4(), f"held_back of {key}": uuid.uuid4()}
        return
    now = clock.now()
    glass = Glass(
        pupil_id=child.id,
        account_id=lead.id,
        organisation_id=casting.places["wren_hill"].id,
        reason="A neighbour rang.",
        about_staff=False,
        opened_at=now - dt.timedelta(days=2),
        ends_at=now - dt.timedelta(days=2, hours=-4),
    )
    held = HeldBack(
        pupil_id=child.id,
        account_id=casting.accounts["panel_member"].id,
        from_pupil=True,
        reason="He lives in the same street.",
        review_on=clock.today() + dt.timedelta(days=30),
        set_by=lead.id,
        set_at=now,
    )
    db.session.add_all([glass, held])
    db.session.flush()
    casting.side.ids |= {f"glass of {key}": glass.id, f"held_back of {key}": held.id}
