"""Who may have a complaint, and whom one may be about, as values."""

import uuid
from dataclasses import dataclass

from virtual_school.network.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, in the role in which they would have a complaint."""

    account_id: uuid.UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Around:
    """Who there is, in the order in which each is asked."""

    leads: tuple[Person, ...]
    heads: tuple[Person, ...]
    other: Person | None
    elsewhere: tuple[Person, ...]
    # Who answers for the pupil day by day: it may be about them, although nobody is named. Asked last.
    close: frozenset[uuid.UUID] = frozenset()
    # A parent or carer of the pupil, and whom the pupil must not meet: never asked.
    never: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What is not right, as somebody said it."""

    happened: str
    wish: str
    pupil_id: uuid.UUID | None = None
    about_id: uuid.UUID | None = None
    about_name: str = ""
    # Written down for somebody who said it by phone or face to face, and read back to them.
    said_by: str = ""
