"""What this package says to those below it, in whatever process: before a notice goes."""

from virtual_school.learning import telling

__all__ = ["telling"]
