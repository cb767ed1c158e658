"""The same changes for many people at once, a few hundred a transaction: few statements, so that nobody waits long.

Each has its own audit event. They check no state: whoever calls them has looked in the same transaction.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.core import audit, clock, text
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes.pupil import MAY_BE_EMPTY, keep_former
from virtual_school.pupils.models import Carer, Enrolment, Pupil, RollStatus


@dataclass(slots=True)
class Newcomer:
    """A new pupil and the roll they come on; the ids are theirs from the start."""

    who: dict[str, Any]
    organisation_id: uuid.UUID
    status: RollStatus
    starts_on: dt.date
    ends_on: dt.date | None = None
    pupil_id: uuid.UUID = field(default_factory=uuid7)
    enrolment_id: uuid.UUID = field(default_factory=uuid7)


def enter_many(by: Viewer, newcomers: Sequence[Newcomer]) -> None:
    if not newcomers:
        return
    now = clock.now()
    empty: dict[str, Any] = dict.fromkeys(MAY_BE_EMPTY) | {"account_id": None}
    pupils = [
        empty
        | one.who
        | {
            "id": one.pupil_id,
            "sort_key": text.sort_key(f"{one.who['family_name']} {one.who['known_as']}"),
            "created_at": now,
            "version": 1,
        }
        for one in newcomers
    ]
    db.session.execute(sa.insert(Pupil), pupils)
    audit.many("pupil.entered", by, [(one.pupil_id, one.pupil_id, {"year": one.who["year"]}) for one in newcomers])
    enrol_many(by, newcomers)


def enrol_many(by: Viewer, rolls: Sequence[Newcomer]) -> None:
    """Put pupils on rolls, new ones and those who are here already."""
    if not rolls:
        return
    rows = [
        {
            "id": one.enrolment_id,
            "pupil_id": one.pupil_id,
            "organisation_id": one.organisation_id,
            "status": one.status,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }
        for one in rolls
    ]
    db.session.execute(sa.insert(Enrolment), rows)
    said = [
        (one.pupil_id, one.enrolment_id, {"organisation_id": one.organisation_id, "status": one.status})
        for one in rolls
    ]
    audit.many("enrolment.begun", by, said)


def change_many(by: Viewer, changed: Sequence[tuple[Pupil, dict[str, Any]]]) -> None:
    """Change columns of pupils who were loaded, and locked, in this transaction."""
    said = []
    for pupil, values in changed:
        before = pupil.upn
        for name, value in values.items():
            setattr(pupil, name, value)
        pupil.sort_key = text.sort_key(f"{pupil.family_name} {pupil.known_as}")
        keep_former(pupil, before)
        found = audit.changes(pupil, tuple(values))
        kept = {name: pair if name == "year" else None for name, pair in found.items()}
        if kept:
            said.append((pupil.id, pupil.id, {"changes": kept}))
    db.session.flush()
    audit.many("pupil.changed", by, said)


def enter_carers(by: Viewer, carers: Sequence[dict[str, Any]]) -> None:
    """New carers; each of the dictionaries holds every column, its `id` too."""
    if not carers:
        return
    now = clock.now()
    db.session.execute(sa.insert(Carer), [carer | {"created_at": now} for carer in carers])
    audit.many("carer.entered", by, [(carer["pupil_id"], carer["id"], {"carer_id": carer["id"]}) for carer in carers])
