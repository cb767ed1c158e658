"""What this package says to those below it, in whatever process: before a letter or a notice goes."""

from virtual_school.pupils import letters, telling

__all__ = ["letters", "telling"]
