"""Reads of plans. What a person sees takes the viewer first."""

from virtual_school.plans.queries.goals import GoalsMet, goals_of
from virtual_school.plans.queries.versions import plan_in_force

__all__ = ["GoalsMet", "goals_of", "plan_in_force"]
