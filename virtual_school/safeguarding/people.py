"""Who reads what is handed over, and who sees a call for help, as values."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from flask_babel import gettext as _

from virtual_school.core.texts.numbers import shown
from virtual_school.notices.models import Because


@dataclass(frozen=True, slots=True)
class School:
    """The pupil's school, and the number of its office as it is kept."""

    name: str
    phone: str | None

    @property
    def ring(self) -> str:
        """As it stands after 'Ring': 'Wren Hill School on 01632 960001'."""
        if self.phone is None:
            return self.name
        return str(_("%(school)s on %(number)s", school=self.name, number=shown(self.phone)))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a concern about a pupil is handed to today.

    `organisation_id` is the school whose safeguarding lead it is; None where the school has none here, or the pupil no
    school: then it is whoever leads the Virtual School. `school` is the pupil's school, lead or no lead.
    """

    organisation_id: uuid.UUID | None
    school: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who sees it when this pupil asks for help, and when they read.

    `is_mentor`: the mentor, or whoever stands in, in whatever hat: a call that is kept from the mentor is kept from
    them. `until`: they read at this moment; else `next_at` says from when.
    """

    name: str
    is_mentor: bool = False
    account_id: uuid.UUID | None = None
    because: Because = Because.SCHOOL
    is_off: bool = False
    until: dt.datetime | None = None
    next_at: dt.datetime | None = None

    @property
    def is_lead(self) -> bool:
        return self.because is Because.SCHOOL


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who hears a call for help: said openly; and when it is kept from the mentor."""

    openly: list[Reader]
    unmentored: list[Reader]


@dataclass(frozen=True, slots=True)
class Concerned:
    """The adults whom something concerns, so far as they have an account here, and whether they work with children."""

    kept: frozenset[uuid.UUID] = frozenset()
    is_staff: bool = False
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Worry:
    """What a worry is about beside the thing itself: an adult, whom it never reaches; a place, whose lead reads it."""

    concerned: Concerned = field(default_factory=Concerned)
    place_id: uuid.UUID | None = None
    is_now: bool = False
