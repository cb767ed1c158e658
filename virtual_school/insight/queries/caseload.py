"""The caseload: each pupil with the facts that the rules go by, the reasons, and what the charts draw."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from virtual_school.core import clock
from virtual_school.insight import charts, rules
from virtual_school.insight.numbers import WEEKS
from virtual_school.insight.queries.back import Back, back_soon
from virtual_school.insight.queries.known import Known, known
from virtual_school.insight.queries.sessions import Sessions, sessions
from virtual_school.insight.queries.weeks import WORK, ByWeek, by_week
from virtual_school.insight.rules import Facts, Reason
from virtual_school.mentoring import queries as mentoring
from virtual_school.mentoring.models import ObservationKind
from virtual_school.mentoring.queries import Task
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import PlanState

NOTHING = (0,) * WEEKS


@dataclass(frozen=True, slots=True)
class Weeks:
    """Eight weeks of one pupil, praise and hard moments on one scale."""

    praise: charts.Line
    hard: charts.Line
    work: charts.Line


@dataclass(frozen=True, slots=True)
class CaseOf:
    """One pupil of a mentor's."""

    known: Known
    facts: Facts
    reasons: list[Reason]
    tasks: list[Task]
    sessions: Sessions
    weeks: Weeks

    @property
    def id(self) -> uuid.UUID:
        return self.known.id

    @property
    def name(self) -> str:
        return self.known.name

    @property
    def url(self) -> str:
        return f"/pupils/{self.known.id}"


def caseload(viewer: Viewer) -> list[CaseOf]:
    """Every pupil a mentor answers for, by name."""
    tasks, back, weeks, counted = _tasks(viewer), back_soon(viewer), by_week(viewer), sessions(viewer)
    return [
        _case(one, counted.get(one.id, Sessions()), tasks[one.id], back.get(one.id, []), weeks) for one in known(viewer)
    ]


def _tasks(viewer: Viewer) -> dict[uuid.UUID, list[Task]]:
    found: dict[uuid.UUID, list[Task]] = defaultdict(list)
    for task in mentoring.open_tasks(viewer):
        found[task.pupil_id].append(task)
    return found


def _case(one: Known, counted: Sessions, tasks: list[Task], back: list[Back], weeks: ByWeek) -> CaseOf:
    facts = Facts(
        today=clock.today(),
        known_as=one.known_as,
        with_us_since=one.with_us_since or clock.today(),
        last_contact=_day(one.last_contact),
        tries=one.tries,
        away_since=one.away_since,
        away_until=one.away_until,
        tasks=tuple((task.kind, task.due_on) for task in tasks),
        programme_since=one.programme_since,
        is_drafted=one.drafted is not None,
        proposed_on=_day(one.proposed_at) if one.drafted is PlanState.PROPOSED else None,
        goals_drafted=one.goals_drafted,
        is_agreed=one.agreed is not None,
        review_on=one.review_on,
        to_read_since=_day(one.to_read_since),
        unopened_since=_day(one.unopened_since),
        run=counted.run,
        last_praise=_day(one.last_praise),
        returns=tuple(back),
    )
    return CaseOf(one, facts, rules.reasons(facts), tasks, counted, _weeks(one.id, weeks))


def _day(at: dt.datetime | None) -> dt.date | None:
    return clock.local(at).date() if at else None


def _weeks(pupil_id: uuid.UUID, weeks: ByWeek) -> Weeks:
    praise = weeks.get((pupil_id, ObservationKind.PRAISE.value), NOTHING)
    hard = weeks.get((pupil_id, ObservationKind.HARD_MOMENT.value), NOTHING)
    most = max(*praise, *hard)
    work = weeks.get((pupil_id, WORK), NOTHING)
    return Weeks(charts.line(praise, most), charts.line(hard, most), charts.line(work))
