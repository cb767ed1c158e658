"""Pages of work packs."""

from virtual_school.packs.routes import choosing, made, work
from virtual_school.packs.routes.blueprint import bp as bp

__all__ = ["bp", "choosing", "made", "work"]
