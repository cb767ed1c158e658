"""The caseload: each pupil with the facts that the rules go by, the reasons, and what the charts draw."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from virtual_school.attendance import queries as attendance
from virtual_school.attendance.queries import Fact
from virtual_school.core import clock
from virtual_school.insight import charts, rules
from virtual_school.insight.numbers import SESSION_WEEKS, WEEKS
from virtual_school.insight.queries.known import Known, known
from virtual_school.insight.queries.weeks import WORK, ByWeek, by_week
from virtual_school.insight.rules import Facts, Reason
from virtual_school.mentoring import queries as mentoring
from virtual_school.mentoring.models import ObservationKind
from virtual_school.mentoring.queries import Task
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import PlanState
from virtual_school.timetable import returns

NOTHING = (0,) * WEEKS


@dataclass(frozen=True, slots=True)
class Sessions:
    """Of the sessions in which a pupil was expected somewhere, how many found them there."""

    there: int
    expected: int
    run: int


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


def caseload(viewer: Viewer, attended: Mapping[uuid.UUID, Sequence[Fact]] | None = None) -> list[CaseOf]:
    """Every pupil a mentor answers for, by name. `attended`: their sessions of the last weeks, where read already."""
    pupils = known(viewer)
    ids = [one.id for one in pupils]
    facts = attended if attended is not None else sessions_of(viewer, ids)
    tasks, back, weeks = _tasks(viewer), _returns(viewer), by_week(viewer)
    return [_case(one, facts.get(one.id, ()), tasks[one.id], back[one.id], weeks) for one in pupils]


def sessions_of(viewer: Viewer, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Fact]]:
    """The sessions in which each was expected in the last weeks, up to yesterday."""
    today = clock.today()
    return attendance.where_expected(viewer, ids, today - dt.timedelta(weeks=SESSION_WEEKS), today - dt.timedelta(1))


def _tasks(viewer: Viewer) -> dict[uuid.UUID, list[Task]]:
    found: dict[uuid.UUID, list[Task]] = defaultdict(list)
    for task in mentoring.open_tasks(viewer):
        found[task.pupil_id].append(task)
    return found


def _returns(viewer: Viewer) -> dict[uuid.UUID, list[tuple[str, dt.date, int]]]:
    found: dict[uuid.UUID, list[tuple[str, dt.date, int]]] = defaultdict(list)
    for one in returns.due(viewer, clock.today()):
        found[one.pupil.id].append((one.row.lesson, one.back_on, len(one.missing)))
    return found


def _case(
    one: Known, attended: Sequence[Fact], tasks: list[Task], back: list[tuple[str, dt.date, int]], weeks: ByWeek
) -> CaseOf:
    sessions = _sessions(attended)
    facts = Facts(
        today=clock.today(),
        known_as=one.known_as,
        with_us_since=one.with_us_since or clock.today(),
        last_contact=_day(one.last_contact),
        tries=one.tries,
        tasks=tuple((task.kind, task.due_on) for task in tasks),
        programme_since=one.programme_since,
        is_drafted=one.drafted is not None,
        proposed_on=_day(one.proposed_at) if one.drafted is PlanState.PROPOSED else None,
        goals_drafted=one.goals_drafted,
        is_agreed=one.agreed is not None,
        review_on=one.review_on,
        to_read=one.to_read,
        to_read_since=_day(one.to_read_since),
        unopened=one.unopened,
        unopened_since=_day(one.unopened_since),
        run=sessions.run,
        last_praise=_day(one.last_praise),
        returns=tuple(back),
    )
    return CaseOf(one, facts, rules.reasons(facts), tasks, sessions, _weeks(one.id, weeks))


def _day(at: dt.datetime | None) -> dt.date | None:
    return clock.local(at).date() if at else None


def _sessions(attended: Sequence[Fact]) -> Sessions:
    there = [fact.is_there for fact in attended]
    run = next((n for n, came in enumerate(reversed(there)) if not came), len(there))
    return Sessions(sum(there), len(there), run)


def _weeks(pupil_id: uuid.UUID, weeks: ByWeek) -> Weeks:
    praise = weeks.get((pupil_id, ObservationKind.PRAISE.value), NOTHING)
    hard = weeks.get((pupil_id, ObservationKind.HARD_MOMENT.value), NOTHING)
    most = max(*praise, *hard)
    work = weeks.get((pupil_id, WORK), NOTHING)
    return Weeks(charts.line(praise, most), charts.line(hard, most), charts.line(work))
