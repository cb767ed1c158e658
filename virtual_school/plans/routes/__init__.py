"""Pages of a plan: for staff, for the pupil, for parents and carers."""

from virtual_school.plans.queries import worried
from virtual_school.plans.routes import adjusting, answers, family, goals, page
from virtual_school.plans.routes.blueprint import bp

__all__ = ["adjusting", "answers", "bp", "family", "goals", "page", "worried"]
