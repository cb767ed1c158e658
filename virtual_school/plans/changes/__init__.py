"""Changes of a plan, audited and flushed. They check the state of the plan, never the person."""

from virtual_school.plans.changes.adjusting import end_adjustment, set_adjustment
from virtual_school.plans.changes.agreeing import answer, go_on_without, laid_out, propose, take_back
from virtual_school.plans.changes.drafting import Quoted, begin_version, draft_plan, set_review
from virtual_school.plans.changes.goals import add_goal, change_goal, mark_met, move_goal, rate_goal, remove_goal
from virtual_school.plans.changes.states import lock

__all__ = [
    "Quoted",
    "add_goal",
    "answer",
    "begin_version",
    "change_goal",
    "draft_plan",
    "end_adjustment",
    "go_on_without",
    "laid_out",
    "lock",
    "mark_met",
    "move_goal",
    "propose",
    "rate_goal",
    "remove_goal",
    "set_adjustment",
    "set_review",
    "take_back",
]
