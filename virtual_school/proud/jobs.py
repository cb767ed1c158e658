"""What this package says to those below it before a notice goes."""

from virtual_school.proud import telling

__all__ = ["telling"]
