"""The shape of what a safeguarding lead sends. Each has its reason; nothing is ticked beforehand."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    an_id,
    needed,
    options,
)

Choices = Sequence[tuple[uuid.UUID, str]]


FURTHEST = dt.timedelta(days=366)


class AgainForm(Form):
    """That it stays as it is, and when somebody looks again."""

    review_on = DayField(_l("Look again on"), validators=[needed(_l("Give a day."))])

    def validate_review_on(self, field: DayField) -> None:
        _to_come(field)


class _Reasoned(OnceForm):
    reason = TextField(_l("Why"), validators=[Filled(_l("Say why."))])
    review_on = DayField(_l("Look again on"), description=_l("You are reminded on that day. Nothing ends by it."))

    def validate_review_on(self, field: DayField) -> None:
        _to_come(field)


class _Dated(_Reasoned):
    ends_on = DayField(_l("Until"), description=_l("Empty: until you end it."))

    def validate_ends_on(self, field: DayField) -> None:
        if field.data is not None and field.data < clock.today():
            raise ValidationError(_("This day is past."))

    @property
    def last(self) -> dt.date | None:
        return self.ends_on.data


class KeepForm(_Dated):
    """Whereabouts in confidence."""


class ReaderForm(Form):
    account_id = ChoiceField(_l("Who may know"), coerce=an_id, choices=[])

    def offer(self, people: Choices) -> None:
        self.account_id.choices = options(people, first=_("Choose…"))

    def validate_account_id(self, field: ChoiceField) -> None:
        if field.data is None:
            raise ValidationError(_("Choose somebody."))


class ApartForm(_Dated):
    """From another pupil, a place or an adult: one of them."""

    other_id = ChoiceField(_l("A pupil of your school"), coerce=an_id, choices=[])
    number = LineField(_l("Or a pupil of another school, by their pupil number (UPN)"))
    place_id = ChoiceField(_l("Or a place"), coerce=an_id, choices=[])
    account_id = ChoiceField(_l("Or an adult"), coerce=an_id, choices=[])

    def offer(self, pupils: Choices, places: Choices, people: Choices) -> None:
        nobody = _("None of these")
        self.other_id.choices = options(pupils, first=nobody)
        self.place_id.choices = options(places, first=nobody)
        self.account_id.choices = options(people, first=nobody)

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        said = [self.other_id.data, self.number.data or None, self.place_id.data, self.account_id.data]
        if right and len([one for one in said if one]) != 1:
            self.other_id.errors = [_("Choose one: another pupil, a place, or an adult.")]
            return False
        return right


class StopForm(_Reasoned):
    account_id = ChoiceField(_l("What is stopped"), coerce=an_id, choices=[])

    def offer(self, people: Choices) -> None:
        self.account_id.choices = options(people, first=_("Everything about the pupil"))


def _to_come(field: DayField) -> None:
    if field.data and not clock.today() < field.data <= clock.today() + FURTHEST:
        raise ValidationError(_("Choose a day to come, within a year."))


class EndForm(Form):
    because = LineField(_l("Why it ends"), validators=[Filled(_l("Say why it ends."))])
