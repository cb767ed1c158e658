"""Pages of the week: laid out, as it holds, and the return into a lesson."""

from virtual_school.timetable.routes import cells, lessons, returns, weeks
from virtual_school.timetable.routes.blueprint import bp

__all__ = ["bp", "cells", "lessons", "returns", "weeks"]
