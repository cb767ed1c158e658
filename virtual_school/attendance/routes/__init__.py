"""Pages of attendance: a pupil's, the links for a place, the public register behind one, the school's list."""

from virtual_school.attendance.routes import absences, family, links, not_here, pupil, register
from virtual_school.attendance.routes.blueprint import bp
from virtual_school.attendance.routes.register import bp as register_bp

blueprints = [bp, register_bp]

__all__ = ["absences", "blueprints", "family", "links", "not_here", "pupil", "register"]
