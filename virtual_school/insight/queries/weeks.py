"""By week, over eight weeks that end now: praise, hard moments, work handed in. One question for all pupils."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.kept import kept
from virtual_school.insight.numbers import WEEKS
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, HandIn
from virtual_school.mentoring.models import Observation, ObservationKind
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows
from virtual_school.pupils.models import Part

WORK = "work"
ByWeek = dict[tuple[uuid.UUID, str], tuple[int, ...]]


def by_week(viewer: Viewer) -> ByWeek:
    """Of each pupil and kind the numbers of the weeks, oldest first. What is not there is nought in every week."""
    return {(row[0], row[1]): tuple(row[2:]) for row in _by_week(viewer).execute()}


@kept
def _by_week(viewer: Viewer) -> sa.SelectBase:
    observed: sa.Select[*tuple[Any, ...]] = (
        sa.select(Observation.pupil_id, sa.type_coerce(Observation.kind, sa.String), *_weeks(Observation.at))
        .where(
            Observation.network_id == viewer.network_id,
            Observation.withdrawn_at.is_(None),
            Observation.kind != ObservationKind.SEEN,
            Observation.at > _began(WEEKS),
            knows(viewer, Part.BEHAVIOUR, Observation.pupil_id),
        )
        .group_by(Observation.pupil_id, Observation.kind)
    )
    handed_in: sa.Select[*tuple[Any, ...]] = (
        sa.select(Assignment.pupil_id, sa.literal(WORK, sa.String), *_weeks(HandIn.arrived_at))
        .select_from(Assignment)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .join(HandIn, HandIn.attempt_id == Attempt.id)
        .where(
            Assignment.network_id == viewer.network_id,
            HandIn.arrived_at > _began(WEEKS),
            Assignment.state != AssignmentState.WITHDRAWN,
            knows(viewer, Part.WORK, Assignment.pupil_id),
        )
        .group_by(Assignment.pupil_id)
    )
    return sa.union_all(observed, handed_in)


def _began(weeks_ago: int) -> dt.datetime:
    return clock.now() - dt.timedelta(weeks=weeks_ago)


def _weeks(at: Any) -> Iterator[sa.ColumnElement[int]]:
    """How many fell into each week, oldest first; the last one ends now."""
    for weeks_ago in range(WEEKS, 0, -1):
        within = sa.and_(at > _began(weeks_ago), at <= _began(weeks_ago - 1))
        yield sa.func.sum(sa.case((within, 1), else_=0))
