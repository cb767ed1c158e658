"""Reads of plans. What a person sees takes the viewer first."""

from virtual_school.plans.parties import Standing
from virtual_school.plans.queries.adjusting import (
    Adjusted,
    SetFor,
    adjustment,
    adjustments_now,
    adjustments_set,
)
from virtual_school.plans.queries.answers import answers_to
from virtual_school.plans.queries.asked import Asked, asked
from virtual_school.plans.queries.goals import GoalsMet, Rated, SeenGoal, goals_of, seen_goals
from virtual_school.plans.queries.named import goal_words, goals_ahead
from virtual_school.plans.queries.said import Said, said
from virtual_school.plans.queries.shown import (
    Shown,
    Week,
    author_of,
    changes_since,
    chosen,
    lesson_outs_in,
    mentor_name,
    own_key,
    said_for,
    show,
)
from virtual_school.plans.queries.versions import Held, Versions, goal, plan_in_force, version, versions_of

__all__ = [
    "Adjusted",
    "Asked",
    "GoalsMet",
    "Held",
    "Rated",
    "Said",
    "SeenGoal",
    "SetFor",
    "Shown",
    "Standing",
    "Versions",
    "Week",
    "adjustment",
    "adjustments_now",
    "adjustments_set",
    "answers_to",
    "asked",
    "author_of",
    "changes_since",
    "chosen",
    "goal",
    "goal_words",
    "goals_ahead",
    "goals_of",
    "lesson_outs_in",
    "mentor_name",
    "own_key",
    "plan_in_force",
    "said",
    "said_for",
    "seen_goals",
    "show",
    "version",
    "versions_of",
]
