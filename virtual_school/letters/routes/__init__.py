"""Pages of letters: written and sent by staff, read by whoever got them, and said in other languages."""

from virtual_school.letters.queries import worries
from virtual_school.letters.routes import copies, family, staff
from virtual_school.letters.routes.blueprint import bp

__all__ = ["bp", "copies", "family", "staff", "worries"]
