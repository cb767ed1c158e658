"""Lists to choose from, in the forms of the library."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectChoice, SelectField, ValidationError

from virtual_school.core.forms import Form

YEARS = range(1, 15)


class ChoiceField(SelectField):
    """One of a list. Anything else that arrives is answered in words, and the list stands as it was."""

    data: Any

    def pre_validate(self, form: Form) -> None:
        if self.data not in {choice.value for choice in self.choices}:
            self.data = ""
            raise ValidationError(_("Choose one from the list."))


def subjects_or(none: str, subjects: Iterable[tuple[uuid.UUID, str]]) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(str(found), words) for found, words in subjects)]


def years_or(none: str) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(str(year), _("Year %(year)d", year=year)) for year in YEARS)]
