"""Builders of contact notes, observations and first tasks."""

import datetime as dt
from typing import Any

from tests.make import _add
from virtual_school.core import clock
from virtual_school.identity.models import Account
from virtual_school.mentoring.models import (
    ContactKind,
    ContactNote,
    MentorTask,
    Observation,
    ObservationKind,
    TaskKind,
)
from virtual_school.pupils.models import Pupil


def contact(pupil: Pupil, account: Account, kind: ContactKind = ContactKind.CALL, **given: Any) -> ContactNote:
    ordinary = {"pupil_id": pupil.id, "account_id": account.id, "kind": kind, "at": clock.now()}
    return _add(ContactNote, given, made_at=given.get("at", clock.now()), **ordinary)


def observation(
    pupil: Pupil, account: Account, kind: ObservationKind = ObservationKind.PRAISE, **given: Any
) -> Observation:
    ordinary = {"pupil_id": pupil.id, "account_id": account.id, "kind": kind, "at": clock.now()}
    ordinary |= {"words": "Helped with the chairs."}
    return _add(Observation, given, made_at=given.get("at", clock.now()), **ordinary)


def task(pupil: Pupil, kind: TaskKind = TaskKind.MEET, **given: Any) -> MentorTask:
    ordinary = {"pupil_id": pupil.id, "kind": kind, "due_on": clock.today() + dt.timedelta(days=2)}
    return _add(MentorTask, given, made_at=clock.now(), **ordinary)
