"""The shape of what a mentor sends."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, TimeField, ValidationError
from wtforms.validators import NumberRange

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    TicksField,
    VersionField,
    a_member,
    an_id,
    optional,
    options,
)
from virtual_school.mentoring import words
from virtual_school.mentoring.models import ContactKind, ObservationKind
from virtual_school.pupils.readers import Reader

LONGEST_AGO = dt.timedelta(days=60)


class ContactForm(OnceForm):
    """One tap: the kind."""

    kind = ChoiceField(
        _l("What was it?"),
        choices=options(words.CONTACT_WORDS.items()),
        coerce=a_member(ContactKind),
    )

    def validate_kind(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_l("Choose one of these."))


class NamesForm(Form):
    """Words about a pupil, with the tick for a name that is somebody else's."""

    somebody_else = BooleanField(_l("This is somebody else with that name"))


class WordsForm(NamesForm):
    """What was said, and how long it took; saves itself while it is typed."""

    words = TextField(_l("A few words"), validators=[optional])
    minutes = IntegerField(
        _l("Minutes"), validators=[optional, NumberRange(0, 600, _l("Type a number of minutes, up to 600."))]
    )
    restricted = BooleanField(_l("Restricted: only for you, the safeguarding lead at school, and whom you tick"))
    readers = TicksField(_l("Who else reads it"), choices=[], coerce=an_id, validators=[optional])
    draft_key = HiddenField()
    draft_version = VersionField(default=0)

    def offer_readers(self, readers: Iterable[Reader]) -> None:
        self.readers.choices = [(str(one.account_id), one.name) for one in readers]


class ObservationForm(NamesForm, OnceForm):
    """A sentence, and the kind as the button that sends it. The rest folds away."""

    kind = ChoiceField(
        _l("What was it?"), choices=options(words.OBSERVATION_WORDS.items()), coerce=a_member(ObservationKind)
    )
    words = LineField(_l("One sentence"), validators=[Filled(_l("Write one sentence first."))])
    day = DayField(_l("The day"), description=_l("Leave it empty for now."), validators=[optional])
    time = TimeField(_l("The time"), validators=[optional])

    def validate_kind(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_l("Choose one of these."))

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_l("Choose today or an earlier day."))
        if field.data and field.data < clock.today() - LONGEST_AGO:
            raise ValidationError(_l("That is more than sixty days ago."))

    def validate_time(self, field: TimeField) -> None:
        moment = self.at()
        if moment and moment > clock.now():
            raise ValidationError(_l("That time has not come yet."))

    def at(self) -> dt.datetime | None:
        """When it was; None for now."""
        if not self.day.data and not self.time.data:
            return None
        day = self.day.data or clock.today()
        return dt.datetime.combine(day, self.time.data or dt.time(12), clock.LONDON) if self.is_past(day) else None

    def is_past(self, day: dt.date) -> bool:
        return day < clock.today() or self.time.data is not None


class WithdrawForm(Form):
    because = LineField(
        _l("Why are you withdrawing it?"), validators=[Filled(_l("Say why, for example: entered on the wrong child."))]
    )
