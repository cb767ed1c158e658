"""The shape of what people choose about how they are told."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError

from virtual_school.core.forms import ChoiceField, Form, an_id, optional, options
from virtual_school.core.texts import is_mobile
from virtual_school.core.texts.field import MobileField, PhoneField
from virtual_school.notices.hours import DAY, HOUR, Quiet, words_of

HOURS = [(minute, words_of(minute)) for minute in range(0, DAY, HOUR)]
LETTER_HOURS = [(minute, words) for minute, words in HOURS if 6 * HOUR <= minute <= 21 * HOUR]


def _minute(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdigit() else None


class PupilChoicesForm(Form):
    """A pupil is told here, and on a phone only by their own choice."""

    phone = MobileField(_l("The number of your phone"), validators=[optional])
    urgent_text = BooleanField(_l("Send me a text when something is waiting"))

    def validate_urgent_text(self, field: BooleanField) -> None:
        if field.data and not self.phone.data:
            raise ValidationError(_("Type your number first."))


class ChoicesForm(PupilChoicesForm):
    """A grown-up's."""

    letter = BooleanField(_l("One letter a day, on school days, of what is waiting"))
    letter_at = ChoiceField(_l("When the letter goes"), choices=options(LETTER_HOURS), coerce=_minute)
    soon = BooleanField(_l("An email at once when there is a message"))
    urgent_email = BooleanField(_l("By email"))
    urgent_text = BooleanField(_l("By text message"))
    ring_me = BooleanField(
        _l("Ring me"), description=_l("Whoever looks up what was sent to you sees your number, and that you said this.")
    )
    phone = PhoneField(_l("Your phone number"), validators=[optional])
    quiet_from = ChoiceField(_l("Quiet from"), choices=options(HOURS), coerce=_minute)
    quiet_until = ChoiceField(_l("Quiet until"), choices=options(HOURS), coerce=_minute)

    def validate_urgent_text(self, field: BooleanField) -> None:
        super().validate_urgent_text(field)
        if field.data and not self.phone.errors and not is_mobile(self.phone.data or ""):
            raise ValidationError(_("Your number is a landline, and cannot get texts."))

    def validate_ring_me(self, field: BooleanField) -> None:
        if field.data and not self.phone.data:
            raise ValidationError(_("Type the number first on which you want to be rung."))

    def validate_letter_at(self, field: ChoiceField) -> None:
        begins, ends, at = self.quiet_from.data, self.quiet_until.data, field.data
        if self.letter.data and None not in (begins, ends, at) and Quiet(begins, ends).holds(at):
            raise ValidationError(_("That hour is in your quiet hours. Choose another."))


class ShownForm(Form):
    """The newest notice on the page that somebody has seen."""

    newest = HiddenField(filters=[lambda value: an_id(value)])
