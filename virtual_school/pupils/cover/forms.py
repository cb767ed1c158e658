"""The form of days off."""

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from virtual_school.core.forms import ChoiceField, DatedForm, an_id, needed, optional, options

People = Sequence[tuple[uuid.UUID, str]]


class OffForm(DatedForm):
    """Who is off (the lead alone chooses), from, until, who stands in."""

    account_id = ChoiceField(_l("Who is off?"), coerce=an_id, validators=[needed(_l("Choose who is off."))])
    cover_id = ChoiceField(_l("Who stands in?"), coerce=an_id, validators=[optional])
    said_yes = BooleanField(_l("They know, and have said yes"))

    def offer(self, people: People, mentors: People, own: uuid.UUID | None) -> None:
        """Who may be off, and who can stand in. `own`: whoever enters their own days and nobody else's."""
        self.account_id.choices = options(people, first=_("Choose…"))
        self.cover_id.choices = options(mentors, first=_("Nobody"))
        if own is not None:
            self.account_id.data, self.account_id.validators = own, []
