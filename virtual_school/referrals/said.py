"""What somebody said, as a form brings it and a change keeps it."""

from dataclasses import dataclass

from virtual_school.pupils.models import How
from virtual_school.referrals.models import Question


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in their own words, with who may read it beside the mentor."""

    question: Question
    text: str
    for_school: bool = False
    for_panel: bool = False
    for_parent: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A whole part as it was given: by themself, or to an adult who wrote it down and read it back."""

    said: tuple[Said, ...]
    how: How = How.SELF
    interpreter: str | None = None
    read_back: bool = False
    judged_with: str | None = None
