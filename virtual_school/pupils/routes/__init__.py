"""Pages of pupils: for staff, for somebody outside, for families."""

from virtual_school.pupils.routes import away, care, family, helping, outside, pages, rolls, windows
from virtual_school.pupils.routes.blueprint import bp

__all__ = ["away", "bp", "care", "family", "helping", "outside", "pages", "rolls", "windows"]
