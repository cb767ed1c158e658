"""Forms of an absence."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.pupils.forms.pupil import age_words, as_number, is_a_pupils_age
from virtual_school.pupils.models import AwayWhy
from virtual_school.pupils.words import AWAY_WORDS

NEW = "new"


def _a_pupil(value: Any) -> uuid.UUID | str | None:
    return NEW if value == NEW else an_id(value)


class AwayForm(OnceForm):
    """Away for a while: who, why, from, until, who answers. Somebody who is not listed yet is entered on the way."""

    named = LineField(_l("Name of the pupil"), validators=[optional])
    pupil = RadiosField(_l("Who is away?"), coerce=_a_pupil, validators=[needed(_l("Choose a pupil."))])
    given_name = LineField(_l("Given name"), validators=[optional])
    family_name = LineField(_l("Family name"), validators=[optional])
    date_of_birth = DayField(_l("Date of birth"), validators=[optional])
    year = ChoiceField(
        _l("Year group"),
        choices=options(((year, _l("Year %(year)d", year=year)) for year in range(1, 15)), first=_l("Choose…")),
        coerce=as_number,
        validators=[optional],
    )
    why = RadiosField(
        _l("Why?"),
        choices=options(AWAY_WORDS.items()),
        coerce=a_member(AwayWhy),
        validators=[needed(_l("Choose one of these."))],
    )
    words = LineField(_l("One line about it"), validators=[optional])
    starts_on = DayField(_l("From"), default=clock.today, validators=[needed(_l("Type the first day."))])
    ends_on = DayField(_l("Until"), validators=[needed(_l("Type the last day: it ends by itself."))])
    answers_id = ChoiceField(
        _l("Who at school answers?"), coerce=an_id, validators=[needed(_l("Choose who answers the pupil."))]
    )

    @property
    def chosen(self) -> uuid.UUID | None:
        """Who is chosen of those who are listed."""
        return self.pupil.data if isinstance(self.pupil.data, uuid.UUID) else None

    @property
    def is_new(self) -> bool:
        return bool(self.pupil.data == NEW)

    def offer(
        self,
        pupils: Iterable[tuple[uuid.UUID, str]],
        colleagues: Iterable[tuple[uuid.UUID, str]],
        own_year: int | None = None,
    ) -> None:
        """These pupils, and these people to answer; somebody new in the year alone that a head of year has."""
        if own_year is not None:
            self.year.choices = options([(own_year, _("Year %(year)d", year=own_year))])
        self.pupil.choices = options([*pupils, (NEW, _("Somebody who is not listed: I enter them below"))])
        self.answers_id.choices = options(colleagues, first=_("Choose…"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Of somebody new all four are needed, and a day of birth that a pupil can have."""
        valid: bool = super().validate(extra_validators)
        if not self.is_new:
            return valid
        for field, words in (
            (self.given_name, _("Type the given name.")),
            (self.family_name, _("Type the family name.")),
            (self.date_of_birth, _("Type the date of birth.")),
            (self.year, _("Choose the year group as taught.")),
        ):
            if not field.data and not field.errors:
                field.errors = [words]
        if not self.date_of_birth.errors and self.date_of_birth.data and not is_a_pupils_age(self.date_of_birth.data):
            self.date_of_birth.errors = [age_words()]
        return not self.errors

    def who(self) -> dict[str, Any]:
        """Of somebody new."""
        return {name: self.data[name] for name in ("given_name", "family_name", "date_of_birth", "year")}

    def away(self) -> dict[str, Any]:
        return {name: self.data[name] for name in ("why", "words", "starts_on", "ends_on", "answers_id")}


class MoveAwayForm(Form):
    """Another last day, with a reason."""

    ends_on = DayField(_l("Last day"), validators=[needed(_l("Type the last day."))])
    because = LineField(_l("Why?"), validators=[Filled(_l("Say why in a few words."))])
