"""Keeping a pupil safe: whereabouts in confidence, who must not meet, stop everything."""

from virtual_school.safeguarding.routes.protecting import apart, pages, stop, whereabouts
from virtual_school.safeguarding.routes.protecting.blueprint import bp

__all__ = ["apart", "bp", "pages", "stop", "whereabouts"]
