"""What this package says to those below it, in whatever process: before a letter goes."""

from virtual_school.pupils import letters

__all__ = ["letters"]
