"""The plan of each pupil in the cast: one agreed, a new version of it, and an earlier plan that is being asked about.

The programmes are over, so that a test may begin one that runs.
"""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from tests import make_plans as make
from tests import make_timetable
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.plans.models import PlanState
from virtual_school.pupils.models import Pupil
from virtual_school.timetable.models import Session, WeekPattern

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    by, ids = casting.accounts[mentor], casting.side.ids
    ago = [clock.today() - dt.timedelta(days=days) for days in (300, 200, 100, 1)]
    draft_week = db.session.get_one(WeekPattern, ids[f"draft_pattern of {key}"])
    plan = make.plan(make.programme(child, by, starts_on=ago[2], ends_on=ago[3]))
    agreed = make.version(plan, db.session.get_one(WeekPattern, ids[f"pattern of {key}"]), by, state=PlanState.AGREED)
    make.agreement(agreed, casting.accounts[key])
    draft = make.version(plan, draft_week, by, number=2, because="College on Fridays")
    said = [make.words(one) for one in (agreed, draft)]
    goal, second = make.goal(agreed), make.goal(draft, position=2, words="Maths, Level 1")
    make.goal(draft, key=goal.key)
    rated = make.view(goal, casting.accounts[key])
    asked = _asked(casting, child, mentor, draft_week, ago)
    ids |= {f"plan of {key}": agreed.id, f"plan_draft of {key}": draft.id, f"plan_asked of {key}": asked}
    ids |= {f"goal of {key}": goal.key, f"second_goal of {key}": second.key}
    ids |= {f"plan_words of {key}": said[0].id, f"goal_view of {key}": rated.id}


def _asked(casting: "Casting", child: Pupil, mentor: str, draft_week: WeekPattern, ago: list[dt.date]) -> uuid.UUID:
    """Of an earlier programme, whose week is older than the one that is being laid out now."""
    by = casting.accounts[mentor]
    older = uuid.UUID(int=draft_week.id.int - 1)
    week = make_timetable.pattern(child, id=older, agreed_at=None)
    make_timetable.slot(week, 3, Session.PM, make_timetable.footing(child, by))
    earlier = make.plan(make.programme(child, by, starts_on=ago[0], ends_on=ago[1]))
    asked = make.version(earlier, week, by, state=PlanState.PROPOSED, proposed_at=clock.now())
    make.goal(asked)
    return asked.id
