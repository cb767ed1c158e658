"""Pages of contact notes, observations and first tasks."""

from virtual_school.mentoring.queries import worried
from virtual_school.mentoring.routes import behaviour, notes, tasks
from virtual_school.mentoring.routes.blueprint import bp

__all__ = ["behaviour", "bp", "notes", "tasks", "worried"]
