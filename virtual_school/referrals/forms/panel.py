"""Forms of panels and meetings."""

import datetime as dt
import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    VersionField,
    an_id,
    needed,
    options,
)
from virtual_school.core.saving.once import new_key

MOST = 12


def _number(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdigit() else None


class PanelForm(OnceForm):
    name = LineField(_l("Name of the panel"), validators=[Filled(_l("Type a name for the panel."))])
    quorum = ChoiceField(
        _l("How many must be there"),
        choices=options(((number, str(number)) for number in range(2, MOST + 1)), first=_l("Choose…")),
        coerce=_number,
        validators=[needed(_l("Choose how many must be there: two or more."))],
    )


class MemberForm(OnceForm):
    membership_id = ChoiceField(_l("Who"), coerce=an_id, validators=[needed(_l("Choose a person."))])
    chairs = BooleanField(_l("Chairs the panel"))


class ClockField(LineField):
    """A time of day, typed as 10:30, 10.30 or 1030."""

    at: dt.time | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        typed = (self.data or "").replace(".", ":").strip()
        for shape in ("%H:%M", "%H%M", "%H:%M:%S"):
            try:
                self.at = dt.datetime.strptime(typed, shape).time()
                return
            except ValueError:
                continue
        if typed:
            raise ValueError(_("Type this time like 10:30."))


def moment(day: dt.date, at: dt.time) -> dt.datetime:
    """That time on that day, as a clock in England shows it."""
    return dt.datetime.combine(day, at, clock.LONDON)


class MeetingForm(OnceForm):
    day = DayField(_l("Day"), validators=[needed(_l("Type the day of the meeting."))])
    at = ClockField(_l("Time"), validators=[Filled(_l("Type the time, like 10:30."))])
    place = LineField(_l("Place"), validators=[Filled(_l("Type where it is, or ‘online’."))])

    @property
    def starts_at(self) -> dt.datetime:
        assert self.day.data is not None and self.at.at is not None  # noqa: S101 (both were validated)
        return moment(self.day.data, self.at.at)

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is past. Choose a later one."))


class ListForm(OnceForm):
    referral_id = ChoiceField(_l("Which referral"), coerce=an_id, validators=[needed(_l("Choose a referral."))])


class TakeOffForm(Form):
    because = LineField(_l("Why is it taken off?"), validators=[Filled(_l("Say why it is taken off."))])


class ThereForm(Form):
    account_id = HiddenField()

    @property
    def account(self) -> uuid.UUID | None:
        return an_id(self.account_id.data)


class SayForm(OnceForm):
    """Stands on one page with what leads to the decision, so its fields have ids of their own."""

    once = HiddenField(default=new_key, id="say-once")
    draft_key = HiddenField(id="say-draft-key")
    draft_version = VersionField(default=0, id="say-draft-version")
    text = TextField(_l("Into the minutes"), id="say-text", validators=[Filled(_l("Write something first."))])
