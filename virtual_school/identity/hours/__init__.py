"""When a person reads and answers: their hours, their days off, the calendar of where they work."""

from virtual_school.identity.hours.queries import reading, until
from virtual_school.identity.hours.reading import Reading

__all__ = ["Reading", "reading", "until"]
