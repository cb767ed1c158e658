"""What this package says to those below it, in whatever process: before somebody is named, before a letter goes."""

from virtual_school.safeguarding import apart, clashes, holding

__all__ = ["apart", "clashes", "holding"]
