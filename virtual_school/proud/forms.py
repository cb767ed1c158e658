"""The shape of what a pupil says they are proud of, and with whom they share it."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from virtual_school.core.forms import (
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    TicksField,
    VersionField,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.proud.queries import Chosen, Person

ALL = "all"


class ChooseForm(OnceForm):
    draft_key = HiddenField()
    draft_version = VersionField(default=0)
    hand_in = HiddenField()
    what = RadiosField(_l("What of it?"), default=ALL, validators=[optional])
    title = LineField(_l("What is it?"), validators=[Filled(_l("Say in a few words what it is."))])
    why = TextField(_l("Why are you proud of it?"), validators=[Filled(_l("Say why, in your own words."))])

    def offer(self, of: Chosen | None) -> None:
        pieces = [(str(key), name) for key, name in of.pieces] if of else []
        self.what.choices = options([(ALL, _l("All of it")), *pieces])

    @property
    def piece_id(self) -> uuid.UUID | None:
        return None if self.what.data in (None, "", ALL) else an_id(self.what.data)


class ShareForm(Form):
    people = TicksField(_l("Who can see it?"), choices=[])
    ends_on = DayField(_l("Until"), validators=[needed(_l("Type the last day. You can end it before, at any time."))])

    def offer(self, people: Iterable[Person]) -> None:
        self.people.choices = [(one.key, one.words) for one in people]
