"""Builders of marks and of what pupils can do: one plain row each."""

import uuid
from typing import Any

import sqlalchemy as sa

from tests.make import _add
from virtual_school.assessment.models import Evidence, GradeEntry, GradeKind, GradeKindVersion, Objective
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Term
from virtual_school.pupils.models import Pupil


def kind(key: str = "working_at") -> GradeKindVersion:
    """The kind of this key and its one version; made when there is none."""
    there = db.session.scalar(sa.select(GradeKindVersion).join(GradeKind).where(GradeKind.key == key))
    if there is not None:
        return there
    made = _add(GradeKind, {}, key=key, position=0)
    meant: dict[str, Any] = {"words": "Working at", "definition": "What they can do today.", "steps": "1\n2\n3"}
    meant |= {"who": {"roles": ["mentor", "virtual_school_lead"]}, "entered_when": "Each half term"}
    return _add(GradeKindVersion, meant, kind_id=made.id, number=1)


def entry(pupil: Pupil, subject: Term, by: Account, **given: Any) -> GradeEntry:
    meant = kind()
    ordinary = {"kind_id": meant.kind_id, "version_id": meant.id, "value": "2", "place": 1, "for_day": clock.today()}
    about = {"pupil_id": pupil.id, "subject_id": subject.id, "assessor_id": by.id}
    return _add(GradeEntry, given, **ordinary, **about)


def shown(pupil: Pupil, subject: Term, by: Account, words: str = "Sort a list", **given: Any) -> Evidence:
    """What showed that a pupil can do something."""
    there = db.session.scalar(sa.select(Objective).where(Objective.subject_id == subject.id, Objective.words == words))
    objective = there or _add(Objective, {}, subject_id=subject.id, year=pupil.year, words=words, key=words.casefold())
    source = {"source_kind": "hand_in", "source_id": uuid.uuid4()}
    about = {"pupil_id": pupil.id, "objective_id": objective.id, "assessor_id": by.id, "is_secure": True}
    return _add(Evidence, given, **about, **source)
