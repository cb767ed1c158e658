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
