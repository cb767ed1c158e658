"""Who reads what a pupil hands in."""

from dataclasses import dataclass

from virtual_school.pupils.words import called


@dataclass(frozen=True, slots=True)
class Readers:
    """The adults whom the access rules let read what a pupil hands in, by name where there is one."""

    answerer: str
    mentor: str
    carers: bool = False

    @property
    def first(self) -> str:
        """Who reads it first, as the pupil calls them: a mentor by first name, a teacher with their title."""
        return called(self.answerer or self.mentor)

    @property
    def nearest(self) -> str:
        """Whom the pupil can tell or show what they did."""
        return called(self.mentor) if self.mentor else ""

    @property
    def then(self) -> str:
        return called(self.mentor) if self.mentor and self.answerer not in ("", self.mentor) else ""
