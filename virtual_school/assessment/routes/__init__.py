"""Pages of marks and of what pupils can do."""

from virtual_school.assessment.queries import worried
from virtual_school.assessment.routes import classes, kinds, progress
from virtual_school.assessment.routes.blueprint import bp

__all__ = ["bp", "classes", "kinds", "progress", "worried"]
